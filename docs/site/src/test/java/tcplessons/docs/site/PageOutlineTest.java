package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(SharedAsciidoctor.LOCK)
class PageOutlineTest {
  @TempDir private Path folder;

  @Test
  void sections_have_ids_levels_titles_and_lines() throws IOException {
    var page =
        parse(
            """
            = Title
            :nav: Short

            Words.

            [#one]
            == The first

            [#two.role,twin=0123abcd]
            === The second

            == The third
            """);
    assertThat(page.sections())
        .extracting(PageSection::id, PageSection::level, PageSection::title, PageSection::line)
        .containsExactly(
            tuple("preamble", 1, "Title", 1),
            tuple("one", 2, "The first", 7),
            tuple("two", 3, "The second", 10),
            tuple(null, 2, "The third", 12));
    assertThat(page.section("two").orElseThrow())
        .extracting(PageSection::attributesLine, PageSection::translates)
        .containsExactly(9, "0123abcd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "----\n%s\n----",
        "-----\n----\n%s\n-----",
        "....\n%s\n....",
        "++++\n%s\n++++",
        "////\n%s\n////",
        "```java\n%s\n```",
        "====\nA block\n\n%s\n====",
        "****\nA block\n\n%s\n****",
        "____\nA block\n\n%s\n____",
        "--\nA block\n\n%s\n--",
        "[source]\n--\n%s\n--",
        "|===\n|A cell\n\n%s\n|===",
        "====\n=====\nInner\n=====\n\n%s\n====",
        "A paragraph\n%s",
        "A paragraph\n// with a comment\n%s",
        "[discrete]\n%s",
        "// %s",
        ".A caption\n----\n%s\n----",
        "* item\n+\n----\n%s\n----",
      })
  void a_heading_inside_a_block_or_a_paragraph_is_no_section(String text) throws IOException {
    var page = parse("= Title\n\n" + text.formatted("== No section") + "\n\n[#yes]\n== Yes\n");
    assertThat(page.ids()).containsExactly("preamble", "yes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "----\ncode\n----\n[#yes]\n",
        "A paragraph\n[#yes]\n",
        "A paragraph\n\n// a comment\n[#yes]\n// another\n",
        "[.role]\n[#yes]\n\n",
        "[source]\n.A caption\n----\n----\n\n[#yes]\n",
        "----  \ncode\n----\t\n\n[#yes]\n",
        ".A caption\n|===\n|a cell\n|===\n\n[#yes]\n",
      })
  void a_heading_after_a_block_is_a_section(String text) throws IOException {
    assertThat(parse("= Title\n\n" + text + "== Yes\n").ids()).containsExactly("preamble", "yes");
  }

  @Test
  void the_fingerprint_is_that_of_the_text_from_the_heading_on() throws IOException {
    var page = parse("= Title\n\n[#one]\n== One\n\nText.\n\n[#two]\n== Two\n");
    // printf '== One\n\nText.' | sha256sum
    assertThat(fingerprint(page, "one")).isEqualTo("408b3325");
  }

  @Test
  void white_space_at_the_end_does_not_change_the_fingerprint() throws IOException {
    var plain = parse("= Title\n\n[#one]\n== One\n\nText.\n");
    for (var other :
        List.of(
            "= Title\n\n[#one]\n== One\n\nText.",
            "= Title  \n\n[#one]\n== One\t\n \nText.  \n\n\n",
            "= Title\r\n\r\n[#one]\r\n== One\r\n\r\nText.\r\n",
            "= Title\n\n[#one,twin=00000000]\n== One\n\nText.\n\n[#two]\n== Two\n")) {
      assertThat(fingerprint(parse(other), "one")).isEqualTo(fingerprint(plain, "one"));
      assertThat(fingerprint(parse(other), "preamble")).isEqualTo(fingerprint(plain, "preamble"));
    }
  }

  @Test
  void every_other_change_changes_the_fingerprint() throws IOException {
    var before = parse("= Title\n\n[#one]\n== One\n\n----\ncode\n----\n");
    for (var after :
        List.of(
            "= Title\n\n[#one]\n=== One\n\n----\ncode\n----\n",
            "= Title\n\n[#one]\n== One\n\n----\n code\n----\n",
            "= Title\n\n[#one]\n== One\n\n[source]\n----\ncode\n----\n")) {
      assertThat(fingerprint(parse(after), "one")).isNotEqualTo(fingerprint(before, "one"));
    }
  }

  @Test
  void the_title_translates_the_state_that_the_header_names() throws IOException {
    var page = parse("= Title\n:nav: Short\n:twin: 0123abcd\n\nWords.\n\n[#one]\n== One\n");
    assertThat(page.section(PageSection.PREAMBLE).orElseThrow().translates()).isEqualTo("0123abcd");
    assertThat(page.section("one").orElseThrow().translates()).isNull();
  }

  private PageOutline parse(String text) throws IOException {
    return PageOutline.load(
        SharedAsciidoctor.get(), Files.writeString(folder.resolve("page.adoc"), text));
  }

  private static String fingerprint(PageOutline page, String id) {
    return page.section(id).orElseThrow().fingerprint();
  }
}
