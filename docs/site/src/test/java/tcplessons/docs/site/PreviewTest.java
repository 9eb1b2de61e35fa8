package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PreviewTest {

  @TempDir Path folder;

  @Test
  void a_broken_page_shows_its_problem_until_it_is_corrected() throws IOException {
    var module = module();
    var page = module.resolve("src/docs/asciidoc/en/one.adoc");
    var broken = Files.readString(page) + "\nrun::no-such-run[]\n";
    var paths = new SitePaths(module, Files.createDirectories(folder.resolve("preview")));
    try (var preview = new Preview(paths)) {
      preview.start();
      preview.build(paths.pages().all());
      assertThat(shown().select(".problems")).isEmpty();
      assertThat(shown().select("script").eachAttr("src")).contains("../reload.js");
      var before = built();

      var whole = Files.readString(page);
      Files.writeString(page, broken);
      preview.update(Set.of(page));
      assertThat(shown().selectFirst(".problems").wholeText())
          .contains("en/one.adoc:6: no such run: no-such-run");
      assertThat(built()).isGreaterThan(before);

      Files.writeString(page, whole);
      preview.update(Set.of(page));
      assertThat(shown().select(".problems")).isEmpty();
    }
  }

  @Test
  void a_change_is_reported_once() throws IOException {
    var file = folder.resolve("a.txt");
    var changes = new FileChanges(List.of(folder));

    Files.writeString(file, "made");
    assertThat(changes.next()).containsExactly(file);
    assertThat(changes.next()).isEmpty();
    Files.delete(file);
    assertThat(changes.next()).containsExactly(file);
  }

  @Test
  void the_built_site_contains_no_file_of_the_preview() {
    assertThat(BuiltSite.files()).doesNotContain("reload.js", "built.txt", "problems.css");
    assertThat(BuiltSite.pages())
        .allSatisfy(page ->
            assertThat(BuiltSite.read(page).select("script").eachAttr("src"))
                .noneMatch(source -> source.endsWith("reload.js")));
  }

  /** A site of one page in each language. */
  private Path module() throws IOException {
    var module = folder.resolve("site");
    for (var part : List.of("src/docs/asciidoc/en", "src/docs/asciidoc/ko", "src/main/theme")) {
      Files.createDirectories(module.resolve(part));
    }
    Files.writeString(module.resolve("src/docs/asciidoc/pages.txt"), "one\n");
    for (var language : List.of("en", "ko")) {
      Files.writeString(
          module.resolve("src/docs/asciidoc").resolve(language).resolve("one.adoc"),
          "= One\n:description: One.\n\nText.\n");
    }
    return module;
  }

  private Document shown() throws IOException {
    return Jsoup.parse(folder.resolve("preview/en/one.html"));
  }

  private int built() throws IOException {
    return Integer.parseInt(Files.readString(folder.resolve("preview/built.txt")));
  }
}
