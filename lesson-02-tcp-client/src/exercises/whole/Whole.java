/// whole: a client that prints everything that it receives.
///
/// Last two arguments: the host and the port of the server. The client connects, and sends nothing.
/// Every byte that it receives goes to stdout, unchanged. At the server's FIN it exits with code 0.

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    var bytes = new byte[8192];
    int count = socket.getInputStream().read(bytes);
    // TODO: this prints what the first read returned. Print everything that comes.
    var text = new String(bytes, 0, Math.max(count, 0), StandardCharsets.UTF_8);
    System.out.print(text);
    System.out.flush();
  }
}
