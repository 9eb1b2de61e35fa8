package tcplessons.grader.capture;

/**
 * What was captured, byte for byte.
 *
 * @param micros microseconds since 1970
 * @param linkType the type of the first header: see {@link LinkType}
 * @param length the bytes that were on the wire: the capture may contain fewer
 */
public record CapturedFrame(long micros, int linkType, int length, byte[] bytes) {

  /** A whole Ethernet frame. */
  public CapturedFrame(long micros, byte[] bytes) {
    this(micros, LinkType.ETHERNET, bytes.length, bytes);
  }
}
