/// one-write: a server that numbers the lines of each client, and sends a line with one write.
///
/// Last argument: the port on which it listens. A line ends with \n and has at most 4096 bytes with
/// it. The server sends back the number of the line in this connection, a space, and the line with
/// its \n: "1 kiwi\n". Each response is one write, so that it needs one segment.

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> number(socket));
    }
  }
}

void number(Socket socket) {
  try (socket) {
    var in = new BufferedInputStream(socket.getInputStream());
    var out = socket.getOutputStream();
    var line = new ByteArrayOutputStream();
    int count = 0;
    int next;
    while ((next = in.read()) != -1) {
      line.write(next);
      if (next == '\n') {
        count++;
        // TODO: these are three writes, and more than one segment.
        out.write(String.valueOf(count).getBytes());
        out.write(' ');
        out.write(line.toByteArray());
        line.reset();
      }
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
