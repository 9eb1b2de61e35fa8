package tcplessons.broadcast;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many clients may be connected, how much memory each may take, and how long it may stall. */
final class ClientLimits {

  /** Every message must fit into a send queue. */
  static final int MAX_QUEUED_BYTES_MIN = 64 * 1024;

  /** Each takes one descriptor and about 15 kB of heap; the JVM raises its descriptor limit. */
  @Option(
      names = "--clients",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "How many may be connected at a time (${DEFAULT-VALUE}).")
  int maxClients = 10_000;

  /** The limit of a client's send queue. The kernel's send buffer comes on top. */
  @Option(
      names = "--max-queued",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description =
          "How much may wait for each client (${DEFAULT-VALUE}); when it is full, senders wait.")
  private Size maxQueued = new Size("1m", 1024 * 1024);

  /** The former name of {@code --max-queued}. */
  @Option(names = "--behind", hidden = true, converter = SizeConverter.class)
  private Size formerMaxQueued;

  /**
   * A client that reads some hundred KiB in this time stays connected: a write takes at most 64
   * KiB, and both kernels report free space in their buffers in large steps.
   */
  @Option(
      names = "--stall-timeout",
      paramLabel = "TIME",
      description =
          "How long all senders may wait for a client that reads nothing (${DEFAULT-VALUE}); then"
              + " it is disconnected.")
  Duration stallTimeout = Duration.ofSeconds(5);

  int maxQueuedBytes() {
    return formerMaxQueued == null ? maxQueued.bytes : formerMaxQueued.bytes;
  }

  /** A number of bytes, and how it is typed: the help shows it like that. */
  private record Size(String text, int bytes) {
    @Override
    public String toString() {
      return text;
    }
  }

  private static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("[1-9]\\d{0,5}")) {
        return Integer.valueOf(value);
      }
      throw new TypeConversionException("'" + value + "' is not a number of clients (1 to 999999)");
    }
  }

  /** From 64k to 999m. */
  private static final class SizeConverter implements ITypeConverter<Size> {
    @Override
    public Size convert(String value) {
      if (value.matches("[1-9]\\d{0,5}k")) {
        int bytes = Integer.parseInt(value.replace("k", "")) * 1024;
        if (bytes >= MAX_QUEUED_BYTES_MIN) {
          return new Size(value, bytes);
        }
      }
      if (value.matches("[1-9]\\d{0,2}m")) {
        return new Size(value, Integer.parseInt(value.replace("m", "")) * 1024 * 1024);
      }
      throw new TypeConversionException(
          "'" + value + "' is not a size, such as 64k (the least) or 1m");
    }
  }
}
