package tcplessons.docs;

import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.asciidoctor.ast.Document;

/**
 * The texts of the theme and the figures, in one language.
 *
 * <p>A language is a {@code words_xx.properties} file and a folder of pages named {@code xx}.
 */
public final class Words {

  private final Locale locale;
  private final ResourceBundle bundle;

  private Words(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(
            "tcplessons.docs.words",
            locale,
            Words.class.getClassLoader(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  public static Words in(String language) {
    return new Words(Locale.forLanguageTag(language));
  }

  /** The language of a page is its attribute {@code lang}, or else the name of its folder. */
  public static Words of(Document page) {
    var lang = page.getAttribute("lang");
    if (lang != null) {
      return in(lang.toString());
    }
    var folder = Path.of(String.valueOf(page.getAttribute("docdir", "."))).getFileName();
    return in(folder != null && folder.toString().equals("ko") ? "ko" : "en");
  }

  public String language() {
    return locale.getLanguage();
  }

  public Locale locale() {
    return locale;
  }

  /** The text named {@code key}, with {@code values} at its {@code {0}}, {@code {1}} ... */
  public String say(String key, Object... values) {
    var text = bundle.getString(key);
    return values.length == 0 ? text : new MessageFormat(text, locale).format(values);
  }

  /** The text named {@code key}, or {@code otherwise} if this language has none. */
  public String sayOr(String key, String otherwise) {
    return bundle.containsKey(key) ? bundle.getString(key) : otherwise;
  }
}
