/// Reads from a server until EOF, and measures the connect and the longest wait between two reads.
///
/// Run it with `java Receiver.java HOST PORT`.

// tag::main[]
void main(String... args) {
  long start = System.nanoTime();
  long received = 0;
  double longest = 0;
  try (var socket = new Socket(args[0], Integer.parseInt(args[1]))) {
    IO.println("connected after %.0f ms".formatted(millisSince(start)));
    var in = socket.getInputStream();
    var bytes = new byte[8192];
    int count = in.read(bytes);
    while (count != -1) {
      received += count;
      long read = System.nanoTime();
      count = in.read(bytes); // <1>
      longest = Math.max(longest, millisSince(read)); // <2>
    }
    IO.println("EOF after %.0f ms".formatted(millisSince(start)));
  } catch (IOException e) {
    System.err.println(e.getMessage()); // <3>
  }
  IO.println("%d bytes, longest wait %.0f ms".formatted(received, longest));
}

// end::main[]

double millisSince(long nanos) {
  return (System.nanoTime() - nanos) / 1e6;
}
