package tcplessons.grader.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a pcapng file: draft-ietf-opsawg-pcapng. */
public final class PcapngBlocks {

  public static final int SECTION = 0x0A0D0D0A;
  public static final int INTERFACE = 1;
  public static final int ENHANCED_PACKET = 6;
  public static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;

  private static final int TIME_RESOLUTION = 9;
  private static final int TIME_OFFSET = 14;
  private static final int DEFAULT_RESOLUTION = 6;

  /** 10^-18 s and 2^-43 s: finer units would overflow. */
  private static final int DECIMAL_DIGITS_MAX = 18;

  private static final int BINARY_DIGITS_MAX = 43;
  private static final int BINARY = 0x80;
  private static final long MICROS = 1_000_000;

  /** A packet with its options and comments. */
  private static final int BLOCK_BYTES_MAX = CaptureReader.FRAME_BYTES_MAX + (1 << 16);

  private static final int BLOCK_OVERHEAD = 12;
  private static final int INTERFACES_MAX = 1000;

  private record Interface(int linkType, int snapLength, int resolution, long offsetSeconds) {

    long micros(long units) {
      int digits = resolution & ~BINARY;
      long micros;
      if ((resolution & BINARY) != 0) {
        long fraction = units & ((1L << digits) - 1);
        micros = (units >>> digits) * MICROS + (fraction * MICROS >>> digits);
      } else if (digits <= DEFAULT_RESOLUTION) {
        micros = units * power(DEFAULT_RESOLUTION - digits);
      } else {
        micros = Long.divideUnsigned(units, power(digits - DEFAULT_RESOLUTION));
      }
      return micros + offsetSeconds * MICROS;
    }

    private static long power(int exponent) {
      long power = 1;
      for (int i = 0; i < exponent; i++) {
        power *= 10;
      }
      return power;
    }
  }

  private final CaptureReader reader;
  private final List<Interface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private long lastMicros;

  PcapngBlocks(CaptureReader reader) {
    this.reader = reader;
  }

  /** Options and packets are filled up to a multiple of four bytes. */
  public static int padded(int length) {
    return (length + 3) / 4 * 4;
  }

  /** Reads from the first section on, whose type has been read. */
  void read() throws IOException {
    section(reader.readExactly(4, "a section"));
    for (var header = reader.readNext(8); header.capacity() > 0; header = reader.readNext(8)) {
      int type = header.order(order).getInt(0);
      if (type == SECTION) {
        section(header.slice(4, 4));
      } else {
        block(type, header.getInt(4));
      }
    }
  }

  private void section(ByteBuffer length) throws IOException {
    var magic = reader.readExactly(4, "a section");
    order = magic.getInt(0) == BYTE_ORDER_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (magic.order(order).getInt(0) != BYTE_ORDER_MAGIC) {
      throw reader.damaged("a section without byte order");
    }
    interfaces.clear();
    int total = checkedLength(length.order(order).getInt(0), BLOCK_OVERHEAD + 16);
    reader.skip(total - BLOCK_OVERHEAD - 4L, "a section");
    checkEnd(total);
  }

  private void block(int type, int length) throws IOException {
    int total = checkedLength(length, BLOCK_OVERHEAD);
    int size = total - BLOCK_OVERHEAD;
    boolean isKnown =
        type == INTERFACE || type == ENHANCED_PACKET || type == OLD_PACKET || type == SIMPLE_PACKET;
    if (isKnown && size <= BLOCK_BYTES_MAX) {
      var body = reader.readExactly(size, "a block").order(order);
      try {
        switch (type) {
          case INTERFACE -> networkInterface(body);
          case ENHANCED_PACKET -> packet(body, body.getInt(0));
          case OLD_PACKET -> packet(body, Short.toUnsignedInt(body.getShort(0)));
          default -> simplePacket(body);
        }
      } catch (IndexOutOfBoundsException _) {
        throw reader.damaged("a block that is too short for its content");
      }
    } else if (isKnown) {
      throw reader.damaged("a block of %d bytes".formatted(total));
    } else {
      reader.skip(size, "a block");
    }
    checkEnd(total);
  }

  private int checkedLength(int total, int least) throws IOException {
    if (total < least || total % 4 != 0) {
      throw reader.damaged("a block of %d bytes".formatted(Integer.toUnsignedLong(total)));
    }
    return total;
  }

  private void checkEnd(int total) throws IOException {
    if (reader.readExactly(4, "a block").order(order).getInt(0) != total) {
      throw reader.damaged("the two lengths of a block differ");
    }
  }

  private void networkInterface(ByteBuffer body) throws IOException {
    int linkType = Short.toUnsignedInt(body.getShort(0));
    if (interfaces.size() == INTERFACES_MAX) {
      throw reader.damaged("more than %d interfaces".formatted(INTERFACES_MAX));
    }
    int resolution = DEFAULT_RESOLUTION;
    long offset = 0;
    for (int at = 8; at + 4 <= body.limit() && body.getShort(at) != 0; ) {
      int length = Short.toUnsignedInt(body.getShort(at + 2));
      switch (body.getShort(at)) {
        case TIME_RESOLUTION -> resolution = Byte.toUnsignedInt(body.get(at + 4));
        case TIME_OFFSET -> offset = body.getLong(at + 4);
        default -> {
          // names, descriptions and statistics
        }
      }
      at += 4 + padded(length);
    }
    boolean isBinary = (resolution & BINARY) != 0;
    if ((resolution & ~BINARY) > (isBinary ? BINARY_DIGITS_MAX : DECIMAL_DIGITS_MAX)) {
      throw reader.damaged("time in units that are too small");
    }
    interfaces.add(new Interface(linkType, body.getInt(4), resolution, offset));
  }

  private Interface find(int number) throws IOException {
    if (number < 0 || number >= interfaces.size()) {
      throw reader.damaged("a packet of an unknown interface");
    }
    return interfaces.get(number);
  }

  /** Enhanced packets and those of the older block have the same fields from byte 4 on. */
  private void packet(ByteBuffer body, int interfaceNumber) throws IOException {
    var on = find(interfaceNumber);
    int captured = body.getInt(12);
    reader.checkLength(captured);
    long units =
        Integer.toUnsignedLong(body.getInt(4)) << 32 | Integer.toUnsignedLong(body.getInt(8));
    lastMicros = on.micros(units);
    accept(on, body, 20, captured, body.getInt(16));
  }

  /** Such a packet has no time. */
  private void simplePacket(ByteBuffer body) throws IOException {
    var on = find(0);
    int length = body.getInt(0);
    reader.checkLength(length);
    int captured = Math.min(length, body.limit() - 4);
    if (on.snapLength() > 0) {
      captured = Math.min(captured, on.snapLength());
    }
    accept(on, body, 4, captured, length);
  }

  private void accept(Interface on, ByteBuffer body, int at, int captured, int length) {
    var bytes = new byte[captured];
    body.get(at, bytes);
    reader.accept(lastMicros, on.linkType(), length, bytes);
  }
}
