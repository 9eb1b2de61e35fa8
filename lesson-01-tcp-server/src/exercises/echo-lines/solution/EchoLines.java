/// echo-lines: a server that sends every line back.

static final int LINE_BYTES_MAX = 4096;

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> serve(socket));
    }
  }
}

void serve(Socket socket) {
  try (socket) {
    var in = new BufferedInputStream(socket.getInputStream());
    var out = socket.getOutputStream();
    var line = new ByteArrayOutputStream(); // what has come of the current line
    int next;
    while ((next = in.read()) != -1) {
      line.write(next);
      if (next == '\n') {
        out.write(line.toByteArray());
        line.reset();
      } else if (line.size() == LINE_BYTES_MAX) {
        return; // closes the connection
      }
    }
    out.write(line.toByteArray()); // an unfinished last line
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
