package tcplessons.binary;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/**
 * Sends numbers as bytes, with one write, and says what became of those that are none.
 *
 * @param values any numbers; a byte of Java is -128 to 127, of Node 0 to 255
 * @param out the lesson's story
 */
record BytesClient(List<Integer> values, PrintStream out) {

  // tag::send[]
  void send(Socket socket) throws IOException {
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
