/// who: a server that sends each client the two addresses of their connection.

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
    var client = line(socket.getInetAddress(), socket.getPort());
    var server = line(socket.getLocalAddress(), socket.getLocalPort());
    socket.getOutputStream().write((client + server).getBytes());
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

String line(InetAddress address, int port) {
  return address.getHostAddress() + " " + port + "\n";
}
