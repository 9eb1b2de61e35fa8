package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The two file formats of packet captures: what tcpdump writes, and what Wireshark prefers. */
final class Pcap {

  private static final int MICROSECONDS_MAGIC = 0xA1B2C3D4;
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int MAX_FRAME = 1 << 18;
  private static final long MICROS = 1_000_000;

  private static final int SECTION = 0x0A0D0D0A;
  private static final int INTERFACE = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final long UNKNOWN_LENGTH = -1;
  private static final short ETHERNET = 1;
  private static final int COMMENT = 1;
  private static final int INTERFACE_NAME = 2;
  private static final int BLOCK_OVERHEAD = 12;

  private Pcap() {}

  /** Reads tcpdump's output while it is written, until EOF. */
  static void read(InputStream input, Consumer<CapturedFrame> frames) throws IOException {
    var in = new DataInputStream(input);
    var magic = ByteBuffer.wrap(in.readNBytes(FILE_HEADER));
    if (magic.remaining() < FILE_HEADER) {
      return;
    }
    var order =
        magic.getInt(0) == MICROSECONDS_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (magic.order(order).getInt(0) != MICROSECONDS_MAGIC) {
      throw new IOException("not a packet capture with microseconds");
    }
    var header = ByteBuffer.allocate(RECORD_HEADER).order(order);
    while (in.readNBytes(header.array(), 0, RECORD_HEADER) == RECORD_HEADER) {
      int length = header.getInt(8);
      if (length < 0 || length > MAX_FRAME) {
        throw new IOException("a captured frame of " + length + " bytes");
      }
      var bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("the last captured frame is cut");
      }
      long seconds = Integer.toUnsignedLong(header.getInt(0));
      frames.accept(new CapturedFrame(seconds * MICROS + header.getInt(4), bytes));
    }
  }

  /**
   * Writes a pcapng file, without options that describe the machine.
   *
   * @param title shown by Wireshark as the file's comment
   * @param networkInterface on which it was captured
   * @param comments one for each frame, or an empty text
   */
  static void write(
      Path file,
      String title,
      String networkInterface,
      List<CapturedFrame> frames,
      List<String> comments)
      throws IOException {
    try (var out = Files.newOutputStream(file)) {
      out.write(
          block(
              SECTION,
              buffer(16)
                  .putInt(BYTE_ORDER_MAGIC)
                  .putShort((short) 1)
                  .putShort((short) 0)
                  .putLong(UNKNOWN_LENGTH),
              option(COMMENT, title)));
      out.write(
          block(
              INTERFACE,
              buffer(8).putShort(ETHERNET).putShort((short) 0).putInt(MAX_FRAME),
              option(INTERFACE_NAME, networkInterface)));
      for (int i = 0; i < frames.size(); i++) {
        out.write(packetBlock(frames.get(i), comments.get(i)));
      }
    }
  }

  private static byte[] packetBlock(CapturedFrame frame, String comment) {
    int length = frame.bytes().length;
    var body =
        buffer(20 + padded(length))
            .putInt(0)
            .putInt((int) (frame.micros() >>> 32))
            .putInt((int) frame.micros())
            .putInt(length)
            .putInt(length)
            .put(frame.bytes());
    return block(ENHANCED_PACKET, body, comment.isEmpty() ? new byte[0] : option(COMMENT, comment));
  }

  /** Reads what {@link #write} wrote. */
  static List<CapturedFrame> read(Path file) throws IOException {
    var frames = new ArrayList<CapturedFrame>();
    var in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int type = in.getInt(in.position());
      int length = in.getInt(in.position() + 4);
      if (type == ENHANCED_PACKET) {
        var block = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        long micros =
            Integer.toUnsignedLong(block.getInt(12)) << 32
                | Integer.toUnsignedLong(block.getInt(16));
        var bytes = new byte[block.getInt(20)];
        block.get(28, bytes);
        frames.add(new CapturedFrame(micros, bytes));
      }
      in.position(in.position() + length);
    }
    return frames;
  }

  private static byte[] block(int type, ByteBuffer body, byte[] options) {
    int length = BLOCK_OVERHEAD + body.capacity() + options.length;
    return buffer(length)
        .putInt(type)
        .putInt(length)
        .put(body.array())
        .put(options)
        .putInt(length)
        .array();
  }

  /** One option, and the option that ends the list. */
  private static byte[] option(int code, String text) {
    var bytes = text.getBytes(UTF_8);
    return buffer(4 + padded(bytes.length) + 4)
        .putShort((short) code)
        .putShort((short) bytes.length)
        .put(bytes)
        .array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }
}
