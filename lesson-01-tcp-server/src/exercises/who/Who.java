/// who: a server that sends each client the two addresses of their connection.
///
/// Last argument: the port on which it listens, on all addresses of the machine. Each client gets
/// two lines, and then FIN. The first line is the client's address and port, the second line the
/// server's: "127.0.0.1 54321\n". A client need not send anything.

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      report(listener.accept());
    }
  }
}

void report(Socket socket) {
  try (socket) {
    // TODO: the first line must be the client's address and port.
    var client = line(socket.getLocalAddress(), socket.getLocalPort());
    var server = line(socket.getLocalAddress(), socket.getLocalPort());
    socket.getOutputStream().write((client + server).getBytes());
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

String line(InetAddress address, int port) {
  return address.getHostAddress() + " " + port + "\n";
}
