/// any-cut: a server that responds to each request, however its bytes arrive.
///
/// Last argument: the port on which it listens. Requests have no body. Each gets a response with
/// status 200, a Content-Length, and its target as the body. The connection stays open until the
/// client's FIN. A head has at most 8192 bytes; if it is longer: status 431, and close.

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> serve(socket));
    }
  }
}

void serve(Socket socket) {
  try (socket) {
    var buffer = new byte[8192];
    int count;
    // TODO: this takes what one read returned for one whole request.
    while ((count = socket.getInputStream().read(buffer)) != -1) {
      var request = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
      respond(socket, "200 OK", request.split(" ")[1]);
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

void respond(Socket socket, String status, String body) throws IOException {
  var head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
  socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
}
