/// idle: a server that ends idle connections; what it sends itself counts, too.
///
/// Last three arguments: the idle time and an interval, both in milliseconds, and the port on which
/// the server listens. For a digit n that a client sends, the server sends n dots, one after each
/// interval, and reads on meanwhile. It ignores other bytes. When it has neither received nor sent
/// anything for the idle time, it sends "bye\n" and closes. At FIN it closes at once.

void main(String[] args) throws IOException {
  int idleMillis = Integer.parseInt(args[args.length - 3]);
  int interval = Integer.parseInt(args[args.length - 2]);
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> serve(socket, idleMillis, interval));
    }
  }
}

void serve(Socket socket, int idleMillis, int interval) {
  try (socket) {
    try {
      socket.setSoTimeout(idleMillis); // TODO: the dots do not restart this timeout
      int next;
      while ((next = socket.getInputStream().read()) != -1) {
        int count = Character.digit(next, 10);
        Thread.startVirtualThread(() -> sendDots(socket, count, interval));
      }
    } catch (SocketTimeoutException _) {
      socket.getOutputStream().write("bye\n".getBytes());
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

void sendDots(Socket socket, int count, int interval) {
  try {
    for (int i = 0; i < count; i++) {
      Thread.sleep(interval);
      socket.getOutputStream().write('.');
    }
  } catch (IOException | InterruptedException _) {
    // The connection has ended.
  }
}
