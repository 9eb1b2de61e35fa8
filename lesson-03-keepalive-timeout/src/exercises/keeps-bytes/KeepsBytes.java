/// keeps-bytes: an echo server that asks for the rest of a line when it has to wait.
///
/// Last two arguments: a time in milliseconds, and the port on which the server listens. A line
/// ends with \n and has at most 4096 bytes with it; the server sends it back when the \n has
/// arrived. Whenever no byte has arrived for the time, the server sends "?\n" and goes on reading.
/// At FIN it sends an unfinished last line back, and closes.

void main(String[] args) throws IOException {
  int millis = Integer.parseInt(args[args.length - 2]);
  int port = Integer.parseInt(args[args.length - 1]);
  try (var listener = new ServerSocket(port)) {
    while (true) {
      var socket = listener.accept();
      Thread.startVirtualThread(() -> echo(socket, millis));
    }
  }
}

void echo(Socket socket, int millis) {
  try (socket) {
    socket.setSoTimeout(millis);
    var reader = new BufferedReader(new InputStreamReader(socket.getInputStream()));
    while (true) {
      try {
        var line = reader.readLine(); // TODO: what has it already read when it throws?
        if (line == null) {
          return;
        }
        socket.getOutputStream().write((line + "\n").getBytes());
      } catch (SocketTimeoutException _) {
        socket.getOutputStream().write("?\n".getBytes());
      }
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
