package tcplessons.binary;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sends bytes in chunks and compares them with what the server sends back.
 *
 * @param pause between two chunks: long enough that the server reads each chunk by itself
 * @param out where it prints the result
 */
record TextClient(byte[] sent, int chunkBytes, Duration pause, PrintStream out) {

  /** 00 to ff: the first half is ASCII, the second is not UTF-8. */
  static byte[] everyByte() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  void send(Socket socket, MessageDeadline deadline) throws IOException {
    socket.setTcpNoDelay(true); // each chunk becomes a segment of its own: tcp(7)
    for (int i = 0; i < sent.length; i += Math.min(chunkBytes, sent.length - i)) {
      if (i > 0) {
        sleep();
      }
      socket.getOutputStream().write(sent, i, Math.min(chunkBytes, sent.length - i));
      deadline.restart();
    }
    socket.shutdownOutput();
    // U+FFFD has three bytes, so a server that replaces sends back at most three times as many.
    var received = socket.getInputStream().readNBytes(3 * sent.length + 1);
    int mismatch = Arrays.mismatch(sent, received);
    out.println(
        "sent %d bytes, %d came back: %s"
            .formatted(
                sent.length,
                received.length,
                mismatch == -1 ? "the same" : "they differ from byte " + mismatch + " on"));
  }

  private void sleep() throws IOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
