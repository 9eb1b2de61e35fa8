/// again: an echo server that serves one client after the other.

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      echo(listener.accept());
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
    System.err.println(e.getMessage()); // this connection has failed, the server has not
  }
}
