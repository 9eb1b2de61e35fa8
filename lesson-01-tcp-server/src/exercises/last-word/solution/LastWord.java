/// last-word: a server that responds, and then reads until the client has sent everything.

static final int DRAIN_MILLIS_MAX = 10_000;

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> respond(socket));
    }
  }
}

void respond(Socket socket) {
  try (socket) {
    var in = socket.getInputStream();
    var bytes = new byte[8192];
    if (in.read(bytes) == -1) {
      return;
    }
    socket.getOutputStream().write("test".getBytes());
    socket.shutdownOutput(); // sends FIN, and leaves the other direction open
    socket.setSoTimeout(DRAIN_MILLIS_MAX); // a client that stays idle is given up
    int count;
    do {
      count = in.read(bytes);
    } while (count != -1);
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
