package tcplessons.binary;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends numbers as bytes with one write, or prints a hex dump of the bytes that it receives. */
@Command(name = "bytes", description = "Sends 01 02 03; --receive prints what comes as hex.")
final class Bytes implements Callable<Integer> {

  /** Each read is printed and dropped, so a client can send any number of bytes. */
  private static final int READ_BYTES_MAX = 4096;

  @Mixin EndpointOptions endpoint = new EndpointOptions(8000);

  @Option(names = "--receive", description = "Listen, and print a hex dump of what comes.")
  boolean receive;

  /**
   * Any int values: the step narrows each one to a byte and prints what changes. A byte is -128 to
   * 127 in Java, 0 to 255 in Node.
   */
  @Option(
      names = "--values",
      paramLabel = "N,N",
      split = ",",
      defaultValue = "1,2,3", // not an initialiser: so the help shows it as it is typed
      description = "What to send, a byte each (${DEFAULT-VALUE}). Try 300.")
  List<Integer> values;

  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    if (receive) {
      try (var server = new TcpServer(endpoint.open(), this::serve, out, err)) {
        server.run();
      }
    } else {
      endpoint.connect(
          socket ->
              MessageDeadline.enforce(socket, endpoint.idleTimeout, "end", (_, _) -> send(socket)),
          out);
    }
    return 0;
  }

  private void serve(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    MessageDeadline.enforce(socket, endpoint.idleTimeout, "byte", this::dump);
  }

  private void dump(Socket socket, MessageDeadline deadline) throws IOException {
    var in = socket.getInputStream();
    var bytes = new byte[READ_BYTES_MAX];
    long offset = 0;
    for (int count = in.read(bytes); count != -1; count = in.read(bytes)) {
      deadline.restart();
      HexDump.rows(offset, bytes, count).forEach(out::println);
      offset += count;
    }
    out.println("the client has ended after " + offset + " bytes");
  }

  // tag::send[]
  private void send(Socket socket) throws IOException {
    var buffer = ByteBuffer.allocate(values.size()); // <1>
    for (int value : values) {
      byte narrowed = (byte) value; // <2>
      buffer.put(narrowed);
      if (narrowed != value) {
        out.println("(byte) %d = %d: %02x".formatted(value, narrowed, narrowed));
      }
    }
    socket.getOutputStream().write(buffer.array()); // <3>
    out.println("sent " + HexFormat.ofDelimiter(" ").formatHex(buffer.array()));
  }
  // end::send[]
}
