/// echo-lines: a server that sends every line back.
///
/// Last argument: the port on which it listens. A line ends with \n. The server sends it back, with
/// its \n, when the \n has arrived. When the client sends FIN, an unfinished last line is sent back
/// too, and the server closes. A line has at most 4096 bytes, its \n included: after 4096 bytes
/// without \n, the server closes the connection.

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
    var bytes = new byte[1024];
    int count;
    while ((count = socket.getInputStream().read(bytes)) != -1) {
      // TODO: this sends back what one read returned. Send back whole lines.
      socket.getOutputStream().write(bytes, 0, count);
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
