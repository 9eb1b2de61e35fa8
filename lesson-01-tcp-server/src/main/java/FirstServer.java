/// A TCP server in one file: it sends every client's bytes back until the client closes.
///
/// Run it with `java FirstServer.java`, then type into `nc 127.0.0.1 5000` in other terminals.

// tag::main[]
void main(String[] args) throws IOException {
  int port = args.length == 0 ? 5000 : Integer.parseInt(args[0]);
  try (var listener = new ServerSocket(port)) { // the kernel accepts connections from now on
    IO.println("listen on port " + listener.getLocalPort());
    while (true) {
      var socket = listener.accept(); // blocks until a client has connected
      Thread.startVirtualThread(() -> echo(socket)); // one thread for each client
    }
  }
}

// end::main[]

// tag::echo[]
void echo(Socket socket) {
  try (socket) { // closes the socket on return and on exception
    var bytes = new byte[1024];
    int count;
    while ((count = socket.getInputStream().read(bytes)) != -1) { // blocks until bytes arrive
      IO.println(count + " bytes from port " + socket.getPort());
      socket.getOutputStream().write(bytes, 0, count);
    } // -1: the client has closed its side
  } catch (IOException e) {
    System.err.println("port " + socket.getPort() + ": " + e.getMessage());
  }
}
// end::echo[]
