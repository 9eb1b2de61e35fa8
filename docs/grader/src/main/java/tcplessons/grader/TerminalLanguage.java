package tcplessons.grader;

import java.util.Locale;
import java.util.stream.Stream;

/** The language of the terminal: {@code en} or {@code ko}. */
public final class TerminalLanguage {

  private TerminalLanguage() {}

  /** That of the first variable that names one, otherwise that of the JVM. */
  public static String read() {
    return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
            .map(System::getenv)
            .filter(value -> value != null && value.matches("[a-z]{2}([_.@-].*)?"))
            .findFirst()
            .orElse(Locale.getDefault().getLanguage())
            .startsWith(Words.KOREAN)
        ? Words.KOREAN
        : Words.ENGLISH;
  }
}
