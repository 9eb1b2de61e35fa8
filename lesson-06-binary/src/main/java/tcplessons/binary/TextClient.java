package tcplessons.binary;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sends bytes in pieces, and compares what comes back.
 *
 * @param cut how many bytes a piece has
 * @param pause between two pieces, so that the server reads each by itself
 * @param out the lesson's story
 */
record TextClient(int cut, Duration pause, PrintStream out) {

  void run(Socket socket, Deadline deadline, byte[] text) throws IOException {
    socket.setTcpNoDelay(true);
    for (int at = 0; at < text.length; at += Math.min(cut, text.length - at)) {
      if (at > 0) {
        sleep();
      }
      socket.getOutputStream().write(text, at, Math.min(cut, text.length - at));
      deadline.restart();
    }
    socket.shutdownOutput();
    // Replacing makes at most three bytes of one: more than that is not our text.
    var back = socket.getInputStream().readNBytes(3 * text.length + 1);
    out.println(
        "sent %d bytes, %d came back: %s"
            .formatted(text.length, back.length, compared(text, back)));
  }

  /** 00 to ff: the first half is ASCII, the second is not UTF-8. */
  static byte[] everyByte() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static String compared(byte[] sent, byte[] back) {
    int at = Arrays.mismatch(sent, back);
    return at == -1 ? "the same" : "they differ from byte " + at + " on";
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
