package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nu.validator.client.EmbeddedValidator;
import nu.validator.validation.SimpleDocumentValidator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** All pages share one validator, one after the other: it takes a second to read its schema. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class ValidHtmlTest {
  /** It need not guess the language of a page. */
  private final SimpleDocumentValidator validator = new SimpleDocumentValidator(true, false, false);

  @BeforeAll
  void readTheSchema() throws Exception {
    validator.setUpMainSchema(EmbeddedValidator.SCHEMA_URL, new Errors());
  }

  static Stream<String> pages() {
    return Stream.of(BuiltSite.pages(), BuiltSite.sourceOfEachKind()).flatMap(Collection::stream);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_is_valid_html(String page) throws Exception {
    var errors = new Errors();
    validator.setUpValidatorAndParsers(errors, false, false);
    validator.checkHtmlFile(BuiltSite.folder().resolve(page).toFile(), true);
    assertThat(errors.ofEachKind.values()).as(page).isEmpty();
  }

  /** One error of each kind: a mistake in the template is reported hundreds of times. */
  private static final class Errors implements ErrorHandler {
    private final Map<String, String> ofEachKind = new TreeMap<>();

    @Override
    public void warning(SAXParseException warning) {}

    @Override
    public void error(SAXParseException error) {
      var message = error.getMessage();
      ofEachKind.putIfAbsent(
          message.replaceAll("“[^”]*”", ""), error.getLineNumber() + ": " + message);
    }

    @Override
    public void fatalError(SAXParseException error) {
      error(error);
    }
  }
}
