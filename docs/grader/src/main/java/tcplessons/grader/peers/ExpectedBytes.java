package tcplessons.grader.peers;

import java.util.regex.Pattern;

/** The bytes that a client must receive; one character each. */
public sealed interface ExpectedBytes {

  boolean matches(String received);

  /** These bytes and no others. */
  record Exactly(String text) implements ExpectedBytes {
    @Override
    public boolean matches(String received) {
      return text.equals(received);
    }
  }

  /** Bytes that differ from response to response. */
  record Matching(Pattern pattern) implements ExpectedBytes {
    @Override
    public boolean matches(String received) {
      return pattern.matcher(received).matches();
    }
  }
}
