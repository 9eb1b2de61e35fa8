package tcplessons.docs.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSourceTest {
  @Test
  void sections_have_ids_levels_titles_and_lines() {
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
        .extracting(Section::id, Section::level, Section::title, Section::line)
        .containsExactly(
            tuple("preamble", 1, "Title", 1),
            tuple("one", 2, "The first", 7),
            tuple("two", 3, "The second", 10),
            tuple(null, 2, "The third", 12));
    assertThat(page.section("two").orElseThrow())
        .extracting(Section::attributes, Section::twin)
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
        "====\n----\n====\n----\n\n%s\n====",
        "====\n=====\nInner\n=====\n\n%s\n====",
        "A paragraph\n%s",
        "A paragraph\n// with a comment\n%s",
        "[discrete]\n%s",
        "// %s",
        ".A caption\n----\n%s\n----",
        "* item\n+\n----\n%s\n----",
      })
  void a_heading_inside_a_block_or_a_paragraph_is_no_section(String text) {
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
  void a_heading_after_a_block_is_a_section(String text) {
    assertThat(parse("= Title\n\n" + text + "== Yes\n").ids()).containsExactly("preamble", "yes");
  }

  @Test
  void only_listings_comments_and_passthroughs_are_not_prose() {
    var page =
        parse(
            """
            = Title

            Words.
            // comment

            ----
            code
            ----

            ====
            Words in a block.
            ====

            |===
            |Words in a cell.
            |===

            [source]
            code
            """);
    assertThat(page.lines().stream().filter(line -> !line.prose()).map(Line::text))
        .containsExactly("// comment", "----", "code", "----", "code");
  }

  @Test
  void the_hash_is_that_of_the_text_from_the_heading_on() {
    var page = parse("= Title\n\n[#one]\n== One\n\nText.\n\n[#two]\n== Two\n");
    // printf '== One\n\nText.' | sha256sum
    assertThat(hash(page, "one")).isEqualTo("408b3325");
  }

  @Test
  void white_space_at_the_end_does_not_change_the_hash() {
    var plain = parse("= Title\n\n[#one]\n== One\n\nText.\n");
    for (var other :
        List.of(
            "= Title\n\n[#one]\n== One\n\nText.",
            "= Title  \n\n[#one]\n== One\t\n \nText.  \n\n\n",
            "= Title\r\n\r\n[#one]\r\n== One\r\n\r\nText.\r\n",
            "= Title\n\n[#one,twin=00000000]\n== One\n\nText.\n\n[#two]\n== Two\n")) {
      assertThat(hash(parse(other), "one")).isEqualTo(hash(plain, "one"));
      assertThat(hash(parse(other), "preamble")).isEqualTo(hash(plain, "preamble"));
    }
  }

  @Test
  void every_other_change_changes_the_hash() {
    var before = parse("= Title\n\n[#one]\n== One\n\n----\ncode\n----\n");
    for (var after :
        List.of(
            "= Title\n\n[#one]\n=== One\n\n----\ncode\n----\n",
            "= Title\n\n[#one]\n== One\n\n----\n code\n----\n",
            "= Title\n\n[#one]\n== One\n\n[source]\n----\ncode\n----\n")) {
      assertThat(hash(parse(after), "one")).isNotEqualTo(hash(before, "one"));
    }
  }

  @Test
  void the_title_translates_the_state_that_the_header_names() {
    var page = parse("= Title\n:nav: Short\n:twin: 0123abcd\n\nWords.\n\n[#one]\n== One\n");
    assertThat(page.section(Section.HEAD).orElseThrow().twin()).isEqualTo("0123abcd");
    assertThat(page.section("one").orElseThrow().twin()).isNull();
  }

  private static PageSource parse(String text) {
    return PageSource.parse(Path.of("page.adoc"), text);
  }

  private static String hash(PageSource page, String id) {
    return page.section(id).orElseThrow().hash();
  }
}
