package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** What a program prints on one of its streams. It is always read, and stored up to a limit. */
final class Output {

  private static final int BUFFER_BYTES = 1 << 16;

  private final int bytesMax;
  private final ByteArrayOutputStream stored = new ByteArrayOutputStream();
  private final Consumer<byte[]> listener;
  private long count;
  private boolean ended;

  Output(int bytesMax, Consumer<byte[]> listener) {
    this.bytesMax = bytesMax;
    this.listener = listener;
  }

  void readFrom(InputStream in) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          var buffer = new byte[BUFFER_BYTES];
          try (in) {
            int length;
            while ((length = in.read(buffer)) != -1) {
              add(Bytes.part(buffer, 0, length));
            }
          } catch (IOException _) {
            // The process has ended.
          }
          end();
        });
  }

  private synchronized void add(byte[] bytes) {
    count += bytes.length;
    stored.write(bytes, 0, Math.min(bytes.length, bytesMax - stored.size()));
    listener.accept(bytes);
  }

  private synchronized void end() {
    ended = true;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  synchronized long count() {
    return count;
  }

  synchronized byte[] bytes() {
    return stored.toByteArray();
  }

  synchronized String text() {
    return stored.toString(UTF_8);
  }
}
