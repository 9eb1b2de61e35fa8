/// notice: a client that sends a request at a fixed interval, until the server ends the connection.

void main(String[] args) {
  int millis = Integer.parseInt(args[args.length - 3]);
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    Thread.startVirtualThread(() -> send(socket, millis));
    socket.getInputStream().transferTo(System.out); // returns at FIN, throws at RST
    System.out.flush();
  } catch (IOException e) {
    System.err.println(e.getMessage());
    System.exit(1);
  }
}

void send(Socket socket, int millis) {
  try {
    while (true) {
      socket.getOutputStream().write("testing~".getBytes());
      Thread.sleep(millis);
    }
  } catch (IOException | InterruptedException _) {
    // The thread that reads learns how the connection has ended.
  }
}
