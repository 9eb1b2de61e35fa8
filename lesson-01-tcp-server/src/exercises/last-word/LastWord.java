/// last-word: a server that responds, and then reads until the client has sent everything.
///
/// Last argument: the port on which it listens. When a client's first bytes arrive, the server
/// sends the four bytes "test" and then FIN. It reads and discards what the client still sends,
/// until the client's FIN, and closes. So the client never gets RST. A client that sends FIN at
/// once gets no "test".

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
    var bytes = new byte[1024];
    if (socket.getInputStream().read(bytes) != -1) {
      socket.getOutputStream().write("test".getBytes());
      // TODO: this closes the connection although the client may still send.
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
