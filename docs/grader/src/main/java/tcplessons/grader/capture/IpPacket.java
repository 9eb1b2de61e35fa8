package tcplessons.grader.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IP packet of version 4 or 6.
 *
 * @param length the bytes after the IP headers, as they were on the wire
 * @param data those of them that were captured
 */
public record IpPacket(
    InetAddress source, InetAddress target, int protocol, int length, ByteBuffer data) {

  public static final int TCP = 6;
  public static final int UDP = 17;

  private static final int IPV4_HEADER_BYTES_MIN = 20;
  private static final int FRAGMENT_OFFSET = 0x1FFF;
  private static final int IPV6_HEADER_BYTES = 40;

  /** RFC 8200 section 4.1 recommends at most seven. */
  private static final int EXTENSION_HEADERS_MAX = 8;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int DESTINATION_OPTIONS = 60;

  /** Empty for other protocols, for later fragments, and for headers that are cut. */
  public static Optional<IpPacket> decode(CapturedFrame frame) {
    try {
      return LinkType.ipPacket(frame)
          .flatMap(bytes -> decode(bytes, frame.length() - frame.bytes().length));
    } catch (IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  /**
   * @param missing how many bytes of the frame were not captured
   */
  private static Optional<IpPacket> decode(ByteBuffer bytes, int missing) {
    return switch ((bytes.get(0) >> 4) & 0x0F) {
      case 4 -> version4(bytes, missing);
      case 6 -> version6(bytes, missing);
      default -> Optional.empty();
    };
  }

  private static Optional<IpPacket> version4(ByteBuffer bytes, int missing) {
    int header = (bytes.get(0) & 0x0F) * 4;
    if (header < IPV4_HEADER_BYTES_MIN || (bytes.getShort(6) & FRAGMENT_OFFSET) != 0) {
      return Optional.empty();
    }
    int total = Short.toUnsignedInt(bytes.getShort(2));
    if (total == 0) { // The network interface cuts the packet into segments later.
      total = bytes.limit() + missing;
    }
    return packet(bytes, 12, 4, bytes.get(9), header, total - header);
  }

  private static Optional<IpPacket> version6(ByteBuffer bytes, int missing) {
    int length = Short.toUnsignedInt(bytes.getShort(4));
    if (length == 0) {
      length = bytes.limit() + missing - IPV6_HEADER_BYTES;
    }
    int end = IPV6_HEADER_BYTES + length;
    int protocol = Byte.toUnsignedInt(bytes.get(6));
    int at = IPV6_HEADER_BYTES;
    for (int headers = 0; headers < EXTENSION_HEADERS_MAX && isExtension(protocol); headers++) {
      protocol = Byte.toUnsignedInt(bytes.get(at));
      at += (Byte.toUnsignedInt(bytes.get(at + 1)) + 1) * 8;
    }
    return packet(bytes, 8, 16, protocol, at, end - at);
  }

  private static boolean isExtension(int protocol) {
    return protocol == HOP_BY_HOP || protocol == ROUTING || protocol == DESTINATION_OPTIONS;
  }

  private static Optional<IpPacket> packet(
      ByteBuffer bytes, int addressesAt, int addressSize, int protocol, int start, int length) {
    if (length < 0) {
      return Optional.empty();
    }
    int captured = Math.min(length, bytes.limit() - start);
    return Optional.of(
        new IpPacket(
            address(bytes, addressesAt, addressSize),
            address(bytes, addressesAt + addressSize, addressSize),
            protocol,
            length,
            bytes.slice(start, captured)));
  }

  private static InetAddress address(ByteBuffer bytes, int at, int size) {
    try {
      var address = new byte[size];
      bytes.get(at, address);
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address of 4 or 16 bytes", e);
    }
  }
}
