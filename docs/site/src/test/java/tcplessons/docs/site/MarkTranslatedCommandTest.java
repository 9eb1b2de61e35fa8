package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(SharedAsciidoctor.LOCK)
class MarkTranslatedCommandTest {
  private static final String ENGLISH =
      """
      = Setup
      :nav: Setup

      [#java]
      == Java

      [#node]
      == Node
      """;
  private static final String KOREAN =
      """
      = 준비
      :nav: 준비

      [#java]
      == 자바

      [#node,twin=00000000]
      == 노드
      """;

  @TempDir private Path pages;
  private PageOutline english;

  private record Result(int exit, String out, String err) {}

  @BeforeEach
  void writePages() throws IOException {
    for (var language : new String[] {"en", "ko"}) {
      Files.createDirectories(pages.resolve(language));
    }
    Files.writeString(pages.resolve("en/setup.adoc"), ENGLISH);
    Files.writeString(pages.resolve("ko/setup.adoc"), KOREAN);
    english = PageOutline.load(SharedAsciidoctor.get(), pages.resolve("en/setup.adoc"));
  }

  @Test
  void all_sections_of_a_page_are_marked_and_the_changes_are_printed() throws IOException {
    assertThat(run("setup"))
        .isEqualTo(
            new Result(
                0,
                """
                ko/setup.adoc#preamble: %s
                ko/setup.adoc#java: %s
                ko/setup.adoc#node: 00000000 -> %s
                """
                    .formatted(hash("preamble"), hash("java"), hash("node")),
                ""));
    assertThat(korean())
        .isEqualTo(
            """
            = 준비
            :nav: 준비
            :twin: %s

            [#java,twin=%s]
            == 자바

            [#node,twin=%s]
            == 노드
            """
                .formatted(hash("preamble"), hash("java"), hash("node")));
  }

  @Test
  void one_section_can_be_marked_alone() throws IOException {
    assertThat(run("setup#java").out())
        .isEqualTo("ko/setup.adoc#java: %s\n".formatted(hash("java")));
    assertThat(korean())
        .isEqualTo(KOREAN.replace("[#java]", "[#java,twin=%s]".formatted(hash("java"))));
  }

  @Test
  void a_section_that_is_up_to_date_is_not_changed() throws IOException {
    run("setup");
    var marked = korean();
    assertThat(run("setup")).isEqualTo(new Result(0, "ko/setup.adoc is marked already\n", ""));
    assertThat(korean()).isEqualTo(marked);
  }

  @Test
  void an_outdated_mark_of_the_title_is_replaced() throws IOException {
    run("setup");
    Files.writeString(pages.resolve("en/setup.adoc"), ENGLISH.replace("= Setup", "= The setup"));
    var before = hash("preamble");
    english = PageOutline.load(SharedAsciidoctor.get(), pages.resolve("en/setup.adoc"));
    assertThat(run("setup#preamble").out())
        .isEqualTo("ko/setup.adoc#preamble: %s -> %s\n".formatted(before, hash("preamble")));
    assertThat(korean()).containsOnlyOnce(":twin: ");
  }

  @Test
  void wrong_usage_prints_one_error_line() {
    assertThat(run("set-up"))
        .isEqualTo(
            new Result(
                2, "", "no page en/set-up.adoc: there is setup (--help shows what is possible)\n"));
    assertThat(run("setup#jaba"))
        .isEqualTo(
            new Result(
                2,
                "",
                "page setup has no section #jaba in both languages: there is preamble, java, node"
                    + " (--help shows what is possible)\n"));
    assertThat(run().err()).startsWith("Missing required parameter: 'PAGE[#SECTION]'");
    assertThat(run("--language=fr", "setup").err()).startsWith("no translation fr: there is ko");
    assertThat(run("--pages=nowhere", "setup").err())
        .startsWith("no page en/setup.adoc: there is none");
  }

  private Result run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var all = new ArrayList<>(List.of("--pages=" + pages));
    all.addAll(List.of(args));
    var exit =
        MarkTranslatedCommand.commandLine(SharedAsciidoctor::get)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setOverwrittenOptionsAllowed(true)
            .execute(all.toArray(String[]::new));
    return new Result(exit, out.toString(), err.toString());
  }

  private String hash(String id) {
    return english.section(id).orElseThrow().fingerprint();
  }

  private String korean() throws IOException {
    return Files.readString(pages.resolve("ko/setup.adoc"));
  }
}
