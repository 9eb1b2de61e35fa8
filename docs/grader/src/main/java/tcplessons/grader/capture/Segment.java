package tcplessons.grader.capture;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One TCP segment as it was captured.
 *
 * @param micros microseconds since 1970
 * @param seq the sequence number in the header, as {@code ack} is
 * @param window the unscaled window field
 * @param length bytes of payload
 * @param payload at most the first {@value #PAYLOAD_BYTES_MAX} of them
 * @param lost whether it was sent into a link that was down
 */
public record Segment(
    long micros,
    InetSocketAddress source,
    InetSocketAddress target,
    Set<Flag> flags,
    long seq,
    long ack,
    int window,
    List<TcpOption> options,
    int length,
    byte[] payload,
    boolean lost) {

  /** In the order in which figures show them; {@code bit} is the flag's bit in the header. */
  public enum Flag {
    SYN(0x02),
    FIN(0x01),
    RST(0x04),
    PSH(0x08),
    URG(0x20),
    ACK(0x10);

    private final int bit;

    Flag(int bit) {
      this.bit = bit;
    }

    public static Set<Flag> of(int bits) {
      var flags = EnumSet.noneOf(Flag.class);
      for (var flag : values()) {
        if ((bits & flag.bit) != 0) {
          flags.add(flag);
        }
      }
      return flags;
    }
  }

  /** At most this many bytes of a payload are kept and shown. */
  public static final int PAYLOAD_BYTES_MAX = 512;

  private static final int FIXED_HEADER = 20;

  /** A segment whose payload is kept as a whole. */
  public Segment(
      long micros,
      InetSocketAddress source,
      InetSocketAddress target,
      Set<Flag> flags,
      long seq,
      long ack,
      int window,
      List<TcpOption> options,
      byte[] payload,
      boolean lost) {
    this(micros, source, target, flags, seq, ack, window, options, payload.length, payload, lost);
  }

  /** The same, sent into a link that was down or not. */
  public Segment withLost(boolean isLost) {
    return new Segment(
        micros, source, target, flags, seq, ack, window, options, length, payload, isLost);
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** The sequence number after this segment; SYN and FIN take one each (RFC 9293, 3.4). */
  public long end() {
    return seq + length + (has(Flag.SYN) ? 1 : 0) + (has(Flag.FIN) ? 1 : 0);
  }

  /**
   * Empty for anything but TCP, and for headers that are cut. The checksum is ignored: a loopback
   * interface and many others deliver frames before it is computed.
   */
  public static Optional<Segment> decode(CapturedFrame frame) {
    try {
      return IpPacket.decode(frame)
          .filter(packet -> packet.protocol() == IpPacket.TCP)
          .flatMap(packet -> tcp(frame.micros(), packet));
    } catch (IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static Optional<Segment> tcp(long micros, IpPacket packet) {
    var bytes = packet.data();
    int data = ((bytes.get(12) >> 4) & 0x0F) * 4;
    if (data < FIXED_HEADER || packet.length() < data) {
      return Optional.empty();
    }
    var payload = new byte[Math.min(PAYLOAD_BYTES_MAX, Math.max(0, bytes.limit() - data))];
    if (payload.length > 0) {
      bytes.get(data, payload);
    }
    return Optional.of(
        new Segment(
            micros,
            new InetSocketAddress(packet.source(), Short.toUnsignedInt(bytes.getShort(0))),
            new InetSocketAddress(packet.target(), Short.toUnsignedInt(bytes.getShort(2))),
            Flag.of(bytes.get(13)),
            Integer.toUnsignedLong(bytes.getInt(4)),
            Integer.toUnsignedLong(bytes.getInt(8)),
            Short.toUnsignedInt(bytes.getShort(14)),
            TcpOption.decode(
                bytes.slice(FIXED_HEADER, Math.min(data, bytes.limit()) - FIXED_HEADER)),
            packet.length() - data,
            payload,
            false));
  }

  /** Address and port as Wireshark, curl and browsers write them. */
  public static String show(InetSocketAddress end) {
    String host = end.getAddress().getHostAddress();
    if (host.contains(":")) {
      host = "[" + host.replaceFirst("(^|:)(0(:|$)){2,}", "::") + "]";
    }
    return host + ":" + end.getPort();
  }
}
