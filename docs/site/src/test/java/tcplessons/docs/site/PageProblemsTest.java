package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Breaks one thing at a time on a small site and builds the site.
 *
 * <p>Every test asserts the file and the line. All tests share one Asciidoctor, one after the
 * other: it takes seconds to start, and converts in one thread.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class PageProblemsTest {
  private static final String ENGLISH =
      """
      = A lesson
      :description: What it is about.
      :nav: Lesson

      It starts here, and goes on <<two,below>> and in xref:other.adoc#there[the other page].

      [#one]
      == The first section

      image::here.svg[A picture]

      [source,java]
      ----
      include::{root}/code/Hello.java[tag=hello]
      ----
      <1> Says hello.

      [#two]
      == The second section

      [tabs]
      ====
      Java::
      +
      [source,java]
      ----
      IO.println("hi"); // <1>
      ----
      <1> Says hi.
      ====
      """;
  private static final String OTHER =
      """
      = Another page
      :description: It is here to be referred to.
      :nav: Other

      [#there]
      == A section
      """;
  private static final String HELLO =
      """
      // tag::hello[]
      IO.println("hello"); // <1>
      // end::hello[]
      """;

  private Path site;
  private Path pages;
  private SitePaths paths;
  private PageBuilder builder;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    site = folder.toRealPath();
    paths = new SitePaths(site.resolve("docs/site"), site.resolve("docs/site/target/site"));
    pages = paths.pages().folder();
    builder = new PageBuilder(paths);
  }

  @AfterAll
  void stop() {
    builder.close();
  }

  @BeforeEach
  void writeAGoodSite() throws IOException {
    try (var files = Files.walk(site)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(site)) {
          Files.delete(file);
        }
      }
    }
    write(site.resolve("code/Hello.java"), HELLO);
    write("pages.txt", "lesson\nother\n");
    for (var language : PageTree.LANGUAGES) {
      write(language + "/here.svg", "<svg/>");
      write(language + "/lesson.adoc", ENGLISH);
      write(language + "/other.adoc", OTHER);
    }
    translated("lesson");
    translated("other");
  }

  @Test
  void a_good_site_has_no_problems() throws IOException {
    assertThat(build()).isEmpty();
  }

  @Test
  void an_include_of_a_missing_file() throws IOException {
    replace("en/lesson.adoc", "Hello.java", "Helo.java");
    assertThat(problems("include file not found"))
        .singleElement()
        .asString()
        .startsWith("en/lesson.adoc:14: include file not found:")
        .endsWith("Helo.java");
  }

  @Test
  void an_include_of_a_missing_tag() throws IOException {
    replace("en/lesson.adoc", "tag=hello", "tag=helo");
    assertThat(problems("tag"))
        .singleElement()
        .asString()
        .startsWith("en/lesson.adoc:14: tag 'helo' not found");
  }

  @Test
  void an_include_of_an_unclosed_tag() throws IOException {
    replace(site.resolve("code/Hello.java"), "// end::hello[]\n", "");
    assertThat(problems("tag"))
        .hasSize(2)
        .first()
        .asString()
        .startsWith(
            "en/lesson.adoc:14: detected unclosed tag 'hello' starting at line 1 of include file");
  }

  @Test
  void a_reference_within_the_page_that_leads_nowhere() throws IOException {
    replace("en/lesson.adoc", "<<two,below>>", "<<tow,below>>");
    assertThat(build()).contains("en/lesson.adoc:5: reference to a missing anchor: tow");
  }

  @Test
  void a_reference_to_a_missing_page() throws IOException {
    replace("en/lesson.adoc", "xref:other.adoc", "xref:otter.adoc");
    assertThat(build())
        .contains(
            "en/lesson.adoc:5: reference to a missing page: otter.adoc#there (there is no"
                + " en/otter.adoc)");
  }

  @Test
  void a_reference_to_a_missing_anchor_on_another_page() throws IOException {
    replace("en/lesson.adoc", "#there", "#their");
    assertThat(build())
        .contains(
            "en/lesson.adoc:5: reference to a missing anchor: other.adoc#their (en/other.adoc has"
                + " no [#their])");
  }

  @Test
  void a_missing_image() throws IOException {
    replace("en/lesson.adoc", "image::here.svg", "image::there.svg");
    assertThat(problems("image"))
        .singleElement()
        .asString()
        .startsWith("en/lesson.adoc:10: missing image: there.svg (there is no en/there.svg)");
  }

  @Test
  void an_image_of_another_host() throws IOException {
    replace("en/lesson.adoc", "image::here.svg", "image::https://example.org/here.svg");
    assertThat(build())
        .contains(
            "en/lesson.adoc:10: image of another host: https://example.org/here.svg (bring a copy"
                + " of it)");
  }

  @Test
  void an_unknown_block_style() throws IOException {
    replace("en/lesson.adoc", "[tabs]", "[tabss]");
    assertThat(build()).contains("en/lesson.adoc:21: unknown block style: [tabss]");
  }

  @Test
  void an_unknown_style_of_a_paragraph() throws IOException {
    replace("en/lesson.adoc", "It starts", "[hint]\nIt starts");
    assertThat(build()).contains("en/lesson.adoc:5: unknown block style: [hint]");
  }

  @Test
  void an_unknown_block_macro() throws IOException {
    replace("en/lesson.adoc", "image::here.svg", "runn::here");
    assertThat(build()).contains("en/lesson.adoc:10: unknown block macro: runn::");
  }

  @Test
  void a_callout_without_an_explanation() throws IOException {
    replace("en/lesson.adoc", "<1> Says hello.\n", "");
    assertThat(build())
        .contains("en/lesson.adoc:13: callout without an explanation below the listing: <1>");
  }

  @Test
  void a_callout_in_a_tab_without_an_explanation() throws IOException {
    replace("en/lesson.adoc", "IO.println(\"hi\"); // <1>", "IO.println(\"hi\"); // <1> <2>");
    assertThat(build())
        .contains("en/lesson.adoc:26: callout without an explanation below the listing: <2>");
  }

  @Test
  void callouts_that_are_not_numbered_from_top_to_bottom() throws IOException {
    replace(
        "en/lesson.adoc",
        "IO.println(\"hi\"); // <1>\n----\n<1> Says hi.",
        "IO.println(); // <1>\nrun(); // <3>\nend(); // <2>\n----\n<1> A.\n<2> B.\n<3> C.");
    assertThat(build())
        .contains(
            "en/lesson.adoc:26: callouts are not numbered from top to bottom: <2> comes after"
                + " <3>");
  }

  @Test
  void callouts_of_two_listings_with_one_list_that_are_not_numbered_from_top_to_bottom()
      throws IOException {
    replace(
        "en/lesson.adoc",
        "IO.println(\"hi\"); // <1>\n----\n<1> Says hi.",
        "run(); // <2>\n----\n\n----\nend(); // <1>\n----\n<1> A.\n<2> B.");
    assertThat(problems("top to bottom"))
        .singleElement()
        .asString()
        .endsWith(": callouts are not numbered from top to bottom: <1> comes after <2>");
  }

  @Test
  void a_run_or_a_prediction_that_one_language_lacks() throws IOException {
    var shown =
        """

        run::one[]

        console::two[client]

        [.predict,run=one,expect="packets=%s"]
        """;
    write("en/other.adoc", OTHER + shown.formatted(2));
    write("ko/other.adoc", OTHER + shown.formatted(3).replace("client", "server"));

    assertThat(problems("is only in"))
        .containsExactly(
            "en/other.adoc:10: console::two[client] is only in en: ko/other.adoc has none",
            "en/other.adoc:12: [.predict,run=one,expect=\"packets=2\"] is only in en:"
                + " ko/other.adoc has none",
            "ko/other.adoc:10: console::two[server] is only in ko: en/other.adoc has none",
            "ko/other.adoc:12: [.predict,run=one,expect=\"packets=3\"] is only in ko:"
                + " en/other.adoc has none");
  }

  @Test
  void an_explanation_without_a_callout() throws IOException {
    replace("en/lesson.adoc", "<1> Says hello.", "<1> Says hello.\n<2> Says more.");
    assertThat(build()).contains("en/lesson.adoc:17: no callout found for <2>");
  }

  @Test
  void an_attribute_that_is_not_set() throws IOException {
    replace("en/lesson.adoc", "It starts here", "It starts {nowhere}");
    assertThat(build()).contains("en/lesson.adoc:5: attribute that is not set: {nowhere}");
  }

  @Test
  void an_attribute_that_is_not_set_in_an_include() throws IOException {
    replace("en/lesson.adoc", "{root}", "{rot}");
    assertThat(problems("include"))
        .singleElement()
        .asString()
        .startsWith("en/lesson.adoc:14: include dropped due to missing attribute: include::{rot}/");
  }

  @Test
  void a_section_of_the_original_that_the_translation_lacks() throws IOException {
    replace("en/lesson.adoc", "[#two]", "[#new]\n== New\n\n[#two]");
    assertThat(build())
        .containsExactly("en/lesson.adoc:19: section #new is only in en: ko/lesson.adoc has none");
  }

  @Test
  void a_section_of_the_translation_that_the_original_lacks() throws IOException {
    replace("ko/other.adoc", "[#there", "[#new]\n== New\n\n[#there");
    assertThat(build())
        .containsExactly("ko/other.adoc:7: section #new is only in ko: en/other.adoc has none");
  }

  @Test
  void sections_in_another_order() throws IOException {
    write("en/other.adoc", OTHER + "\n[#then]\n== Then\n");
    write("ko/other.adoc", OTHER.replace("[#there]", "[#then]\n== Then\n\n[#there]"));
    translated("other");
    assertThat(build())
        .containsExactly("ko/other.adoc:7: section #then stands where en/other.adoc:6 has #there");
  }

  @Test
  void a_section_of_another_level() throws IOException {
    replace("ko/lesson.adoc", "== The second", "=== The second");
    assertThat(build())
        .containsExactly(
            "ko/lesson.adoc:20: section #two is of level 3, at en/lesson.adoc:19 of level 2");
  }

  @Test
  void a_page_of_the_original_that_the_translation_lacks() throws IOException {
    Files.delete(pages.resolve("ko/other.adoc"));
    assertThat(build())
        .contains("en/other.adoc:1: page other is only in en: there is no ko/other.adoc");
  }

  @Test
  void a_page_of_the_translation_that_the_original_lacks() throws IOException {
    Files.delete(pages.resolve("en/other.adoc"));
    assertThat(build())
        .contains("ko/other.adoc:1: page other is only in ko: there is no en/other.adoc");
  }

  @Test
  void a_translated_section_that_names_no_state_of_its_twin() throws IOException {
    write(
        "ko/other.adoc",
        Files.readString(pages.resolve("ko/other.adoc")).replaceFirst(",twin=\\w+", ""));
    assertThat(build())
        .containsExactly(
            "ko/other.adoc:7: section #there does not say which state of its twin it translates;"
                + " bring it in line with en/other.adoc:6, then mark it as up to date: mvn -q -pl"
                + " docs/site -am compile exec:exec@translated -Dargs=\"other#there\"");
  }

  @Test
  void a_translated_section_that_is_older_than_its_twin() throws IOException {
    replace("en/other.adoc", "== A section", "== A section, changed");
    assertThat(build())
        .singleElement()
        .asString()
        .matches(
            "ko/other.adoc:7: section #there translates state \\w{8} of its twin, which is now"
                + " \\w{8}; bring it in line with en/other.adoc:6, then mark .*other#there\"");
  }

  @Test
  void a_translated_title_that_is_older_than_its_twin() throws IOException {
    replace("en/other.adoc", "It is here", "It was here");
    assertThat(build())
        .singleElement()
        .asString()
        .startsWith("ko/other.adoc:1: section #preamble translates state")
        .endsWith("other#preamble\"");
  }

  @Test
  void a_section_without_an_id() throws IOException {
    replace("en/other.adoc", "[#there]", "");
    assertThat(build())
        .contains(
            "en/other.adoc:6: section \"A section\" has no id: write [#its-id] on the line above"
                + " it");
  }

  @Test
  void a_page_that_is_not_listed() throws IOException {
    write("pages.txt", "lesson\n");
    assertThat(build())
        .containsExactly(
            "en/other.adoc:1: page other is not listed: add the line \"other\" to pages.txt where"
                + " it is to be read",
            "ko/other.adoc:1: page other is not listed: add the line \"other\" to pages.txt where"
                + " it is to be read");
  }

  @Test
  void a_listed_page_that_is_missing() throws IOException {
    write("pages.txt", "lesson\nother\nmore\nlesson\n");
    assertThat(build())
        .containsExactly(
            "pages.txt:3: page more is listed, but there is no en/more.adoc and no ko/more.adoc",
            "pages.txt:4: page lesson is listed twice");
  }

  @Test
  void a_section_that_is_written_in_another_way() throws IOException {
    replace("en/other.adoc", "== A section", "## A section");
    assertThat(build())
        .contains(
            "en/other.adoc:6: section \"A section\" is not written as a heading of this file:"
                + " write \"== Title\" after a blank line, and include no sections");
  }

  @Test
  void a_section_that_is_left_out() throws IOException {
    replace(
        "en/other.adoc", "== A section", "== A section\n\nifdef::never[]\n[#no]\n== No\nendif::[]");
    assertThat(build())
        .contains(
            "en/other.adoc:10: \"No\" looks like a section, but Asciidoctor makes none of it: is a"
                + " blank line missing above it, or a block not closed?");
  }

  /** What the build prints, the files relative to the pages. */
  private List<String> build() throws IOException {
    return BuildSiteCommand.build(paths, builder, paths.pages().all()).stream()
        .map(problem -> problem.relativeTo(pages))
        .toList();
  }

  private List<String> problems(String about) throws IOException {
    return build().stream().filter(problem -> problem.contains(about)).toList();
  }

  private void translated(String page) throws IOException {
    var english = builder.build(pages.resolve("en/" + page + ".adoc")).outline();
    var korean = builder.build(pages.resolve("ko/" + page + ".adoc")).outline();
    MarkTranslatedCommand.mark(english, korean, english.ids());
  }

  private void write(String page, String text) throws IOException {
    write(pages.resolve(page), text);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void replace(String page, String text, String by) throws IOException {
    replace(pages.resolve(page), text, by);
  }

  private static void replace(Path file, String text, String by) throws IOException {
    var before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replace(text, by));
  }
}
