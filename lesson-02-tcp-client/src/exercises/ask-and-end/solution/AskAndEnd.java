/// ask-and-end: a client that sends its stdin, ends the request with FIN, and prints the response.

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    System.in.transferTo(socket.getOutputStream());
    socket.shutdownOutput(); // sends FIN, and leaves the other direction open
    socket.getInputStream().transferTo(System.out); // until the server's FIN
    System.out.flush();
  }
}
