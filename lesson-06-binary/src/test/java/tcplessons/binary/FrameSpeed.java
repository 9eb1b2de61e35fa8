package tcplessons.binary;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * Measures how fast frames are decoded over loopback: small frames compared with Node.js, large
 * frames compared with a plain copy of the same bytes. All have the same sender and clock, take
 * turns, and the best round of each counts.
 *
 * <p>{@code mvn -q test-compile exec:exec@speed -Dlesson=tcplessons.binary.FrameSpeed
 * -Dexec.classpathScope=test}, in the lesson's folder, on a machine without other load.
 */
final class FrameSpeed {

  private static final int ROUNDS = 5;

  private static final int SMALL_BYTES = 100;
  private static final int SMALL_FRAMES_PER_WRITE = 1000;
  private static final int SMALL_WRITES = 4000;

  private static final int LARGE_BYTES = 1024 * 1024;
  private static final int LARGE_FRAMES = 2000;

  private interface Sender {
    void send(OutputStream out) throws IOException;
  }

  private interface Receiver {
    void receive(Socket socket) throws IOException;
  }

  private interface ReceiverStarter {
    void start(int port) throws IOException;
  }

  void main() throws IOException {
    double java = 0;
    double node = 0;
    double framed = 0;
    double plain = 0;
    for (int round = 0; round < ROUNDS; round++) {
      java = Math.max(java, 1 / seconds(FrameSpeed::sendSmall, inJava(FrameSpeed::count)));
      node = Math.max(node, 1 / seconds(FrameSpeed::sendSmall, FrameSpeed::countInNode));
      framed = Math.max(framed, 1 / seconds(FrameSpeed::sendFramed, inJava(FrameSpeed::count)));
      plain = Math.max(plain, 1 / seconds(FrameSpeed::sendPlain, inJava(FrameSpeed::copy)));
    }
    double millions = SMALL_WRITES * SMALL_FRAMES_PER_WRITE / 1e6;
    print(
        "frames of 100 bytes, millions a second",
        "Java",
        java * millions,
        "Node.js",
        node * millions);
    double gigabytes = (double) LARGE_FRAMES * LARGE_BYTES / 1e9;
    print(
        "frames of 1 MiB, GB a second",
        "framed",
        framed * gigabytes,
        "plain copy",
        plain * gigabytes);
  }

  private static void print(String what, String first, double one, String second, double other) {
    var line = "%s: %s %.2f, %s %.2f, ratio %.2f";
    IO.println(String.format(Locale.ROOT, line, what, first, one, second, other, one / other));
  }

  /** From accept() until the receiver has read everything and closed the connection. */
  private static double seconds(Sender sender, ReceiverStarter starter) throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      starter.start(listener.getLocalPort());
      try (var socket = listener.accept()) {
        long began = System.nanoTime();
        sender.send(socket.getOutputStream());
        socket.shutdownOutput();
        if (socket.getInputStream().read() != -1) {
          throw new IOException("the receiver has sent bytes");
        }
        return (System.nanoTime() - began) / 1e9;
      }
    }
  }

  private static void sendSmall(OutputStream out) throws IOException {
    var block =
        ByteBuffer.allocate(SMALL_FRAMES_PER_WRITE * (FrameReader.HEADER_BYTES + SMALL_BYTES));
    while (block.hasRemaining()) {
      new FrameWriter(SMALL_BYTES).write(ByteBuffer.allocate(SMALL_BYTES), block);
    }
    for (int i = 0; i < SMALL_WRITES; i++) {
      out.write(block.array());
    }
  }

  private static void sendFramed(OutputStream out) throws IOException {
    var frames = new FrameOutput(out, new FrameWriter(LARGE_BYTES));
    var payload = new byte[LARGE_BYTES];
    for (int i = 0; i < LARGE_FRAMES; i++) {
      frames.write(ByteBuffer.wrap(payload));
    }
    frames.flush();
  }

  private static void sendPlain(OutputStream out) throws IOException {
    var bytes = new byte[64 * 1024];
    for (long left = (long) LARGE_FRAMES * LARGE_BYTES; left > 0; left -= bytes.length) {
      out.write(bytes);
    }
  }

  private static ReceiverStarter inJava(Receiver receiver) {
    return port -> {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      Thread.startVirtualThread(() -> {
        try (socket) {
          receiver.receive(socket);
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
    };
  }

  private static void count(Socket socket) throws IOException {
    var frames =
        new FrameInput(
            socket.getInputStream(), new FrameReader(FrameReader.DEFAULT_PAYLOAD_BYTES_MAX));
    long count = 0;
    while (frames.next().isPresent()) {
      count++;
    }
    if (count != SMALL_FRAMES_PER_WRITE * SMALL_WRITES && count != LARGE_FRAMES) {
      throw new IOException(count + " frames received");
    }
  }

  private static void copy(Socket socket) throws IOException {
    var bytes = new byte[64 * 1024];
    while (socket.getInputStream().read(bytes) != -1) {
      // until EOF
    }
  }

  private static void countInNode(int port) throws IOException {
    new ProcessBuilder(List.of("node", "src/test/node/count-frames.js", "" + port))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
