/// notice: a client that sends a request at a fixed interval, until the server ends the connection.
///
/// Last three arguments: the interval in milliseconds, the host and the port of the server. The
/// client sends "testing~" at once, and again after each interval. What it receives goes to stdout,
/// unchanged. At the server's FIN it sends no more, closes, and exits with code 0. At RST it prints
/// one line on stderr and exits with code 1. It does both at once, not only after the interval.

void main(String[] args) throws Exception {
  int millis = Integer.parseInt(args[args.length - 3]);
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    // TODO: isConnected() stays true after FIN and after RST, and nothing reads from the socket.
    while (socket.isConnected()) {
      socket.getOutputStream().write("testing~".getBytes());
      Thread.sleep(millis);
    }
  }
}
