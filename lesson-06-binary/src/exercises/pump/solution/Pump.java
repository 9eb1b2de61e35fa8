/// pump: a proxy that forwards everything between its clients and a server.

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
    var responses = Thread.startVirtualThread(() -> forward(server, client));
    forward(client, server);
    responses.join(); // both directions have ended
  } catch (IOException | InterruptedException e) {
    System.err.println(e.getMessage());
  }
}

/// Forwards one direction to its end. `write` blocks while the receiver does not read, so
/// backpressure is passed on.
void forward(Socket from, Socket to) {
  try {
    from.getInputStream().transferTo(to.getOutputStream());
    to.shutdownOutput(); // FIN becomes FIN
  } catch (IOException _) {
    abort(from);
    abort(to);
  }
}

void abort(Socket socket) {
  try {
    socket.setSoLinger(true, 0); // close() then sends RST in place of FIN
    socket.close();
  } catch (IOException _) {
    // the other direction has closed it
  }
}
