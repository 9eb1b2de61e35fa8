package tcplessons.docs.runs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.With;

/**
 * One TCP segment as it was captured.
 *
 * @param micros microseconds since 1970
 * @param seq the sequence number in the header, as {@code ack} is
 * @param window the unscaled window field
 * @param lost whether it was sent into a link that was down
 */
@With
record Segment(
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

  /** In the order in which figures show them; {@code bit} is the flag's bit in the header. */
  enum Flag {
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

    static Set<Flag> of(int bits) {
      var flags = EnumSet.noneOf(Flag.class);
      for (var flag : values()) {
        if ((bits & flag.bit) != 0) {
          flags.add(flag);
        }
      }
      return flags;
    }
  }

  private static final int ETHERNET_HEADER = 14;
  private static final int ETHERTYPE_AT = 12;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;
  private static final int IPV6_HEADER = 40;
  private static final int TCP = 6;
  private static final int FIXED_HEADER = 20;

  boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** The sequence number after this segment; SYN and FIN take one each (RFC 9293, 3.4). */
  long end() {
    return seq + payload.length + (has(Flag.SYN) ? 1 : 0) + (has(Flag.FIN) ? 1 : 0);
  }

  /**
   * Reads an Ethernet frame from the loopback or a virtual interface. Empty for anything but TCP.
   * The checksum is ignored: such interfaces deliver frames before it is computed. IPv6 extension
   * headers and fragments do not occur there.
   */
  static Optional<Segment> decode(CapturedFrame frame) {
    var bytes = ByteBuffer.wrap(frame.bytes());
    return switch (bytes.getShort(ETHERTYPE_AT) & 0xFFFF) {
      case IPV4 -> {
        int header = (bytes.get(ETHERNET_HEADER) & 0x0F) * 4;
        int length = bytes.getShort(ETHERNET_HEADER + 2) & 0xFFFF;
        int protocol = bytes.get(ETHERNET_HEADER + 9);
        yield tcp(frame, protocol, 12, 4, header, length - header);
      }
      case IPV6 -> {
        int length = bytes.getShort(ETHERNET_HEADER + 4) & 0xFFFF;
        yield tcp(frame, bytes.get(ETHERNET_HEADER + 6), 8, 16, IPV6_HEADER, length);
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Segment> tcp(
      CapturedFrame frame,
      int protocol,
      int addressesAt,
      int addressSize,
      int ipHeader,
      int length) {
    if (protocol != TCP) {
      return Optional.empty();
    }
    var bytes = ByteBuffer.wrap(frame.bytes());
    int start = ETHERNET_HEADER + ipHeader;
    int data = start + ((bytes.get(start + 12) >> 4) & 0x0F) * 4;
    int options = start + FIXED_HEADER;
    int from = ETHERNET_HEADER + addressesAt;
    return Optional.of(
        new Segment(
            frame.micros(),
            address(frame, from, addressSize, bytes.getShort(start)),
            address(frame, from + addressSize, addressSize, bytes.getShort(start + 2)),
            Flag.of(bytes.get(start + 13)),
            Integer.toUnsignedLong(bytes.getInt(start + 4)),
            Integer.toUnsignedLong(bytes.getInt(start + 8)),
            Short.toUnsignedInt(bytes.getShort(start + 14)),
            TcpOption.decode(bytes.slice(options, data - options)),
            Arrays.copyOfRange(frame.bytes(), data, start + length),
            false));
  }

  private static InetSocketAddress address(CapturedFrame frame, int at, int size, short port) {
    try {
      var address = InetAddress.getByAddress(Arrays.copyOfRange(frame.bytes(), at, at + size));
      return new InetSocketAddress(address, Short.toUnsignedInt(port));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address of 4 or 16 bytes", e);
    }
  }

  /** Address and port as Wireshark, curl and browsers write them. */
  static String show(InetSocketAddress end) {
    String host = end.getAddress().getHostAddress();
    if (host.contains(":")) {
      host = "[" + host.replaceFirst("(^|:)(0(:|$)){2,}", "::") + "]";
    }
    return host + ":" + end.getPort();
  }
}
