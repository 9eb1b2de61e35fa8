package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a program prints on one of its streams. It is always read, and stored up to a limit. */
final class Output {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long TIME_RESOLUTION_NANOS = 500_000;

  private final int bytesMax;
  private final ByteArrayOutputStream stored = new ByteArrayOutputStream();
  private final Consumer<byte[]> listener;

  /** How many bytes were stored at which time. */
  private final NavigableMap<Long, Integer> sizes = new TreeMap<>();

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
    int length = Math.min(bytes.length, bytesMax - stored.size());
    if (length > 0) {
      stored.write(bytes, 0, length);
      long now = System.nanoTime();
      boolean isNew = sizes.isEmpty() || now - sizes.lastKey() > TIME_RESOLUTION_NANOS;
      sizes.put(isNew ? now : sizes.lastKey(), stored.size());
    }
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

  /**
   * What was printed between two times.
   *
   * @param from as {@link System#nanoTime}
   */
  synchronized String text(long from, long to) {
    int start = sizeAt(from);
    return new String(stored.toByteArray(), start, Math.max(0, sizeAt(to) - start), UTF_8);
  }

  private int sizeAt(long time) {
    var entry = sizes.floorEntry(time);
    return entry == null ? 0 : entry.getValue();
  }
}
