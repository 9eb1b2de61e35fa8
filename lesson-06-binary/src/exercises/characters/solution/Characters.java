/// characters: a server that sends back the code point of each character.

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
    socket.setTcpNoDelay(true); // a line does not wait until the one before is acknowledged
    // Keeps the bytes of an incomplete character for the next read.
    var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
    var out = socket.getOutputStream();
    int next;
    while ((next = in.read()) != -1) {
      int codePoint = next;
      if (Character.isHighSurrogate((char) next)) { // a character of two chars
        codePoint = Character.toCodePoint((char) next, (char) in.read());
      }
      out.write("U+%04X\n".formatted(codePoint).getBytes());
    }
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
