/// any-cut: a server that responds to each request, however its bytes arrive.

static final int HEAD_BYTES_MAX = 8192;

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
    var buffer = new byte[HEAD_BYTES_MAX];
    int count = 0; // bytes that have come and belong to no request yet
    while (true) {
      int end = headEnd(buffer, count);
      if (end > 0) {
        respond(socket, "200 OK", target(buffer, end));
        count -= end;
        System.arraycopy(buffer, end, buffer, 0, count);
      } else if (count == buffer.length) {
        respond(socket, "431 Request Header Fields Too Large", "");
        return;
      } else {
        int read = socket.getInputStream().read(buffer, count, buffer.length - count);
        if (read == -1) {
          return;
        }
        count += read;
      }
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** The number of bytes of the first head in the buffer, or -1 if it is incomplete. */
int headEnd(byte[] buffer, int count) {
  for (int end = 4; end <= count; end++) {
    if (buffer[end - 4] == '\r'
        && buffer[end - 3] == '\n'
        && buffer[end - 2] == '\r'
        && buffer[end - 1] == '\n') {
      return end;
    }
  }
  return -1;
}

String target(byte[] buffer, int end) {
  return new String(buffer, 0, end, StandardCharsets.ISO_8859_1).split(" ")[1];
}

void respond(Socket socket, String status, String body) throws IOException {
  var head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
  socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
}
