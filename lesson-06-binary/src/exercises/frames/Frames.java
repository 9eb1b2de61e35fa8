/// frames: a server that sends every frame back.
///
/// Last argument: the port on which it listens. A frame is a length of four bytes, the most
/// significant byte first, and as many bytes of payload. The server sends each frame back, with its
/// length, and closes at the client's FIN. A payload has at most 1 MiB (1048576 bytes). The server
/// closes the connection if a length is larger, or negative, and allocates nothing for it.

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
    var bytes = new byte[65536];
    while (socket.getInputStream().read(bytes) != -1) {
      // TODO: this takes what one read returned for one whole frame.
      int length = ByteBuffer.wrap(bytes).getInt();
      // TODO: it also trusts the length.
      socket.getOutputStream().write(bytes, 0, 4 + length);
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
