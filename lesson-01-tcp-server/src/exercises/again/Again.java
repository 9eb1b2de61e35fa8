/// again: an echo server that serves one client after the other.
///
/// Last argument: the port on which it listens. Every byte goes back to the client that sent it. At
/// the client's FIN the server closes the connection and serves the next client. It never exits,
/// even when a client resets its connection.

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    // TODO: this serves one client, and then the program exits. Serve the next one, and the next.
    var socket = listener.accept();
    echo(socket);
  }
}

void echo(Socket socket) throws IOException {
  try (socket) {
    var bytes = new byte[1024];
    int count;
    while ((count = socket.getInputStream().read(bytes)) != -1) {
      socket.getOutputStream().write(bytes, 0, count);
    }
  }
}
