/// lines-to-all: a server that sends each line to all clients.
///
/// Last argument: the port on which it listens. A line ends with \n and has at most 1024 bytes with
/// its \n. When the \n has arrived, the line goes to all clients that are connected, its sender
/// included. Lines of different clients never mix. At a client's FIN, and after 1024 bytes without
/// \n, the server closes that connection, and drops the unfinished line.

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
      // TODO: this sends what one read returned. Send whole lines.
      sendToAll(Arrays.copyOf(bytes, count));
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  } finally {
    clients.remove(socket);
  }
}

void sendToAll(byte[] line) {
  for (var client : clients) {
    try {
      // TODO: several threads may write to the same client at the same time.
      client.getOutputStream().write(line);
    } catch (IOException _) {
      // this client is gone, and its own thread removes it
    }
  }
}
