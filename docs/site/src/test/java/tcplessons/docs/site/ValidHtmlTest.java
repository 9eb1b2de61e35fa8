package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

class ValidHtmlTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<String> pages() {
    return Stream.of(BuiltSite.pages(), BuiltSite.sourceOfEachKind()).flatMap(Collection::stream);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_is_valid_html(String page) throws IOException, SAXException {
    var validator = new EmbeddedValidator();
    validator.setOutputFormat(OutputFormat.JSON);
    var result = JSON.readTree(validator.validate(BuiltSite.folder().resolve(page)));
    assertThat(errors(page, result)).isEmpty();
  }

  /** One error of each kind: a mistake in the template is reported hundreds of times. */
  private static Collection<String> errors(String page, JsonNode result) {
    return result
        .path("messages")
        .valueStream()
        .filter(message -> message.path("type").asText().equals("error"))
        .collect(
            Collectors.toMap(
                message -> message.path("message").asText().replaceAll("“[^”]*”", ""),
                message -> describe(page, message),
                (first, _) -> first,
                TreeMap::new))
        .values();
  }

  private static String describe(String page, JsonNode message) {
    return "%s:%s: %s at %s"
        .formatted(
            page,
            message.path("lastLine").asText(),
            message.path("message").asText(),
            message.path("extract").asText());
  }
}
