/// bodies: a server that sends the body of each request back.
///
/// Last argument: the port on which it listens. A body has as many bytes as Content-Length says, or
/// comes in chunks (Transfer-Encoding: chunked); without both fields it is empty. The response has
/// status 200, Content-Length and the same body. The connection stays open for more requests, until
/// a request with Connection: close, or the client's FIN.

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
    while (true) {
      readLine(in); // the request line
      while (!readLine(in).isEmpty()) {
        // TODO: the fields say how long the body is, and whether this request is the last one.
      }
      // TODO: this takes what has arrived for the body.
      var body = in.readNBytes(in.available());
      var head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes());
      socket.getOutputStream().write(body);
    }
  } catch (EOFException _) {
    // the client has sent FIN
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

/** The next line, without its CR LF. */
String readLine(InputStream in) throws IOException {
  var line = new StringBuilder();
  while (true) {
    int next = in.read();
    switch (next) {
      case -1 -> throw new EOFException();
      case '\r' -> {}
      case '\n' -> {
        return line.toString();
      }
      default -> line.append((char) next);
    }
  }
}
