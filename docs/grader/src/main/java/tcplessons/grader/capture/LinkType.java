package tcplessons.grader.capture;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The headers before the IP packet, by the numbers that tcpdump.org assigns to them. */
public final class LinkType {

  public static final int ETHERNET = 1;

  private static final int BSD_LOOPBACK = 0;
  private static final int RAW_IP_OF_BSD = 12;
  private static final int RAW_IP_OF_OPENBSD = 14;
  private static final int RAW_IP = 101;
  private static final int OPENBSD_LOOPBACK = 108;
  private static final int LINUX_COOKED = 113;
  private static final int IPV4 = 228;
  private static final int IPV6 = 229;
  private static final int LINUX_COOKED_2 = 276;

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86DD;
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int ETHERTYPE_PROVIDER_VLAN = 0x88A8;

  /** IEEE 802.1ad has two VLAN tags. */
  private static final int VLAN_TAGS_MAX = 2;

  private LinkType() {}

  /** Whether frames of this type can be read. */
  public static boolean isKnown(int linkType) {
    return switch (linkType) {
      case BSD_LOOPBACK,
          ETHERNET,
          RAW_IP_OF_BSD,
          RAW_IP_OF_OPENBSD,
          RAW_IP,
          OPENBSD_LOOPBACK,
          LINUX_COOKED,
          IPV4,
          IPV6,
          LINUX_COOKED_2 ->
          true;
      default -> false;
    };
  }

  /**
   * The bytes from the IP header on; empty for other protocols.
   *
   * @throws IndexOutOfBoundsException if the frame is shorter than its headers
   */
  static Optional<ByteBuffer> ipPacket(CapturedFrame frame) {
    var bytes = ByteBuffer.wrap(frame.bytes());
    return switch (frame.linkType()) {
      case ETHERNET -> byEtherType(bytes, 12);
      case LINUX_COOKED -> byEtherType(bytes, 14);
      case LINUX_COOKED_2 ->
          isIp(bytes.getShort(0)) ? Optional.of(from(bytes, 20)) : Optional.empty();
      // Its four bytes are the address family, whose number differs between systems. The version
      // of IP is in the packet itself.
      case BSD_LOOPBACK, OPENBSD_LOOPBACK -> Optional.of(from(bytes, 4));
      case RAW_IP, RAW_IP_OF_BSD, RAW_IP_OF_OPENBSD, IPV4, IPV6 -> Optional.of(bytes);
      default -> Optional.empty();
    };
  }

  private static Optional<ByteBuffer> byEtherType(ByteBuffer bytes, int typeAt) {
    int at = typeAt;
    for (int tags = 0; tags < VLAN_TAGS_MAX && isVlan(bytes.getShort(at)); tags++) {
      at += 4;
    }
    return isIp(bytes.getShort(at)) ? Optional.of(from(bytes, at + 2)) : Optional.empty();
  }

  private static boolean isVlan(short type) {
    int unsigned = Short.toUnsignedInt(type);
    return unsigned == ETHERTYPE_VLAN || unsigned == ETHERTYPE_PROVIDER_VLAN;
  }

  private static boolean isIp(short type) {
    int unsigned = Short.toUnsignedInt(type);
    return unsigned == ETHERTYPE_IPV4 || unsigned == ETHERTYPE_IPV6;
  }

  private static ByteBuffer from(ByteBuffer bytes, int start) {
    return bytes.slice(start, bytes.limit() - start);
  }
}
