package tcplessons.grader;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;

/** The grader's own sentences, in one language. */
final class Words {

  static final String ENGLISH = "en";
  static final String KOREAN = "ko";

  private final String language;
  private final ResourceBundle bundle;

  private Words(String language) {
    this.language = language;
    this.bundle =
        ResourceBundle.getBundle(
            "tcplessons.grader.words",
            Locale.of(language),
            Words.class.getClassLoader(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  static Words in(String language) {
    return new Words(language);
  }

  static Words ofTerminal() {
    return in(TerminalLanguage.read());
  }

  String language() {
    return language;
  }

  String say(String key, Object... values) {
    var text = bundle.getString(key);
    return values.length == 0 ? text : new MessageFormat(text, Locale.ROOT).format(values);
  }

  /**
   * A sentence of the report.
   *
   * @param reasons translates the reasons of the exercise's checks
   */
  String say(Phrase phrase, UnaryOperator<String> reasons) {
    return say(
        phrase.key(), Arrays.stream(phrase.values()).map(value -> say(value, reasons)).toArray());
  }

  private Object say(Object value, UnaryOperator<String> reasons) {
    return switch (value) {
      case Phrase phrase -> say(phrase, reasons);
      case Phrase.Reason reason -> reasons.apply(reason.text());
      case byte[] bytes -> say(bytes);
      case Number number -> number.toString();
      default -> value;
    };
  }

  /** Bytes as text, or else in hexadecimal; with their number if they are many. */
  String say(byte[] bytes) {
    return say(bytes, bytes.length);
  }

  /**
   * @param count of which these are the first
   */
  String say(byte[] bytes, long count) {
    var shown = Bytes.text(bytes, Bytes.WHOLE_MAX);
    if (shown.isEmpty()) {
      shown = Bytes.hex(bytes, count <= Bytes.WHOLE_MAX ? Bytes.WHOLE_MAX : Bytes.SHOWN_MAX);
    }
    return count <= Bytes.SHOWN_MAX ? shown : say("bytes", "" + count, shown);
  }
}
