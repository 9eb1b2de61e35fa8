/// room-client: sends lines of stdin as messages, and prints the messages of all members.

void main(String[] args) {
  var name = args[args.length - 3];
  var host = args[args.length - 2];
  int port = Integer.parseInt(args[args.length - 1]);
  try (var socket = new Socket(host, port)) {
    socket.setTcpNoDelay(true);
    send(socket, "join " + name);
    Thread.startVirtualThread(() -> sendLines(socket)); // ends with main
    receive(socket);
  } catch (IOException e) {
    System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
    System.exit(1);
  }
}

void sendLines(Socket socket) {
  try {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      send(socket, "say " + line);
    }
    socket.shutdownOutput(); // the other direction stays open: messages still come
  } catch (IOException _) {
    // the main thread notices it
  }
}

void receive(Socket socket) throws IOException {
  var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  while (true) {
    in.mark(1);
    if (in.read() == -1) {
      return; // FIN between two frames
    }
    in.reset();
    var payload = new byte[in.readInt()];
    in.readFully(payload);
    var words = new String(payload, StandardCharsets.UTF_8).split(" ", 4);
    switch (words[0]) {
      case "message" -> IO.println(words[2] + ": " + words[3]);
      case "ping" -> send(socket, "pong");
      default -> {} // welcome, bye
    }
  }
}

/// Both threads send, so one frame after the other.
synchronized void send(Socket socket, String text) throws IOException {
  var payload = text.getBytes(StandardCharsets.UTF_8);
  var frame = ByteBuffer.allocate(Integer.BYTES + payload.length);
  socket.getOutputStream().write(frame.putInt(payload.length).put(payload).array());
}
