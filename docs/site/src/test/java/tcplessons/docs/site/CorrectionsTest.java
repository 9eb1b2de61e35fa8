package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every statement of the originals that needs a correction has one, with a run or a test. */
class CorrectionsTest {

  private static final Path STATEMENTS = Path.of("src/test/resources/corrections.txt");
  private static final int PARTS = 3;

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void every_statement_that_needs_a_correction_has_one(String language) throws IOException {
    assertThat(page(language).select(".claim a.number").eachText())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(statements());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void every_correction_cites_a_run_or_a_test(String language) {
    assertThat(page(language).select(".claim"))
        .isNotEmpty()
        .allSatisfy(claim -> {
          assertThat(claim.select("dt")).as(claim.text()).hasSize(PARTS);
          assertThat(claim.select("dd:last-child :is(a.cited, .test)"))
              .as(claim.text())
              .isNotEmpty();
        });
  }

  @Test
  void both_languages_have_the_same_corrections_with_the_same_proofs() {
    assertThat(page("ko").select(".claim").stream().map(CorrectionsTest::proofs))
        .containsExactlyElementsOf(
            page("en").select(".claim").stream().map(CorrectionsTest::proofs).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void every_lesson_links_to_its_corrections(String language) {
    for (var lesson : List.of("01", "02", "03", "04", "05", "06")) {
      var pages =
          BuiltSite.pages(language).stream().filter(page -> page.contains("/lesson-" + lesson));
      assertThat(pages.map(BuiltSite::read))
          .as("lesson %s in %s", lesson, language)
          .anySatisfy(page ->
              assertThat(page.select("a[href=corrections.html#of-lesson-" + lesson + "]"))
                  .isNotEmpty());
    }
  }

  private static List<String> proofs(Element claim) {
    return claim.select("a.number, a.cited, .test").stream()
        .map(proof -> proof.hasAttr("href") ? proof.attr("href") : proof.text())
        .toList();
  }

  private static List<String> statements() throws IOException {
    return Files.readAllLines(STATEMENTS).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" ")[0])
        .toList();
  }

  private static Document page(String language) {
    return BuiltSite.read(language + "/corrections.html");
  }
}
