/// others: a server that sends the bytes of each client to all other clients.

final Set<Socket> clients = new CopyOnWriteArraySet<>(); // all threads use it

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      clients.add(socket);
      Thread.startVirtualThread(() -> serve(socket));
    }
  }
}

void serve(Socket socket) {
  try (socket) {
    var bytes = new byte[8192];
    int count;
    while ((count = socket.getInputStream().read(bytes)) != -1) {
      sendToOthers(socket, bytes, count);
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  } finally {
    clients.remove(socket);
  }
}

void sendToOthers(Socket sender, byte[] bytes, int count) {
  for (var client : clients) {
    if (client != sender) {
      try {
        client.getOutputStream().write(bytes, 0, count);
      } catch (IOException _) {
        // this client is gone, and its own thread removes it
      }
    }
  }
}
