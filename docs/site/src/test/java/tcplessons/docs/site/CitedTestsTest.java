package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitedTestsTest {

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void every_title_is_that_of_a_test_that_a_page_cites(String language) throws IOException {
    var titles = new Properties();
    var file = Path.of("src/docs/asciidoc", language, "tests.properties");
    try (var in = Files.newBufferedReader(file)) {
      titles.load(in);
    }

    assertThat(titles.stringPropertyNames()).isNotEmpty().isSubsetOf(cited(language));
  }

  private static Set<String> cited(String language) {
    var cited = new HashSet<String>();
    for (var page : BuiltSite.pages(language)) {
      for (var command : BuiltSite.read(page).select(".test").eachAttr("data-command")) {
        cited.add(command.replaceFirst(".*-Dtest=", "").replace('#', '.'));
      }
    }
    return cited;
  }
}
