/// numbers: a server that adds up the numbers of each client.
///
/// Last argument: the port on which it listens. A client sends numbers of four bytes, signed, the
/// most significant byte first. After each number, the server sends the sum of all numbers of this
/// client so far: eight bytes, signed, the most significant byte first. It closes at the client's
/// FIN. If FIN comes in the middle of a number, the server sends no sum for it.

import java.nio.ByteBuffer;

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
    var bytes = new byte[4];
    int sum = 0;
    // TODO: one read may return fewer than four bytes.
    while (socket.getInputStream().read(bytes) != -1) {
      // TODO: this uses only the last one of the four bytes.
      int number = bytes[3];
      sum += number;
      socket.getOutputStream().write(ByteBuffer.allocate(Long.BYTES).putLong(sum).array());
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
