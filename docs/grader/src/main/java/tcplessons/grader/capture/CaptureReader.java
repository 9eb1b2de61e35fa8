package tcplessons.grader.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads packet captures in the formats pcap and pcapng, from a file or from a tool that still
 * writes. Every length in the input has a limit, so damaged input ends with an exception.
 */
public final class CaptureReader {

  /** The default of libpcap; the loopback interface of Linux has frames of 64 KiB. */
  public static final int FRAME_BYTES_MAX = 1 << 18;

  private static final int PCAP_MICROS = 0xA1B2C3D4;
  private static final int PCAP_NANOS = 0xA1B23C4D;
  private static final int RECORD_HEADER_BYTES = 16;
  private static final long MICROS = 1_000_000;

  private final InputStream in;
  private final Consumer<CapturedFrame> frames;
  private long position;

  private CaptureReader(InputStream in, Consumer<CapturedFrame> frames) {
    this.in = in;
    this.frames = frames;
  }

  /**
   * Reads to EOF.
   *
   * @throws DamagedCaptureException if it is no capture or is damaged; what precedes the damage has
   *     been read
   */
  public static void read(InputStream in, Consumer<CapturedFrame> frames) throws IOException {
    new CaptureReader(in, frames).read();
  }

  public static List<CapturedFrame> read(Path file) throws IOException {
    var frames = new ArrayList<CapturedFrame>();
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      read(in, frames::add);
    }
    return frames;
  }

  private void read() throws IOException {
    var magic = ByteBuffer.wrap(in.readNBytes(4));
    position += magic.capacity();
    if (magic.capacity() < 4) {
      throw new DamagedCaptureException("not a packet capture: it has no header");
    }
    for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      switch (magic.order(order).getInt(0)) {
        case PCAP_MICROS -> {
          readPcap(order, 1);
          return;
        }
        case PCAP_NANOS -> {
          readPcap(order, 1000);
          return;
        }
        case PcapngBlocks.SECTION -> {
          new PcapngBlocks(this).read();
          return;
        }
        default -> {
          // the other byte order, or another format
        }
      }
    }
    throw new DamagedCaptureException("not a packet capture: neither pcap nor pcapng");
  }

  private void readPcap(ByteOrder order, int fractionsPerMicro) throws IOException {
    int linkType = readExactly(20, "its header").order(order).getInt(16) & 0xFFFF;
    checkLinkType(linkType);
    for (var header = readNext(RECORD_HEADER_BYTES);
        header.capacity() > 0;
        header = readNext(RECORD_HEADER_BYTES)) {
      header.order(order);
      int captured = header.getInt(8);
      checkLength(captured);
      long micros =
          Integer.toUnsignedLong(header.getInt(0)) * MICROS
              + Integer.toUnsignedLong(header.getInt(4)) / fractionsPerMicro;
      var bytes = readExactly(captured, "a packet").array();
      accept(micros, linkType, header.getInt(12), bytes);
    }
  }

  private static void checkLinkType(int linkType) throws DamagedCaptureException {
    if (!LinkType.isKnown(linkType)) {
      throw new DamagedCaptureException(
          "captured on an interface of link type "
              + linkType
              + "; known are Ethernet, loopback, Linux cooked and raw IP");
    }
  }

  void accept(long micros, int linkType, int length, byte[] bytes) {
    // A length on the wire that is smaller than what was captured is nonsense.
    frames.accept(new CapturedFrame(micros, linkType, Math.max(length, bytes.length), bytes));
  }

  void checkLength(long captured) throws DamagedCaptureException {
    if (captured < 0 || captured > FRAME_BYTES_MAX) {
      throw damaged("a packet of %d bytes".formatted(captured));
    }
  }

  /** The next bytes, or none at EOF. */
  ByteBuffer readNext(int count) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length > 0 && bytes.length < count) {
      throw damaged("it ends in the middle of a packet");
    }
    position += bytes.length;
    return ByteBuffer.wrap(bytes);
  }

  ByteBuffer readExactly(int count, String what) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw damaged("it ends in the middle of " + what);
    }
    position += count;
    return ByteBuffer.wrap(bytes);
  }

  void skip(long count, String what) throws IOException {
    long left = count;
    while (left > 0) {
      int part = (int) Math.min(left, FRAME_BYTES_MAX);
      readExactly(part, what);
      left -= part;
    }
  }

  DamagedCaptureException damaged(String message) {
    return new DamagedCaptureException("damaged at byte %d: %s".formatted(position, message));
  }
}
