/// printable: a server that sends each line to all clients, safe to print.

import static java.nio.charset.StandardCharsets.UTF_8;

static final int LINE_BYTES_MAX = 1024;

static final Pattern UNSAFE =
    Pattern.compile(
        "[\\p{Cc}&&[^\\t]]" // control characters: C0, DEL and C1
            + "|[\\x{2028}\\x{2029}]" // line and paragraph separators
            + "|[\\x{61C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]"); // direction

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
  var text = new String(line, UTF_8).replaceFirst("\\r?\\n\\z", "");
  return (UNSAFE.matcher(text).replaceAll("\uFFFD") + "\n").getBytes(UTF_8);
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
