/// heartbeat: a client that notices when the server's program does not run any more.

void main(String[] args) {
  int interval = Integer.parseInt(args[args.length - 4]);
  int limit = Integer.parseInt(args[args.length - 3]);
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    socket.setSoTimeout(limit); // any byte proves that the server's program runs
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
