package tcplessons.docs.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import tcplessons.docs.Words;

class CodeLinksTest {

  private static final String PAGE =
      """
      <figure class="run"><ol>
        <li id="run-x-3"><span class="end"><a class="conum" data-code="code-A-java-go-2">2</a></span></li>
        <li id="run-x-5"><span class="end"><a class="conum" data-code="code-A-java-go-2">2</a></span></li>
        <li id="run-x-7"><span class="end"><a class="conum" data-code="code-B-java-go-1">1</a></span></li>
      </ol></figure>
      <div class="listingblock">
        <div class="title"><a class="whole-file" href="../source/l/A.java.html#go">A.java</a></div>
        <div class="content"><pre><code>a(); <b class="conum">1</b>
      b(); <b class="conum">2</b></code></pre></div>
      </div>
      <div class="colist"><ol>
        <li><b class="conum">1</b><div><p>First.</p></div></li>
        <li><b class="conum">2</b><div><p>Second.</p></div></li>
      </ol></div>
      """;

  @Test
  void a_number_leads_to_its_callout_and_the_explanation_to_the_first_row_with_the_number() {
    var page = Jsoup.parseBodyFragment(PAGE).body();
    new CodeLinks(Words.in("en")).apply(page);

    assertThat(page.select("#run-x-3 a").attr("href")).isEqualTo("#code-A-java-go-2");
    assertThat(page.select("pre .conum[id]").eachAttr("id")).containsExactly("code-A-java-go-2");
    assertThat(page.select(".colist p").eachText())
        .containsExactly("First.", "Second. → 2 events in a run");
    assertThat(page.selectFirst(".colist .packets").attr("href")).isEqualTo("#run-x-3");
  }

  @Test
  void a_number_whose_listing_is_on_another_page_is_not_shown() {
    var page = Jsoup.parseBodyFragment(PAGE).body();
    new CodeLinks(Words.in("en")).apply(page);

    assertThat(page.selectFirst("#run-x-7").childrenSize()).isZero();
  }
}
