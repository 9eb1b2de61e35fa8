/// deadline: an echo server in which each line has a deadline.

void main(String[] args) throws IOException {
  int millis = Integer.parseInt(args[args.length - 2]);
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> echo(socket, millis));
    }
  }
}

void echo(Socket socket, int millis) {
  try (socket) {
    while (echoLine(socket, System.nanoTime() + millis * 1_000_000L)) {}
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** Returns whether there may be another line. */
boolean echoLine(Socket socket, long deadline) throws IOException {
  var in = socket.getInputStream();
  var line = new ByteArrayOutputStream();
  int next;
  do {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      return false;
    }
    socket.setSoTimeout((int) left);
    next = in.read();
    if (next == -1) {
      return false;
    }
    line.write(next);
  } while (next != '\n');
  socket.getOutputStream().write(line.toByteArray());
  return true;
}
