package tcplessons.http;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * How much memory a client may use, and how long the server waits for it. Every wait for a client
 * ends after one of these times.
 */
final class Limits {

  /** The number of connections. If all clients are hostile, heads and bodies take about 1 GiB. */
  @Option(
      names = "--connections",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Connections at once; more wait (${DEFAULT-VALUE}).")
  int maxConnections = 1000;

  /**
   * The time before a request, also before the first one. It is long enough to follow a link
   * without a new handshake, and short enough to free an unused connection soon.
   */
  @Option(
      names = "--idle-time",
      paramLabel = "TIME",
      description = "For the next request to begin, such as 500ms (${DEFAULT-VALUE}).")
  Duration idleTime = Duration.ofSeconds(15);

  /**
   * The time from the first byte of a head to its last, in any number of segments. Most heads fit
   * into one segment; 10 s allow for several retransmissions of it.
   */
  @Option(
      names = "--head-time",
      paramLabel = "TIME",
      description = "For a request's head to come, such as 500ms (${DEFAULT-VALUE}).")
  Duration headTime = Duration.ofSeconds(10);

  /** The time for a body. The bytes that arrive extend it: {@link #minBytesPerSecond}. */
  @Option(
      names = "--body-time",
      paramLabel = "TIME",
      description = "For a body to come, with 1 s more for each KiB (${DEFAULT-VALUE}).")
  Duration bodyTime = Duration.ofSeconds(10);

  /**
   * The time for the client to receive a response; each byte of it extends the time. The kernel's
   * buffers take most responses at once, so only a client that has stopped reading comes near this
   * limit.
   */
  @Option(
      names = "--write-time",
      paramLabel = "TIME",
      description = "For an answer to be taken, with 1 s more for each KiB (${DEFAULT-VALUE}).")
  Duration writeTime = Duration.ofSeconds(20);

  /**
   * The lowest average rate of a body or a response that takes longer than {@link #bodyTime} or
   * {@link #writeTime}. It is slower than any modem; the largest body takes 17 minutes at most.
   */
  int minBytesPerSecond = 1024;

  /**
   * The size of the kernel's send buffer. A {@code write} that is blocked continues when a third of
   * the buffer is free. The kernel lets the buffer grow to 4 MiB, so that a client that reads 12
   * KiB/s without a pause makes a write wait for almost two minutes, and looks like one that has
   * stopped. With this size the same wait takes some seconds. The kernel doubles the value:
   * socket(7).
   */
  int sendBufferBytes = 64 * 1024;

  /** The wait for the client's FIN after the server's own: a few round trips on a slow network. */
  Duration drainTime = Duration.ofSeconds(2);

  /** The age of a connection after which its next response is the last: others get their turn. */
  Duration connectionTime = Duration.ofHours(1);

  /** The time for requests in flight when the server stops: a user waits this long after Ctrl-C. */
  Duration stopTime = Duration.ofSeconds(5);

  /**
   * The size of the field lines of a head, and again of the trailer section of a body. Browsers
   * send about 1 KiB; cookies may add several.
   */
  int maxHeadBytes = 32 * 1024;

  /** The number of fields in a head, and again in a trailer section. Browsers send about 15. */
  int maxFields = 100;

  /** The length of a target. RFC 9112 section 3 recommends request lines of 8000 octets or more. */
  int maxTargetBytes = 8 * 1024;

  /** The length of the line before a chunk: 16 digits and chunk extensions, which are rare. */
  int maxChunkLineBytes = 1024;

  /** The size of a request's body: enough for a form, but not for an upload of photographs. */
  int maxBodyBytes = 1024 * 1024;

  private static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("[1-9]\\d{0,5}")) {
        return Integer.valueOf(value);
      }
      throw new TypeConversionException("'" + value + "' is not a number (1 to 999999)");
    }
  }
}
