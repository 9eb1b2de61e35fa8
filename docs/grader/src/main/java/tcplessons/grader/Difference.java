package tcplessons.grader;

/** Where the bytes that came differ from those expected. */
final class Difference {

  /** How many bytes are shown before and after the one that differs. */
  private static final int AROUND = 3;

  private Difference() {}

  /**
   * What came; and the first byte that differs, unless expected and observed are short enough to be
   * compared by eye.
   *
   * @param key {@code wrong} or {@code stdout-wrong}: what came and from where
   */
  static Phrase phrase(String key, byte[] expected, byte[] came) {
    var all = new Phrase("observed." + key, (Object) came);
    int at = Bytes.mismatch(expected, came);
    boolean isShort = expected.length <= Bytes.SHOWN_MAX && came.length <= Bytes.SHOWN_MAX;
    if (isShort || at == expected.length || at == came.length) {
      return all;
    }
    return new Phrase(
        "observed.difference",
        all,
        at + 1,
        expected.length,
        Bytes.hex(Bytes.part(expected, at, at + 1)),
        around(expected, at),
        Bytes.hex(Bytes.part(came, at, at + 1)),
        around(came, at));
  }

  private static byte[] around(byte[] bytes, int at) {
    return Bytes.part(bytes, Math.max(0, at - AROUND), Math.min(bytes.length, at + 1 + AROUND));
  }
}
