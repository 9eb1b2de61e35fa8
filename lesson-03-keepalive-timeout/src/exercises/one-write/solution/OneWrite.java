/// one-write: a server that numbers the lines of each client, and sends a line with one write.

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
        var response = new ByteArrayOutputStream();
        response.writeBytes((count + " ").getBytes());
        response.writeBytes(line.toByteArray());
        out.write(response.toByteArray());
        line.reset();
      }
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
