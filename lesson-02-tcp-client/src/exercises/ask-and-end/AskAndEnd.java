/// ask-and-end: a client that sends its stdin, ends the request with FIN, and prints the response.
///
/// Last two arguments: the host and the port of the server. The request is everything that the
/// client reads from stdin until EOF. After it, the client sends FIN. The server responds after
/// this FIN. Every byte of the response goes to stdout, unchanged. At the server's FIN the client
/// exits with code 0.

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    try (var request = socket.getOutputStream()) {
      System.in.transferTo(request);
    }
    // TODO: the request is sent, but the response cannot be read any more.
    socket.getInputStream().transferTo(System.out);
    System.out.flush();
  }
}
