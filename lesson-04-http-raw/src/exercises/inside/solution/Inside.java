/// inside: a server for the files of one folder.

void main(String[] args) throws IOException {
  var folder = Path.of(args[args.length - 2]).toRealPath();
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
    var file = find(folder, readTarget(socket.getInputStream()));
    if (file.isPresent()) {
      send(socket, "200 OK", Files.readAllBytes(file.get()));
    } else {
      send(socket, "404 Not Found", "not found\n".getBytes());
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/**
 * The file that the target names, if it is one in the folder.
 *
 * @param folder its real path
 */
Optional<Path> find(Path folder, String target) {
  try {
    var encoded = target.split("\\?", 2)[0].substring(1).replace("+", "%2B");
    var name = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    var file = folder.resolve(name).toRealPath(); // without "..", and with links followed
    return file.startsWith(folder) && Files.isRegularFile(file)
        ? Optional.of(file)
        : Optional.empty();
  } catch (IOException | IllegalArgumentException _) {
    return Optional.empty(); // there is no such file, or no such name
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
