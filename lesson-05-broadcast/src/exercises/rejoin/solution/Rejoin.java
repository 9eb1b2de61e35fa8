/// rejoin: a server that numbers all messages, and sends a client those that it has missed.

import static java.nio.charset.StandardCharsets.UTF_8;

static final int LINE_BYTES_MAX = 1024;
static final int KEPT = 10_000;

final String[] messages = new String[KEPT]; // number n is at n % KEPT
int last;

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
    var in = new BufferedInputStream(socket.getInputStream());
    send(socket, last() + "\n");
    var seen = readLine(in);
    if (seen == null) {
      return;
    }
    Thread.startVirtualThread(() -> follow(socket, Integer.parseInt(seen)));
    String text;
    while ((text = readLine(in)) != null) {
      add(text);
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** Sends all messages after this one, old and new ones alike, until the socket is closed. */
void follow(Socket socket, int seen) {
  try (socket) {
    String message;
    for (int number = seen; (message = after(number)) != null; number++) {
      send(socket, message);
    }
    send(socket, "gone\n");
  } catch (IOException | InterruptedException _) {
    // the client is gone, and its first thread has closed the socket
  }
}

synchronized int last() {
  return last;
}

synchronized void add(String text) {
  last++;
  messages[last % KEPT] = last + " " + text + "\n";
  notifyAll();
}

/** Waits for the message after this one, and returns it, or null if it is not kept any more. */
synchronized String after(int number) throws InterruptedException {
  while (number >= last) {
    wait();
  }
  return number < last - KEPT ? null : messages[(number + 1) % KEPT];
}

void send(Socket socket, String line) throws IOException {
  socket.getOutputStream().write(line.getBytes(UTF_8));
}

/** The next line without its end; null at FIN, or if it is too long. */
String readLine(InputStream in) throws IOException {
  var line = new ByteArrayOutputStream();
  int next;
  while ((next = in.read()) != '\n') {
    if (next == -1 || line.size() == LINE_BYTES_MAX) {
      return null;
    }
    line.write(next);
  }
  return line.toString(UTF_8);
}
