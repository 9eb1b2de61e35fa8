/// first-word: a client that connects, or says in one line why it cannot.

void main(String[] args) {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var _ = new Socket(host, port)) {
    System.out.print("connected\n");
    System.out.flush();
  } catch (IOException e) {
    System.err.println("cannot connect to " + host + ", port " + port + ": " + e.getMessage());
    System.exit(1);
  }
}
