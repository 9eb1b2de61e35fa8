package tcplessons.http;

import java.time.Duration;
import lombok.Builder;

/**
 * How much a peer may make the server keep, and for how long it may make it wait. Nobody can hold a
 * connection for ever: every wait for a peer ends at one of these times.
 *
 * @param connections open at once; more wait in the kernel's backlog
 * @param headBytes of a request line and its header fields, and again of the trailers of a body
 * @param fields in one head, and again in the trailers
 * @param targetBytes of a request's target
 * @param chunkLineBytes of the line that begins a chunk
 * @param bodyBytes of a request's body
 * @param idleTime between two requests, or before the first
 * @param headTime from the first byte of a head to its last, however they are dripped
 * @param bodyTime for a body to come, lengthened by each byte of it that does, see bytesPerSecond
 * @param writeTime for an answer to be taken, lengthened by each byte of it
 * @param bytesPerSecond the least progress of bodies and answers, once their time is used up
 * @param connectionTime after which the next answer is the connection's last
 * @param closeTime to wait for the peer's end after our own
 * @param stopTime to finish what is in flight when the server is stopped
 */
@Builder(toBuilder = true)
record Limits(
    int connections,
    int headBytes,
    int fields,
    int targetBytes,
    int chunkLineBytes,
    int bodyBytes,
    Duration idleTime,
    Duration headTime,
    Duration bodyTime,
    Duration writeTime,
    int bytesPerSecond,
    Duration connectionTime,
    Duration closeTime,
    Duration stopTime) {

  /** At most 1000 heads and bodies in memory: about 1 GiB, if every single client is hostile. */
  static final int CONNECTIONS = 1000;

  /** Browsers send 1 KiB, and cookies may add some; 32 KiB leaves room for all of them. */
  static final int HEAD_BYTES = 32 * 1024;

  /** Browsers send about 15. Each costs an object, however short it is. */
  static final int FIELDS = 100;

  /** RFC 9112 section 3 recommends to support at least 8000 octets. */
  static final int TARGET_BYTES = 8 * 1024;

  /** A size of 16 digits, and room for extensions, which are rare: a signature has 90 bytes. */
  static final int CHUNK_LINE_BYTES = 1024;

  /** A form with a photograph is more; an echo needs no photographs. */
  static final int BODY_BYTES = 1024 * 1024;

  /** Long enough to follow the next link without a new handshake, short enough to be stopped. */
  static final Duration IDLE_TIME = Duration.ofSeconds(15);

  /** One packet, mostly. Ten seconds let one be lost and sent again a few times. */
  static final Duration HEAD_TIME = Duration.ofSeconds(10);

  /** As for a head; what comes lengthens it. */
  static final Duration BODY_TIME = Duration.ofSeconds(10);

  /** A reader may look away for a moment; the kernel's buffers take what we say meanwhile. */
  static final Duration WRITE_TIME = Duration.ofSeconds(20);

  /** Slower than any modem; and the largest body is through in 17 minutes. */
  static final int BYTES_PER_SECOND = 1024;

  /** So that also the most diligent client gives its place to others at times. */
  static final Duration CONNECTION_TIME = Duration.ofHours(1);

  /** A few round trips on a bad line. */
  static final Duration CLOSE_TIME = Duration.ofSeconds(2);

  /** As long as somebody who pressed Ctrl-C is willing to wait. */
  static final Duration STOP_TIME = Duration.ofSeconds(5);

  static final Limits DEFAULT = builder().build();

  /** The defaults; Lombok adds the rest. */
  static class LimitsBuilder {
    private int connections = CONNECTIONS;
    private int headBytes = HEAD_BYTES;
    private int fields = FIELDS;
    private int targetBytes = TARGET_BYTES;
    private int chunkLineBytes = CHUNK_LINE_BYTES;
    private int bodyBytes = BODY_BYTES;
    private Duration idleTime = IDLE_TIME;
    private Duration headTime = HEAD_TIME;
    private Duration bodyTime = BODY_TIME;
    private Duration writeTime = WRITE_TIME;
    private int bytesPerSecond = BYTES_PER_SECOND;
    private Duration connectionTime = CONNECTION_TIME;
    private Duration closeTime = CLOSE_TIME;
    private Duration stopTime = STOP_TIME;
  }
}
