package tcplessons.grader.capture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An option in the header of a TCP segment: RFC 9293 section 3.2. */
public sealed interface TcpOption {

  /** RFC 9293 section 3.7.1. */
  record MaximumSegmentSize(int bytes) implements TcpOption {}

  /** RFC 7323 section 2: the window fields of later segments are shifted left by this many bits. */
  record WindowScale(int shift) implements TcpOption {}

  /** RFC 7323 section 2.3: a greater shift counts as this one. */
  int SHIFT_MAX = 14;

  /** RFC 2018 section 2. */
  record SackPermitted() implements TcpOption {}

  /** RFC 2018 section 3. */
  record SelectiveAcknowledgment(List<Block> blocks) implements TcpOption {}

  /**
   * Received bytes that follow a gap: from {@code left} up to, but not including, {@code right}.
   */
  record Block(long left, long right) {}

  /** RFC 7323 section 3. */
  record Timestamps(long value, long echoReply) implements TcpOption {}

  /** An option of another kind. */
  record Other(int kind) implements TcpOption {}

  /**
   * In the notation of tcpdump(8).
   *
   * @param start the sequence number from which those of SACK blocks are counted
   */
  default String show(long start) {
    return switch (this) {
      case MaximumSegmentSize(int bytes) -> "mss " + bytes;
      case WindowScale(int shift) -> "wscale " + shift;
      case SackPermitted() -> "sackOK";
      case SelectiveAcknowledgment(var blocks) ->
          blocks.stream()
              .map(block ->
                  "{%d:%d}"
                      .formatted(
                          SequenceNumbers.relative(block.left, start),
                          SequenceNumbers.relative(block.right, start)))
              .collect(Collectors.joining("", "sack " + blocks.size() + " ", ""));
      case Timestamps(long value, long echoReply) -> "TS val %d ecr %d".formatted(value, echoReply);
      case Other(int kind) -> "kind " + kind;
    };
  }

  /**
   * Reads the options of one header; those that only pad it are left out.
   *
   * @param bytes from the end of the fixed header to the beginning of the payload
   */
  static List<TcpOption> decode(ByteBuffer bytes) {
    var options = new ArrayList<TcpOption>();
    while (bytes.hasRemaining()) {
      int kind = Byte.toUnsignedInt(bytes.get());
      if (kind == Kind.END) {
        break;
      }
      if (kind == Kind.NO_OPERATION) {
        continue;
      }
      int length = bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) - 2 : -1;
      if (length < 0 || length > bytes.remaining()) {
        break; // malformed: the rest cannot be read
      }
      options.add(decode(kind, bytes.slice(bytes.position(), length)));
      bytes.position(bytes.position() + length);
    }
    return List.copyOf(options);
  }

  private static TcpOption decode(int kind, ByteBuffer value) {
    try {
      return switch (kind) {
        case Kind.MAXIMUM_SEGMENT_SIZE ->
            new MaximumSegmentSize(Short.toUnsignedInt(value.getShort()));
        case Kind.WINDOW_SCALE -> new WindowScale(Math.min(value.get() & 0xFF, SHIFT_MAX));
        case Kind.SACK_PERMITTED -> new SackPermitted();
        case Kind.SACK -> new SelectiveAcknowledgment(blocks(value));
        case Kind.TIMESTAMPS -> new Timestamps(unsigned(value), unsigned(value));
        default -> new Other(kind);
      };
    } catch (BufferUnderflowException _) {
      return new Other(kind); // malformed: shorter than its kind needs
    }
  }

  private static List<Block> blocks(ByteBuffer value) {
    var blocks = new ArrayList<Block>();
    while (value.hasRemaining()) {
      blocks.add(new Block(unsigned(value), unsigned(value)));
    }
    return List.copyOf(blocks);
  }

  private static long unsigned(ByteBuffer bytes) {
    return Integer.toUnsignedLong(bytes.getInt());
  }

  /** Option kinds, as IANA has assigned them. */
  final class Kind {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int MAXIMUM_SEGMENT_SIZE = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;

    private Kind() {}
  }
}
