/// printable: a server that sends each line to all clients, safe to print.
///
/// Last argument: the port on which it listens. Each line, which ends with \n or \r\n, goes to all
/// clients in UTF-8, with \n at its end. U+FFFD takes the place of each character that a terminal
/// would execute, and of bytes that are no valid UTF-8. See the task for the list.

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
    while ((next = in.read()) != -1 && line.size() < LINE_BYTES_MAX) {
      line.write(next);
      if (next == '\n') {
        sendToAll(printable(line.toByteArray()));
        line.reset();
      }
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  } finally {
    clients.remove(socket);
  }
}

byte[] printable(byte[] line) {
  // TODO: this sends everything on to the terminals of the others, unchanged.
  return line;
}

void sendToAll(byte[] line) {
  for (var client : clients) {
    try {
      synchronized (client) { // one thread at a time writes to a client
        client.getOutputStream().write(line);
      }
    } catch (IOException _) {
      // this client is gone, and its own thread removes it
    }
  }
}
