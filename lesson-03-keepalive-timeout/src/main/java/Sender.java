/// Sends a number of bytes to one client in a single `write`, and closes the connection.
///
/// Run it with `java Sender.java PORT BYTES`, then start Receiver.java.

// tag::main[]
void main(String... args) {
  int port = Integer.parseInt(args[0]);
  var bytes = new byte[Integer.parseInt(args[1])];
  Arrays.fill(bytes, (byte) 'x');
  var options = List.of(args);
  try (var listener = new ServerSocket()) {
    listener.setReuseAddress(!options.contains("no-reuse")); // <1>
    listener.bind(new InetSocketAddress(port));
    IO.println("listen on port " + listener.getLocalPort());
    try (var socket = listener.accept()) {
      long start = System.nanoTime();
      socket.getOutputStream().write(bytes); // <2>
      double millis = (System.nanoTime() - start) / 1e6;
      IO.println("write returned after %.0f ms".formatted(millis));
      socket.setSoLinger(options.contains("reset"), 0); // <3>
    } // <4>
  } catch (IOException e) {
    System.err.println(e.getMessage());
  }
}
// end::main[]
