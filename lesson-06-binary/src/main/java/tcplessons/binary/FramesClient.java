package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Sends texts, each in a frame, and prints the frames that come back.
 *
 * @param maxFrame the longest payload, in both directions
 * @param out the lesson's story
 */
record FramesClient(int maxFrame, PrintStream out) {

  void run(Socket socket, Deadline deadline, List<String> texts) throws IOException {
    // Both at once: a server that waits for us to read its answers would read no more of ours.
    Thread.startVirtualThread(() -> send(socket, texts));
    var answers = new FrameInput(socket.getInputStream(), new FrameReader(maxFrame));
    int count = 0;
    for (var frame = answers.next(); frame.isPresent(); frame = answers.next()) {
      out.println("came back: " + Printable.beginning(frame.get()));
      deadline.restart();
      count++;
    }
    if (count < texts.size()) {
      throw new IOException("the server ended after " + count + " of " + texts.size() + " frames");
    }
  }

  private void send(Socket socket, List<String> texts) {
    try {
      var frames = new FrameOutput(socket.getOutputStream(), new FrameWriter(maxFrame));
      for (var text : texts) {
        frames.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
      }
      frames.flush();
      socket.shutdownOutput();
    } catch (IOException _) {
      // The connection is over, and the reader in run() says so.
    }
  }
}
