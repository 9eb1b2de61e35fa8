package tcplessons.docs.runs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import lombok.With;

/**
 * One TCP segment as it was on the wire, sequence numbers as they were.
 *
 * @param micros microseconds since 1970
 * @param lost whether it was sent into a link that was cut, and so never arrived
 */
@With
record Packet(
    long micros,
    InetSocketAddress source,
    InetSocketAddress target,
    Set<Flag> flags,
    long seq,
    long ack,
    byte[] payload,
    boolean lost) {

  /** In the order in which they are shown; {@code bit} is their place in the header. */
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

  boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** What of the sequence space it takes: its bytes, and one each for SYN and FIN. */
  long end() {
    return seq + payload.length + (has(Flag.SYN) ? 1 : 0) + (has(Flag.FIN) ? 1 : 0);
  }

  /**
   * Reads an Ethernet frame as the loopback and a virtual card hand them out, which they do before
   * a checksum is computed: it is not looked at. Empty for anything but TCP. IPv6 extension headers
   * and fragments don't occur there and are not looked for.
   */
  static Optional<Packet> decode(Frame frame) {
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

  private static Optional<Packet> tcp(
      Frame frame, int protocol, int addressesAt, int addressSize, int ipHeader, int length) {
    if (protocol != TCP) {
      return Optional.empty();
    }
    var bytes = ByteBuffer.wrap(frame.bytes());
    int start = ETHERNET_HEADER + ipHeader;
    int data = start + ((bytes.get(start + 12) >> 4) & 0x0F) * 4;
    int from = ETHERNET_HEADER + addressesAt;
    return Optional.of(
        new Packet(
            frame.micros(),
            address(frame, from, addressSize, bytes.getShort(start)),
            address(frame, from + addressSize, addressSize, bytes.getShort(start + 2)),
            Flag.of(bytes.get(start + 13)),
            Integer.toUnsignedLong(bytes.getInt(start + 4)),
            Integer.toUnsignedLong(bytes.getInt(start + 8)),
            Arrays.copyOfRange(frame.bytes(), data, start + length),
            false));
  }

  private static InetSocketAddress address(Frame frame, int at, int size, short port) {
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
