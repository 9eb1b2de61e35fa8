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

  /** At most 1000 heads and bodies in memory: about 1 GiB if every client is hostile. */
  @Option(
      names = "--connections",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Connections at once; more wait (${DEFAULT-VALUE}).")
  int maxConnections = 1000;

  /**
   * Before a request, also before the first. Long enough to follow a link without a new handshake,
   * short enough to free an unused connection soon.
   */
  @Option(
      names = "--idle-time",
      paramLabel = "TIME",
      description = "For the next request to begin, such as 500ms (${DEFAULT-VALUE}).")
  Duration idleTime = Duration.ofSeconds(15);

  /**
   * From the first byte of a head to its last, in however many segments it arrives. Most heads fit
   * into one segment; 10 s allow for several retransmissions of it.
   */
  @Option(
      names = "--head-time",
      paramLabel = "TIME",
      description = "For a request's head to come, such as 500ms (${DEFAULT-VALUE}).")
  Duration headTime = Duration.ofSeconds(10);

  /** As for a head. The bytes that arrive extend it: {@link #minBytesPerSecond}. */
  @Option(
      names = "--body-time",
      paramLabel = "TIME",
      description = "For a body to come, with 1 s more for each KiB (${DEFAULT-VALUE}).")
  Duration bodyTime = Duration.ofSeconds(10);

  /**
   * For the client to receive a response; each byte of it extends the time. The kernel's buffers
   * take most responses at once, so only a client that has stopped reading comes near this limit.
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
   * Of the kernel's send buffer. A {@code write} that is blocked continues when a third of the
   * buffer is free. The kernel lets the buffer grow to 4 MiB, so that a client that reads 12 KiB/s
   * without a pause makes a write wait for almost two minutes, and looks like one that has stopped.
   * With this size the same wait takes some seconds. The kernel doubles the value: socket(7).
   */
  int sendBufferBytes = 64 * 1024;

  /** For the client's FIN after the server's own: a few round trips on a slow network. */
  Duration drainTime = Duration.ofSeconds(2);

  /** After this time the next response is the connection's last, so that waiting clients get in. */
  Duration connectionTime = Duration.ofHours(1);

  /** For requests in flight when the server stops: as long as a user waits after Ctrl-C. */
  Duration stopTime = Duration.ofSeconds(5);

  /**
   * Of the field lines of a head, and again of the trailer section of a body. Browsers send 1 KiB;
   * cookies may add several.
   */
  int maxHeadBytes = 32 * 1024;

  /** In one head, and again in one trailer section. Browsers send about 15; each is an object. */
  int maxFields = 100;

  /** RFC 9112 section 3 recommends to support at least 8000 octets in a request line. */
  int maxTargetBytes = 8 * 1024;

  /** Of the line before a chunk: 16 digits, and room for chunk extensions, which are rare. */
  int maxChunkLineBytes = 1024;

  /** Of a request's body: enough for a form. An upload of photographs would need more. */
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
