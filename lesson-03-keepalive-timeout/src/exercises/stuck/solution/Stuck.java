import java.util.concurrent.atomic.AtomicLong;

/// stuck: a server that resets the connections of clients that do not read.

static final int CHUNK_BYTES = 64 * 1024;

void main(String[] args) throws IOException {
  int millis = Integer.parseInt(args[args.length - 2]);
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> serve(socket, millis));
    }
  }
}

void serve(Socket socket, int millis) {
  try (socket) {
    socket.setSendBufferSize(CHUNK_BYTES); // a slow client soon shows that it reads
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
    send(socket, Long.parseLong(in.readLine()), millis);
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

void send(Socket socket, long bytes, int millis) throws IOException {
  var progress = new AtomicLong(System.nanoTime());
  var watchdog = Thread.startVirtualThread(() -> watch(socket, progress, millis));
  var chunk = "x".repeat(CHUNK_BYTES).getBytes();
  try {
    long left = bytes;
    while (left > 0) {
      int count = (int) Math.min(left, CHUNK_BYTES);
      socket.getOutputStream().write(chunk, 0, count);
      progress.set(System.nanoTime());
      left -= count;
    }
  } finally {
    watchdog.interrupt();
  }
}

/** Resets the connection when the last write that returned was too long ago. */
void watch(Socket socket, AtomicLong progress, int millis) {
  try {
    long left = millis;
    while (left > 0) {
      Thread.sleep(left);
      left = millis - (System.nanoTime() - progress.get()) / 1_000_000;
    }
    socket.setSoLinger(true, 0);
    socket.close();
  } catch (IOException | InterruptedException _) {
    // The connection has ended in the meantime.
  }
}
