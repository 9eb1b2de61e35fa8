package tcplessons.docs.faults;

import java.util.regex.Pattern;

/** What a client has to hear; one character a byte. */
sealed interface Hears {

  boolean matches(String heard);

  /** These bytes and no others. */
  record Exactly(String text) implements Hears {
    @Override
    public boolean matches(String heard) {
      return text.equals(heard);
    }
  }

  /** Bytes that differ from one time to the next. */
  record Like(Pattern pattern) implements Hears {
    @Override
    public boolean matches(String heard) {
      return pattern.matcher(heard).matches();
    }
  }
}
