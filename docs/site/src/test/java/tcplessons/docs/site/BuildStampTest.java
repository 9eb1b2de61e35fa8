package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildStampTest {

  @TempDir private Path root;
  private SitePaths paths;
  private BuildStamp stamp;

  @BeforeEach
  void build() throws IOException {
    paths = new SitePaths(root.resolve("docs/site"), root.resolve("docs/site/target/site"));
    write("lesson-01-some/src/main/java/Some.java");
    write("docs/site/src/docs/asciidoc/en/page.adoc");
    write("docs/runs/recorded/run.json");
    write("docs/site/target/site/en/renamed.html");
    Files.setLastModifiedTime(paths.output().resolve("en/renamed.html"), FileTime.fromMillis(0));
    stamp = new BuildStamp(paths);
    assertThat(stamp.isCurrent()).isFalse();
    stamp.start();
    write("docs/site/target/site/en/page.html");
    stamp.finish();
  }

  @Test
  void a_site_is_current_after_it_has_been_built() throws IOException {
    assertThat(new BuildStamp(paths).isCurrent()).isTrue();
  }

  @Test
  void a_site_is_not_current_while_it_is_built() throws IOException {
    stamp.start();
    assertThat(new BuildStamp(paths).isCurrent()).isFalse();
  }

  @Test
  void a_site_is_not_current_when_a_page_a_run_or_a_lesson_has_changed() throws IOException {
    for (var input :
        new String[] {
          "lesson-01-some/src/main/java/Some.java",
          "docs/site/src/docs/asciidoc/en/page.adoc",
          "docs/runs/recorded/run.json"
        }) {
      Files.writeString(root.resolve(input), "changed");
      assertThat(stamp.isCurrent()).as(input).isFalse();
      write(input);
      assertThat(stamp.isCurrent()).as(input).isTrue();
    }
  }

  @Test
  void a_site_is_not_current_when_a_page_is_new() throws IOException {
    write("docs/site/src/docs/asciidoc/en/new.adoc");
    assertThat(stamp.isCurrent()).isFalse();
  }

  @Test
  void a_site_is_not_current_when_one_of_its_own_files_is_gone() throws IOException {
    Files.delete(root.resolve("docs/site/target/site/en/page.html"));
    assertThat(stamp.isCurrent()).isFalse();
  }

  @Test
  void files_that_readers_and_maven_write_do_not_matter() throws IOException {
    write("lesson-01-some/my/Mine.java");
    write("lesson-01-some/target/classes/Some.class");
    assertThat(stamp.isCurrent()).isTrue();
  }

  @Test
  void a_file_that_the_build_has_not_written_again_is_removed() {
    assertThat(root.resolve("docs/site/target/site/en/renamed.html")).doesNotExist();
    assertThat(root.resolve("docs/site/target/site/en/page.html")).exists();
  }

  private void write(String file) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, file);
  }
}
