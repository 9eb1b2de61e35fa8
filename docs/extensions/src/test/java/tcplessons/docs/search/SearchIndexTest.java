package tcplessons.docs.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tcplessons.docs.search.PageText.Section;

class SearchIndexTest {

  private static final String PAGE =
      """
      <nav class="pages"><a href="index.html">Start</a></nav>
      <main><h1>A page</h1><div class="text"><p>Before all.</p>
      <section><h2 id="one"><a href="#one">One</a></h2><pre>code(); <b class="conum">1</b></pre>
      <p>Said of <code>it</code>.</p>
      <figure class="run"><p class="run-title">A run</p><ol><li><time>1 ms</time>
      <span class="vh">client:</span> <samp>printed</samp> <span class="details">00 01</span></li></ol></figure>
      <section><h3 id="two">Two</h3><p>Below.</p></section></section></div></main>
      """;

  @Test
  void a_page_is_taken_apart_into_what_each_section_says_itself_its_code_last() {
    assertThat(PageText.of("index.html", Jsoup.parse(PAGE)).sections())
        .containsExactly(
            new Section("", "A page", "Before all."),
            new Section("one", "One", "Said of it. code(); A run printed"),
            new Section("two", "Two", "Below."));
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
    var page = Jsoup.parse(PAGE.replace("<p>Below.</p>", folded));

    assertThat(PageText.of("index.html", page).sections())
        .endsWith(
            new Section("two", "Two", "Below. What is it? this"),
            new Section("fold-1", "What is it?", "That."),
            new Section("fold-2", "True?", "No."));
  }

  @Test
  void a_syllable_of_several_letters_is_written_as_one_character() {
    var page = Jsoup.parse(PAGE.replace("Below", "\u1112\u1161\u11ab"));

    assertThat(PageText.of("index.html", page).sections().get(2).text()).isEqualTo("\ud55c.");
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
