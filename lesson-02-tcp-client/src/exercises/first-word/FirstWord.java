/// first-word: a client that connects, or says in one line why it cannot.
///
/// Last two arguments: the host and the port of the server. When the client has connected, it
/// prints "connected", closes, and exits with code 0. When it cannot connect, it prints one line on
/// stderr and nothing on stdout, and exits with code 1.

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  // TODO: when the server refuses the connection, this prints a stack trace.
  try (var _ = new Socket(host, port)) {
    System.out.print("connected\n");
    System.out.flush();
  }
}
