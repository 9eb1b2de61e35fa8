/// idle: a server that ends idle connections; what it sends itself counts, too.

import java.util.concurrent.atomic.AtomicLong;

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
  var latest = new AtomicLong(System.nanoTime()); // when something was received or sent
  try (socket) {
    long left = idleMillis;
    while (left > 0) {
      try {
        socket.setSoTimeout((int) left);
        int next = socket.getInputStream().read();
        if (next == -1) {
          return;
        }
        latest.set(System.nanoTime());
        int count = Character.digit(next, 10); // -1 if it is no digit
        Thread.startVirtualThread(() -> sendDots(socket, count, interval, latest));
      } catch (SocketTimeoutException _) {
        // Dots may have been sent meanwhile: the loop looks how much time is left.
      }
      left = idleMillis - (System.nanoTime() - latest.get()) / 1_000_000;
    }
    socket.getOutputStream().write("bye\n".getBytes());
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

void sendDots(Socket socket, int count, int interval, AtomicLong latest) {
  try {
    for (int i = 0; i < count; i++) {
      Thread.sleep(interval);
      socket.getOutputStream().write('.');
      latest.set(System.nanoTime());
    }
  } catch (IOException | InterruptedException _) {
    // The connection has ended.
  }
}
