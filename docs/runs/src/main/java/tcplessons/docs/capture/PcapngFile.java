package tcplessons.docs.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tcplessons.grader.capture.CaptureReader;
import tcplessons.grader.capture.CapturedFrame;
import tcplessons.grader.capture.LinkType;
import tcplessons.grader.capture.PcapngBlocks;

/** Writes packet captures in the format that Wireshark prefers. */
public final class PcapngFile {

  private static final long UNKNOWN_LENGTH = -1;
  private static final int COMMENT = 1;
  private static final int INTERFACE_NAME = 2;
  private static final int BLOCK_OVERHEAD = 12;

  private PcapngFile() {}

  /**
   * Writes a pcapng file, without options that describe the machine.
   *
   * @param title shown by Wireshark as the file's comment
   * @param networkInterface on which it was captured
   * @param comments one for each frame, or an empty text
   */
  public static void write(
      Path file,
      String title,
      String networkInterface,
      List<CapturedFrame> frames,
      List<String> comments)
      throws IOException {
    try (var out = Files.newOutputStream(file)) {
      out.write(
          block(
              PcapngBlocks.SECTION,
              buffer(16)
                  .putInt(PcapngBlocks.BYTE_ORDER_MAGIC)
                  .putShort((short) 1)
                  .putShort((short) 0)
                  .putLong(UNKNOWN_LENGTH),
              option(COMMENT, title)));
      out.write(
          block(
              PcapngBlocks.INTERFACE,
              buffer(8)
                  .putShort((short) linkType(frames))
                  .putShort((short) 0)
                  .putInt(CaptureReader.FRAME_BYTES_MAX),
              option(INTERFACE_NAME, networkInterface)));
      for (int i = 0; i < frames.size(); i++) {
        out.write(packetBlock(frames.get(i), comments.get(i)));
      }
    }
  }

  private static int linkType(List<CapturedFrame> frames) {
    return frames.isEmpty() ? LinkType.ETHERNET : frames.getFirst().linkType();
  }

  private static byte[] packetBlock(CapturedFrame frame, String comment) {
    int length = frame.bytes().length;
    var body =
        buffer(20 + PcapngBlocks.padded(length))
            .putInt(0)
            .putInt((int) (frame.micros() >>> 32))
            .putInt((int) frame.micros())
            .putInt(length)
            .putInt(frame.length())
            .put(frame.bytes());
    return block(
        PcapngBlocks.ENHANCED_PACKET,
        body,
        comment.isEmpty() ? new byte[0] : option(COMMENT, comment));
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
    return buffer(4 + PcapngBlocks.padded(bytes.length) + 4)
        .putShort((short) code)
        .putShort((short) bytes.length)
        .put(bytes)
        .array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
