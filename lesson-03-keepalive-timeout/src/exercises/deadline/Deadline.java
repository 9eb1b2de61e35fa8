/// deadline: an echo server in which each line has a deadline.
///
/// Last two arguments: a time in milliseconds, and the port on which the server listens. A line
/// ends with \n and has at most 4096 bytes with it; the server sends it back when the \n has
/// arrived. Each line must be complete within the time, counted from the end of the line before,
/// and for the first line from the start of the connection. Otherwise the server closes the
/// connection. At the client's FIN it closes, too.

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
    var in = socket.getInputStream();
    var line = new ByteArrayOutputStream();
    socket.setSoTimeout(millis); // TODO: each read gets the whole time again
    int next;
    while ((next = in.read()) != -1) {
      line.write(next);
      if (next == '\n') {
        socket.getOutputStream().write(line.toByteArray());
        line.reset();
      }
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
