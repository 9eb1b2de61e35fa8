/// pump: a proxy that forwards everything between its clients and a server.
///
/// Last three arguments: host and port of the server, and the port on which the proxy listens. For
/// each client, the proxy connects to the server at once, and forwards every byte in both
/// directions, unchanged and as soon as it comes. FIN of one side becomes FIN to the other side,
/// and the opposite direction stays open. RST becomes RST. If one side does not read, the proxy
/// stops reading from the other side.

void main(String[] args) throws IOException {
  var host = args[args.length - 3];
  int serverPort = Integer.parseInt(args[args.length - 2]);
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var client = listener.accept();
      Thread.startVirtualThread(() -> serve(client, host, serverPort));
    }
  }
}

void serve(Socket client, String host, int port) {
  try (client;
      var server = new Socket(host, port)) {
    // TODO: this expects one response for each request.
    while (forward(client, server) && forward(server, client)) {}
    // TODO: at FIN of one side, this closes both connections. RST becomes FIN.
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

boolean forward(Socket from, Socket to) throws IOException {
  var bytes = new byte[8192];
  int count = from.getInputStream().read(bytes);
  if (count > 0) {
    to.getOutputStream().write(bytes, 0, count);
  }
  return count != -1;
}
