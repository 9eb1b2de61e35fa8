/// both-ways: a client that sends its stdin and prints what it receives, at the same time.
///
/// Last two arguments: the host and the port of the server. Every byte of stdin goes to the server,
/// every byte from the server goes to stdout, unchanged. At EOF of stdin the client sends FIN and
/// goes on receiving. At the server's FIN it exits with code 0, even if stdin is still open.

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    // TODO: this receives nothing until everything is sent.
    send(socket);
    socket.getInputStream().transferTo(System.out);
    System.out.flush();
  }
}

void send(Socket socket) {
  try {
    System.in.transferTo(socket.getOutputStream());
    socket.shutdownOutput();
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
