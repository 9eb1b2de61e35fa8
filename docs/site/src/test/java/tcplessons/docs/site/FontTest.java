package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.site.BrowserSession.Scheme;

/** The fonts that the site brings along, and what the pages ask of them. */
class FontTest extends BrowserTestCase {

  private static final Path FONTS = Path.of("src/main/theme/assets/fonts");
  private static final long BYTES_MAX = 250_000;

  /** Samples on the pages that the fonts' original does not have either. */
  private static final String FROM_THE_SYSTEM = "�日🙂";

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void a_page_uses_only_characters_that_the_fonts_have(String language) throws IOException {
    var drawn = characters(Files.readString(FONTS.resolve("characters.txt")) + FROM_THE_SYSTEM);
    for (var page : BuiltSite.pages(language)) {
      assertThat(characters(BuiltSite.read(page).text()))
          .as("%s: for a new character run font.mjs, see CONTRIBUTING.md", page)
          .isSubsetOf(drawn);
    }
  }

  private static Set<String> characters(String text) {
    return text.codePoints()
        .filter(code -> !Character.isISOControl(code) && !Character.isWhitespace(code))
        .mapToObj(Character::toString)
        .collect(Collectors.toSet());
  }

  @Test
  void the_fonts_of_a_language_are_light_and_have_their_licence() throws IOException {
    try (var fonts = Files.list(FONTS)) {
      var sizes = fonts.filter(file -> file.toString().endsWith(".woff2")).map(FontTest::size);
      assertThat(sizes.mapToLong(size -> size).sum()).isBetween(1L, BYTES_MAX);
    }
    assertThat(Files.readString(FONTS.resolve("LICENSE.txt"))).contains("SIL OPEN FONT LICENSE");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void text_is_drawn_in_the_fonts_and_only_in_weights_that_they_have(String language) {
    session.open(Scheme.HTTP, language + "/lesson-01.html");
    browser.navigate().refresh(); // the first page may have been drawn before the fonts came
    eventually()
        .until(() ->
            (Boolean)
                session.script(
                    "return [...document.fonts].some((font) => font.status === 'loaded')"));
    assertThat(
            session.texts(
                """
                const weights = [...document.querySelectorAll("body :not(:is(.run, .terminal), :is(.run, .terminal) *)")]
                  .map((element) => getComputedStyle(element).fontWeight);
                return [...new Set(weights)];
                """))
        .isSubsetOf(Stream.of(400, 500, 600, 700).map(String::valueOf).toList());
  }
}
