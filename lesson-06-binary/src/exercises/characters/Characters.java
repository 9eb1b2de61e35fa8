/// characters: a server that sends back the code point of each character.
///
/// Last argument: the port on which it listens. The client sends text in UTF-8. For each character,
/// the server sends its Unicode code point in a line: "U+", at least four hexadecimal digits in
/// upper case, and \n. It does so as soon as the character is complete. A byte that cannot belong
/// to a character counts as U+FFFD, and so does a character that FIN has cut. At the client's FIN
/// the server closes.

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
    var in = socket.getInputStream();
    var bytes = new byte[8192];
    int count;
    while ((count = in.read(bytes)) != -1) {
      // TODO: a character may be cut between two reads.
      var text = new String(bytes, 0, count, StandardCharsets.UTF_8);
      send(text, socket.getOutputStream());
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}

void send(String text, OutputStream out) throws IOException {
  var lines = new StringBuilder();
  text.codePoints().forEach(c -> lines.append("U+%04X\n".formatted(c)));
  out.write(lines.toString().getBytes());
}
