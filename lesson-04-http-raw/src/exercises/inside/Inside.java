/// inside: a server for the files of one folder.
///
/// Last two arguments: the folder, and the port on which it listens. Each connection has one
/// request. The server responds with status 200 and the bytes of the file that the target names, or
/// with 404 if it names no file in the folder. Each response has a Content-Length. Then the server
/// closes the connection.

void main(String[] args) throws IOException {
  var folder = Path.of(args[args.length - 2]);
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> respond(socket, folder));
    }
  }
}

void respond(Socket socket, Path folder) {
  try (socket) {
    var target = readTarget(socket.getInputStream());
    // TODO: this is not always the file that the target names.
    // TODO: and it is not always a file in the folder.
    var file = folder.resolve(target.substring(1));
    if (Files.exists(file)) {
      send(socket, "200 OK", Files.readAllBytes(file));
    } else {
      send(socket, "404 Not Found", "not found\n".getBytes());
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** The second word of the first line. Reads the head up to its empty line. */
String readTarget(InputStream in) throws IOException {
  var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
  var words = lines.readLine().split(" ");
  while (!lines.readLine().isEmpty()) {
    // a field
  }
  return words[1];
}

void send(Socket socket, String status, byte[] body) throws IOException {
  var out = new BufferedOutputStream(socket.getOutputStream());
  var head = "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n";
  out.write(head.formatted(status, body.length).getBytes());
  out.write(body);
  out.flush();
}
