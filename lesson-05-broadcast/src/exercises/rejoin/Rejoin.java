/// rejoin: a server that numbers all messages, and sends a client those that it has missed.
///
/// Last argument: the port on which it listens. A new client first gets the number of the last
/// message as a line. Its own first line is the number of the last message that it has. Then it
/// gets all messages after that one, missed and new ones, each once, as "NUMBER TEXT". Its further
/// lines are messages. The server keeps 10000 of them; for older ones, the client gets "gone".

import static java.nio.charset.StandardCharsets.UTF_8;

final Set<Socket> clients = new CopyOnWriteArraySet<>();
int last;

void main(String[] args) throws IOException {
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> serve(socket));
    }
  }
}

void serve(Socket socket) {
  try (socket) {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    send(socket, last + "\n");
    in.readLine(); // TODO: the client has this message. What has it missed since?
    clients.add(socket);
    String text;
    while ((text = in.readLine()) != null) {
      add(text);
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  } finally {
    clients.remove(socket);
  }
}

synchronized void add(String text) throws IOException {
  last++;
  // TODO: keep the message for clients that are not connected now.
  for (var client : clients) {
    send(client, last + " " + text + "\n");
  }
}

void send(Socket socket, String line) throws IOException {
  socket.getOutputStream().write(line.getBytes(UTF_8));
}
