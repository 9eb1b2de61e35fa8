package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xml.sax.SAXException;

class ValidHtmlTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void every_page_is_valid_html() throws IOException, SAXException {
    var validator = new EmbeddedValidator();
    validator.setOutputFormat(OutputFormat.JSON);
    var errors = new ArrayList<String>();
    var pages = new ArrayList<>(Site.pages());
    pages.addAll(Site.sourceOfEachKind());
    for (var page : pages) {
      var result = JSON.readTree(validator.validate(Site.folder().resolve(page)));
      errors.addAll(errors(page, result));
    }
    assertThat(errors).isEmpty();
  }

  /** One of a kind: a mistake in a template comes in hundreds. */
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
