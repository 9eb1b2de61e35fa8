/// page: a server that sends one page, in a response that conforms to HTTP/1.1.
///
/// Last argument: the port on which it listens. When the head of a request is complete, the server
/// sends a response with status 200, the fields Connection, Content-Length, Content-Type and Date,
/// and the page, and closes the connection. If FIN comes before the empty line, it sends no page.

// TODO: a client that checks what it receives finds five faults in this text.
static final String MESSAGE =
    """

    HTTP/1.1 200 Success
    Connection: close
    Content-Length: 1573
    Content-Type: text/html; charset=UTF-8
    Date: Mon ~

    <!DOCTYPE html>
    <html lang="ko">
        <meta charset="utf-8">
        <title>HELLO HTTP!</title>
        <h1>안녕하세요!</h1>
    </html>
    """
        .indent(4);

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> respond(socket));
    }
  }
}

void respond(Socket socket) {
  try (socket) {
    // TODO: this responds to whatever one read returns.
    if (socket.getInputStream().read(new byte[65536]) != -1) {
      socket.getOutputStream().write(MESSAGE.getBytes());
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
