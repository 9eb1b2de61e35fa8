/// in-time: a server that limits the time of a request and the number of connections.
///
/// Last three arguments: the time for the head of a request in milliseconds, the largest number of
/// connections, and the port on which it listens. Each request without a body gets a response with
/// status 200 and the body "ok". If its head is not complete in time after its first byte, the
/// server responds with 408 and closes the connection. Further clients wait for a connection.

/** CR LF CR LF: the end of the last line, and the empty line. */
static final int END_OF_HEAD = 0x0d0a0d0a;

void main(String[] args) throws IOException {
  int headMillis = Integer.parseInt(args[args.length - 3]);
  // TODO: the second argument is the largest number of connections.
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> serve(socket, headMillis));
    }
  }
}

void serve(Socket socket, int headMillis) {
  try (socket) {
    try {
      // TODO: this is a time for each read, and it is not a time for the head.
      socket.setSoTimeout(headMillis);
      var in = new BufferedInputStream(socket.getInputStream());
      while (readHead(in)) {
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
boolean readHead(InputStream in) throws IOException {
  int lastFour = 0;
  while (lastFour != END_OF_HEAD) {
    int next = in.read();
    if (next == -1) {
      return false;
    }
    lastFour = lastFour << 8 | next;
  }
  return true;
}

void respond(Socket socket, String status, String body) throws IOException {
  var head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
  socket.getOutputStream().write((head + body).getBytes());
}
