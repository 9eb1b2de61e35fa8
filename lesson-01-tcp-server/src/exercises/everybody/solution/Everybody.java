/// everybody: an echo server for many clients at the same time.

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> echo(socket)); // one thread for each client
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
