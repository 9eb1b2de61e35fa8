package tcplessons.docs.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tcplessons.docs.search.PageText.Entry;

class SearchIndexTest {

  private static final String PAGE =
      """
      <nav class="pages"><a class="page-link" href="index.html">Start</a></nav>
      <main><h1>A page</h1><div class="text"><p>Before all.</p>
      <section><h2 id="one"><a href="#one">One</a></h2><pre>code(); <b class="conum">1</b></pre>
      <p>Said of <code>it</code>.</p>
      <figure class="run" id="run-one"><p class="run-title">A run</p><ol><li><time>1 ms</time>
      <span class="vh">client:</span> <samp>printed</samp> <span class="details">00 01</span>
      <span class="state"><span class="vh">client:</span> ESTABLISHED</span></li></ol></figure>
      <section><h3 id="two">Two</h3><p>Below.</p></section></section></div></main>
      """;

  @Test
  void a_page_is_taken_apart_into_its_sections_and_runs_with_code_last() {
    assertThat(entries(PAGE))
        .containsExactly(
            entry("page", "", "A page", "Before all."),
            entry("section", "one", "One", "Said of it. code();"),
            entry("run", "run-one", "A run", "printed ESTABLISHED"),
            entry("section", "two", "Two", "Below."));
  }

  @Test
  void what_is_folded_is_found_under_its_question() {
    var folded =
        """
        <p>Below.</p><div class="predict"><p class="question">What <code>is</code> it?</p>
        <ol class="options"><li>this</li></ol>
        <details><summary>See</summary><div class="content" id="fold-1"><p>That.</p></div></details>
        </div>
        <details><summary>True?</summary><div class="content" id="fold-2"><p>No.</p></div></details>
        """;

    assertThat(entries(PAGE.replace("<p>Below.</p>", folded)))
        .endsWith(
            entry("section", "two", "Two", "Below. What is it? this"),
            entry("question", "fold-1", "What is it?", "That."),
            entry("question", "fold-2", "True?", "No."));
  }

  @Test
  void a_term_an_error_and_a_correction_are_entries_of_their_own() {
    var term =
        """
        <p>Below.</p><dl><dt><a id="backlog"></a>backlog <span class="other">백로그</span></dt>
        <dd>A queue.</dd></dl>
        """;
    assertThat(entries(PAGE.replace("<p>Below.</p>", term)))
        .endsWith(
            entry("section", "two", "Two", "Below."),
            new Entry("term", "backlog", "backlog, 백로그", "A queue.", List.of("backlog", "백로그")));

    var error =
        """
        <p>Below.</p><div class="seen"><samp><b>EPIPE</b></samp><samp lang="ko">깨진 파이프</samp></div>
        """;
    assertThat(entries(PAGE.replace("<p>Below.</p>", error)).getLast())
        .extracting(Entry::kind, Entry::names)
        .containsExactly("error", List.of("Two", "EPIPE", "깨진 파이프"));

    var claim =
        """
        <p>Below.</p><div class="claim"><dl><dt>Original</dt>
        <dd><span class="numbers"><a class="number" id="t5">t5</a></span>It is so.</dd>
        <dt>In fact</dt><dd>It is not.</dd></dl></div>
        """;
    assertThat(entries(PAGE.replace("<p>Below.</p>", claim)))
        .endsWith(new Entry("correction", "t5", "It is so.", "It is not.", List.of("t5")));
  }

  private static List<Entry> entries(String page) {
    return PageText.of("index.html", Jsoup.parse(page)).entries();
  }

  private static Entry entry(String kind, String id, String title, String text) {
    return new Entry(kind, id, title, text, List.of());
  }

  @Test
  void a_page_that_could_not_be_converted_has_no_entries(@TempDir Path folder) throws IOException {
    var link = "<a class=\"page-link\" href=\"broken.html\">Broken</a></nav>";
    Files.writeString(folder.resolve("index.html"), PAGE.replace("</nav>", link));
    Files.writeString(folder.resolve("broken.html"), "");

    assertThat(PageText.allOf(folder)).extracting(PageText::href).containsExactly("index.html");
  }

  @Test
  void a_syllable_of_several_letters_is_written_as_one_character() {
    var page = Jsoup.parse(PAGE.replace("Below", "\u1112\u1161\u11ab"));

    assertThat(PageText.of("index.html", page).entries().getLast().text()).isEqualTo("\ud55c.");
  }

  @Test
  void every_language_with_pages_gets_a_script_of_its_own(@TempDir Path site) throws IOException {
    for (var folder : List.of("en", "ko", "runs", "assets")) {
      Files.createDirectories(site.resolve(folder));
    }
    Files.writeString(site.resolve("en/index.html"), PAGE);
    Files.writeString(site.resolve("ko/index.html"), PAGE.replace("A page", "\uc2dc\uc791"));

    SearchIndex.write(site);

    try (var scripts = Files.list(site.resolve("assets"))) {
      assertThat(scripts.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("search-en.js", "search-ko.js");
    }
    assertThat(Files.readString(site.resolve("assets/search-ko.js")))
        .startsWith("window.tcpLessonsPages = [{\"title\":\"\uc2dc\uc791\",\"href\":\"index.html\"")
        .endsWith("];\n");
  }
}
