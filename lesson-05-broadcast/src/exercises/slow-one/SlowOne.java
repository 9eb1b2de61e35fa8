/// slow-one: a server that sends the bytes of each client to all others, however slowly they read.
///
/// Last two arguments: the stall timeout in milliseconds, and the port on which it listens. Bytes
/// wait in a queue for each receiver, at most 1 MiB. While a queue is full, the sender has to wait.
/// A receiver that has taken nothing for the stall timeout while its queue was full is disconnected
/// with RST; one that only reads slowly stays connected, and loses nothing.

final Set<Socket> clients = new CopyOnWriteArraySet<>(); // all threads use it

void main(String[] args) throws IOException {
  // TODO: args[args.length - 2] is the stall timeout.
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
    var bytes = new byte[16384];
    int count;
    while ((count = socket.getInputStream().read(bytes)) != -1) {
      sendToOthers(socket, Arrays.copyOf(bytes, count));
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  } finally {
    clients.remove(socket);
  }
}

void sendToOthers(Socket sender, byte[] bytes) {
  for (var client : clients) {
    if (client != sender) {
      try {
        // TODO: this blocks the thread of the sender while this client does not read.
        client.getOutputStream().write(bytes);
      } catch (IOException _) {
        // this client is gone, and its own thread removes it
      }
    }
  }
}
