/// same-order: a server that sends each line to all clients, in one order.
///
/// Last argument: the port on which it listens. Each line goes to all clients that are connected,
/// its sender included. All clients get the lines in the same order, also lines of different
/// senders.

static final int LINE_BYTES_MAX = 1024;

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
    var in = new BufferedInputStream(socket.getInputStream());
    var line = new ByteArrayOutputStream(); // what has come of the client's current line
    int next;
    while ((next = in.read()) != -1) {
      line.write(next);
      if (next == '\n') {
        sendToAll(line.toByteArray());
        line.reset();
      } else if (line.size() == LINE_BYTES_MAX) {
        return; // closes the connection
      }
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
      // TODO: another thread may be ahead at one client, and behind at the next one.
      synchronized (client) { // one thread at a time writes to a client
        client.getOutputStream().write(line);
      }
    } catch (IOException _) {
      // this client is gone, and its own thread removes it
    }
  }
}
