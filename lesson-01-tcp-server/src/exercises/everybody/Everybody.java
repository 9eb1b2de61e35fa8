/// everybody: an echo server for many clients at the same time.
///
/// Last argument: the port on which it listens. Every byte goes back to the client that sent it. At
/// a client's FIN, when all its bytes are sent back, the server closes the connection. No client
/// has to wait for another one.

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      // TODO: this serves one client after the other. Serve all of them at the same time.
      echo(socket);
    }
  }
}

void echo(Socket socket) {
  try (socket) {
    var bytes = new byte[1024];
    int count;
    while ((count = socket.getInputStream().read(bytes)) != -1) {
      socket.getOutputStream().write(bytes, 0, count);
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
