/// stuck: a server that resets the connections of clients that do not read.
///
/// Last two arguments: a time in milliseconds, and the port on which the server listens. A client
/// sends a number and \n. The server sends that many bytes "x", and closes. If it cannot send
/// anything for the time, because the client does not read, it resets the connection.

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
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
    long left = Long.parseLong(in.readLine());
    var chunk = "x".repeat(64 * 1024).getBytes();
    socket.setSoTimeout(millis); // TODO: this limits only read
    while (left > 0) {
      int count = (int) Math.min(left, chunk.length);
      socket.getOutputStream().write(chunk, 0, count);
      left -= count;
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
