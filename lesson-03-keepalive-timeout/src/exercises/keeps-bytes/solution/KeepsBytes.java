/// keeps-bytes: an echo server that asks for the rest of a line when it has to wait.

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
    socket.setSoTimeout(millis);
    var in = new BufferedInputStream(socket.getInputStream());
    var out = socket.getOutputStream();
    var line = new ByteArrayOutputStream(); // stays when read throws
    while (true) {
      try {
        int next = in.read();
        if (next == -1) {
          break;
        }
        line.write(next);
        if (next == '\n') {
          out.write(line.toByteArray());
          line.reset();
        }
      } catch (SocketTimeoutException _) {
        out.write("?\n".getBytes());
      }
    }
    out.write(line.toByteArray()); // an unfinished last line
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
