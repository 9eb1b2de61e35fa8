/// room-client: sends lines of stdin as messages, and prints the messages of all members.
///
/// The last three arguments: a name, host and port. You need it for stages 11 and 12.

void main(String[] args) throws IOException {
  var name = args[args.length - 3];
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    // TODO: stage 11. Join with the name, send lines as messages, and print what comes.
    System.err.println(name + " is connected to " + socket.getRemoteSocketAddress());
  }
}
