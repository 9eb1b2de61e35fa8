/// both-ways: a client that sends its stdin and prints what it receives, at the same time.

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    Thread.startVirtualThread(() -> send(socket)); // the JVM does not wait for it
    socket.getInputStream().transferTo(System.out); // until the server's FIN
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
