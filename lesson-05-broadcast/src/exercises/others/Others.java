/// others: a server that sends the bytes of each client to all other clients.
///
/// Last argument: the port on which it listens. Every byte from a client goes to all other clients
/// that are connected, and never back to its sender. A client that has sent nothing takes part like
/// any other. At a client's FIN, the server closes the connection. The others stay connected,
/// however a client leaves.

final List<Socket> clients = new ArrayList<>();

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
    var bytes = new byte[8192];
    int count;
    while ((count = socket.getInputStream().read(bytes)) != -1) {
      // TODO: a client that has sent nothing is not in the list.
      if (!clients.contains(socket)) {
        clients.add(socket);
      }
      for (var client : clients) {
        // TODO: the sender must not get its own bytes.
        // TODO: if this write fails, the wrong client is disconnected.
        client.getOutputStream().write(bytes, 0, count);
      }
    }
    // TODO: the index is -1 if the client is not in the list. And what happens after an exception?
    clients.remove(clients.indexOf(socket));
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
