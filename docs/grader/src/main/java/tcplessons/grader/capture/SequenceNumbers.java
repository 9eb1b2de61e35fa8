package tcplessons.grader.capture;

/** Arithmetic on sequence numbers, which wrap around at 2^32 (RFC 9293, section 3.4). */
public final class SequenceNumbers {

  private SequenceNumbers() {}

  /** Negative, zero or positive, as {@code a} is before, at or after {@code b}. */
  public static int compare(long a, long b) {
    return (int) a - (int) b;
  }

  /** The distance from {@code start} to {@code number}. */
  public static long relative(long number, long start) {
    return (number - start) & 0xFFFFFFFFL;
  }
}
