package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildStampTest {

  private static final Publication UNPUBLISHED = new Publication("", "", "1.0", false);

  @TempDir private Path root;
  private SitePaths paths;
  private BuildStamp stamp;

  @BeforeEach
  void build() throws IOException {
    paths = new SitePaths(root.resolve("docs/site"), root.resolve("docs/site/target/site"));
    write("lesson-01-some/src/main/java/Some.java");
    write("docs/site/src/docs/asciidoc/en/page.adoc");
    write("docs/site/src/docs/asciidoc/ko/page.adoc");
    write("docs/site/src/docs/asciidoc/en/other.adoc");
    write("docs/runs/recorded/run.json");
    write("docs/site/target/site/en/renamed.html");
    Files.setLastModifiedTime(paths.output().resolve("en/renamed.html"), FileTime.fromMillis(0));
    stamp = new BuildStamp(paths, UNPUBLISHED);
    assertThat(outdated()).containsExactly("en/other.adoc", "en/page.adoc", "ko/page.adoc");
    stamp.start();
    write("docs/site/target/site/en/page.html");
    stamp.removeOldFiles();
    stamp.finish(List.of());
  }

  @Test
  void no_page_is_outdated_after_a_build() throws IOException {
    assertThat(outdated()).isEmpty();
  }

  @Test
  void all_pages_are_outdated_if_the_site_is_published_elsewhere() throws IOException {
    var elsewhere = new Publication("https://site.example/", "", "1.0", false);
    assertThat(new BuildStamp(paths, elsewhere).outdatedPages()).hasSize(3);
  }

  @Test
  void all_pages_are_outdated_during_a_build() throws IOException {
    stamp.start();
    assertThat(outdated()).hasSize(3);
  }

  @Test
  void a_page_with_a_mistake_stays_outdated() throws IOException {
    stamp.start();
    stamp.finish(List.of(paths.pages().page("en", "other")));
    assertThat(outdated()).containsExactly("en/other.adoc");
  }

  @Test
  void the_text_of_a_page_concerns_this_page_and_its_translation() throws IOException {
    Files.writeString(root.resolve("docs/site/src/docs/asciidoc/ko/page.adoc"), "changed");
    assertThat(outdated()).containsExactly("en/page.adoc", "ko/page.adoc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "= Title",
        ":nav: Title",
        "== Heading",
        "[#id]",
        ".Caption",
        "run::id[]",
        "a run:id[fact]"
      })
  void what_other_pages_show_of_a_page_concerns_all_pages(String line) throws IOException {
    Files.writeString(root.resolve("docs/site/src/docs/asciidoc/en/other.adoc"), line);
    assertThat(outdated()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lesson-01-some/src/main/java/Some.java", "docs/runs/recorded/run.json"})
  void a_lesson_or_a_run_concerns_all_pages(String input) throws IOException {
    Files.writeString(root.resolve(input), "changed");
    assertThat(outdated()).hasSize(3);
    write(input);
    assertThat(outdated()).isEmpty();
  }

  @Test
  void a_new_page_is_outdated() throws IOException {
    write("docs/site/src/docs/asciidoc/en/new.adoc");
    assertThat(outdated()).contains("en/new.adoc");
  }

  @Test
  void all_pages_are_outdated_when_a_file_of_the_site_is_gone() throws IOException {
    Files.delete(root.resolve("docs/site/target/site/en/page.html"));
    assertThat(outdated()).hasSize(3);
  }

  @Test
  void files_that_readers_and_maven_write_do_not_matter() throws IOException {
    write("lesson-01-some/my/Mine.java");
    write("lesson-01-some/target/classes/Some.class");
    assertThat(outdated()).isEmpty();
  }

  @Test
  void a_file_that_the_build_has_not_written_again_is_removed() {
    assertThat(root.resolve("docs/site/target/site/en/renamed.html")).doesNotExist();
    assertThat(root.resolve("docs/site/target/site/en/page.html")).exists();
  }

  private List<String> outdated() throws IOException {
    return new BuildStamp(paths, UNPUBLISHED)
        .outdatedPages().stream().map(page -> paths.pages().shortName(page)).toList();
  }

  private void write(String file) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, file);
  }
}
