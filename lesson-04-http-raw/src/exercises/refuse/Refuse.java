/// refuse: a server that refuses requests that another program may understand differently.
///
/// Last argument: the port on which it listens. It sends the body of each valid request back, with
/// status 200. A request that breaks one of the rules of the task gets a response with status 400,
/// 413 or 501, and the server closes the connection.

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> serve(socket));
    }
  }
}

// TODO: this understands all valid requests, and guesses what the others mean.
void serve(Socket socket) {
  try (socket) {
    var in = new BufferedInputStream(socket.getInputStream());
    while (true) {
      readLine(in); // the request line
      var fields = readFields(in);
      boolean isChunked = fields.containsKey("Transfer-Encoding");
      var length = fields.getOrDefault("Content-Length", "0");
      var body = isChunked ? readChunks(in) : in.readNBytes((int) Long.parseLong(length));
      send(socket, "200 OK", body);
    }
  } catch (IOException | IllegalArgumentException e) {
    System.err.println(e);
  }
}

Map<String, String> readFields(InputStream in) throws IOException {
  var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
  var line = readLine(in);
  while (!line.isEmpty()) {
    var parts = line.split(":", 2);
    fields.put(parts[0].strip(), parts[parts.length - 1].strip());
    line = readLine(in);
  }
  return fields;
}

byte[] readChunks(InputStream in) throws IOException {
  var body = new ByteArrayOutputStream();
  int size;
  do {
    size = (int) Long.parseLong(readLine(in).split(";")[0].strip(), 16);
    body.writeBytes(in.readNBytes(size));
  } while (size > 0 && readLine(in) != null);
  readFields(in); // trailers
  return body.toByteArray();
}

String readLine(InputStream in) throws IOException {
  var line = new StringBuilder();
  for (int next = in.read(); next != '\n'; next = in.read()) {
    if (next == -1) {
      throw new EOFException("FIN");
    }
    line.append((char) next);
  }
  return line.toString().replace("\r", "");
}

void send(Socket socket, String status, byte[] body) throws IOException {
  var head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\n\r\n";
  socket.getOutputStream().write(head.getBytes());
  socket.getOutputStream().write(body);
}
