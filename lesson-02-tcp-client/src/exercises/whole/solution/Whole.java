/// whole: a client that prints everything that it receives.

void main(String[] args) throws IOException {
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    var in = socket.getInputStream();
    var bytes = new byte[8192];
    int count;
    while ((count = in.read(bytes)) != -1) { // -1: the server's FIN has come
      System.out.write(bytes, 0, count);
    }
    System.out.flush();
  }
}
