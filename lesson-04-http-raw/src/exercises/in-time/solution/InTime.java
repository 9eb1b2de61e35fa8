/// in-time: a server that limits the time of a request and the number of connections.

import java.util.concurrent.Semaphore;

/** CR LF CR LF: the end of the last line, and the empty line. */
static final int END_OF_HEAD = 0x0d0a0d0a;

void main(String[] args) throws IOException, InterruptedException {
  int headMillis = Integer.parseInt(args[args.length - 3]);
  var permits = new Semaphore(Integer.parseInt(args[args.length - 2]));
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      permits.acquire(); // without one, the next client waits in the backlog
      var socket = listener.accept();
      Thread.startVirtualThread(() -> {
        try {
          serve(socket, headMillis);
        } finally {
          permits.release();
        }
      });
    }
  }
}

void serve(Socket socket, int headMillis) {
  try (socket) {
    try {
      var in = new BufferedInputStream(socket.getInputStream());
      while (readHead(socket, in, headMillis)) {
        respond(socket, "200 OK", "ok");
      }
    } catch (SocketTimeoutException _) {
      respond(socket, "408 Request Timeout", "");
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** Returns false if FIN comes before the empty line. */
boolean readHead(Socket socket, InputStream in, int headMillis) throws IOException {
  socket.setSoTimeout(0); // while no request has begun, there is no limit
  int next = in.read();
  long start = System.nanoTime();
  int lastFour = 0;
  while (next != -1) {
    lastFour = lastFour << 8 | next;
    if (lastFour == END_OF_HEAD) {
      return true;
    }
    long left = headMillis - (System.nanoTime() - start) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) left);
    next = in.read();
  }
  return false;
}

void respond(Socket socket, String status, String body) throws IOException {
  var head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
  socket.getOutputStream().write((head + body).getBytes());
}
