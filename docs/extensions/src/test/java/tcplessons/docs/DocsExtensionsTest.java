package tcplessons.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.log.LogHandler;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small pages through Asciidoctor itself, with the extensions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class DocsExtensionsTest {

  /** Silenced: errors are what these pages are written for. Held, so that it stays silenced. */
  private static final Logger CONSOLE = Logger.getLogger("asciidoctor");

  private Asciidoctor asciidoctor;

  @TempDir Path folder;

  @BeforeAll
  void start_ruby_once() {
    CONSOLE.setUseParentHandlers(false);
    asciidoctor = Asciidoctor.Factory.create();
    DocsExtensions.register(asciidoctor);
  }

  @AfterAll
  void end_ruby() {
    asciidoctor.close();
  }

  @BeforeEach
  void write_previous_and_next_page() throws IOException {
    Files.writeString(folder.resolve("pages.txt"), "index\nlesson-01\nlesson-02\n");
    for (var language : List.of("en", "ko")) {
      Files.createDirectories(folder.resolve(language));
      Files.writeString(folder.resolve(language).resolve("index.adoc"), "= Welcome\n:nav: Start\n");
      Files.writeString(folder.resolve(language).resolve("lesson-02.adoc"), "= The second\n");
    }
  }

  @Test
  void a_page_has_landmarks_a_language_and_a_title() throws IOException {
    var page = page("en", "= One & only\n:description: What it is.\n\nText.\n").html();

    assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
    assertThat(page.title()).isEqualTo("One & only · TCP lessons");
    assertThat(page.selectFirst("meta[name=description]").attr("content")).isEqualTo("What it is.");
    assertThat(page.select("body > header, main, body > footer")).hasSize(3);
    assertThat(page.select("h1").eachText()).containsExactly("One & only");
    assertThat(page.selectFirst("a.skip").attr("href")).isEqualTo("#site-text");
    assertThat(page.select("link[hreflang]").eachAttr("href"))
        .containsExactly("../en/lesson-01.html", "../ko/lesson-01.html");
    assertThat(page.select("nav")).allMatch(nav -> nav.is("[aria-label], [aria-labelledby]"));
  }

  @Test
  void nothing_is_fetched_from_elsewhere_and_no_script_is_inline() throws IOException {
    var page = page("en", "= One\n\nText.\n\n|===\n|a |b\n|===\n").html();

    assertThat(page.select("style, [style], script:not([src]), [onclick]")).isEmpty();
    assertThat(page.select("script[src], img[src]").eachAttr("src"))
        .allMatch(source -> source.startsWith("../assets/"));
    assertThat(page.select("head link[href]").eachAttr("href"))
        .allMatch(href -> href.startsWith("../"));
  }

  @Test
  void a_page_links_to_the_previous_and_next_page() throws IOException {
    var page = page("en", "= One\n:nav: The first\n\nText.\n").html();

    assertThat(page.select(".pages a").eachText())
        .containsExactly("Start", "The first", "The second");
    assertThat(page.selectFirst(".pages a[aria-current=page]").text()).isEqualTo("The first");
    assertThat(page.selectFirst("a[rel=prev]").attr("href")).isEqualTo("index.html");
    assertThat(page.selectFirst("a[rel=next]").text()).isEqualTo("Next The second");
    assertThat(page.selectFirst("a[data-language]").attr("href")).isEqualTo("../ko/lesson-01.html");
  }

  @Test
  void sections_are_listed_and_can_be_linked_to() throws IOException {
    var page = page("en", "= One\n\n[#here]\n== A `code` title\n\n[#deeper]\n=== Deeper\n").html();

    assertThat(page.select(".sections > li > a").eachAttr("href")).containsExactly("#here");
    assertThat(page.select(".sections ol a").eachAttr("href")).containsExactly("#deeper");
    assertThat(page.select(".sections a").eachText())
        .containsExactly("1 A code title", "1.1 Deeper");
    assertThat(page.select("h2, h3").eachAttr("data-number")).containsExactly("1", "1.1");
    assertThat(page.select("section[aria-labelledby=here] > h2#here > a[href=#here]")).hasSize(1);
    assertThat(page.select("section[aria-labelledby=deeper] > h3#deeper")).hasSize(1);
  }

  @Test
  void a_korean_page_has_korean_labels() throws IOException {
    var page = page("ko", "= 하나\n\nNOTE: 읽으세요.\n\n.제목\n|===\n|a\n|===\n").html();

    assertThat(page.selectFirst("html").attr("lang")).isEqualTo("ko");
    assertThat(page.selectFirst(".admonitionblock").text()).isEqualTo("참고 읽으세요.");
    assertThat(page.selectFirst("caption").text()).isEqualTo("표 1. 제목");
    assertThat(page.selectFirst("a[data-language]").text()).isEqualTo("English");
  }

  @Test
  void a_korean_particle_stays_on_the_line_of_its_word() throws IOException {
    var page = page("ko", "= 하나\n\n``close()``는 닫고, 응답(ACK)을 “예”라고(yes), **끝**입니다.\n").html();

    var paragraph = page.selectFirst("main .text p");
    assertThat(paragraph.text()).isEqualTo("close()는 닫고, 응답(ACK)을 “예”라고(yes), 끝입니다.");
    assertThat(paragraph.select(".whole").eachText())
        .containsExactly("close()는", "응답(ACK)을", "“예”라고(yes),", "끝입니다.");
  }

  @Test
  void tabs_are_labelled_panels_before_any_script_runs() throws IOException {
    var page =
        page(
                "en",
                """
                = One

                [tabs]
                ====
                Java::
                +
                [source,java]
                ----
                run(); // <1>
                ----
                <1> Runs.

                Node.js::
                Another.
                ====
                """)
            .html();

    assertThat(page.select(".tabs > .panel > .tab-label").eachText())
        .containsExactly("Java", "Node.js");
    assertThat(page.select(".tabs > .panel[hidden]")).isEmpty();
    assertThat(page.selectFirst(".tabs pre").text()).isEqualTo("run(); 1");
    assertThat(page.selectFirst(".tabs .colist li").text()).isEqualTo("1 Runs.");
  }

  @Test
  void tabs_without_a_list_of_tabs_are_an_error_with_its_line() throws IOException {
    var result = page("en", "= One\n\n[tabs]\n====\nNo list.\n====\n");

    assertThat(result.errors())
        .singleElement()
        .asString()
        .matches("lesson-01.adoc:[34]: \\[tabs] needs exactly one description list.*");
  }

  private static final String PREDICTION =
      """
      = One

      [.predict,run=reply-once,expect="client: connect to server"]
      .What does `client` print?
      ====
      The server waits.

      * [ ] nothing
      * [x] a line
      * [ ] `RST`

      run::reply-once[]

      It connects.
      ====
      """;

  @Test
  void the_answer_to_a_prediction_is_folded_below_its_lettered_options() throws IOException {
    var result = page("en", PREDICTION);

    assertThat(result.errors()).isEmpty();
    var predict = result.html().selectFirst(".predict[role=group]");
    assertThat(predict.attr("aria-label")).isEqualTo("What does client print?");
    assertThat(predict.selectFirst("> .question").text()).isEqualTo("What does client print?");
    assertThat(predict.selectFirst("> .paragraph").text()).isEqualTo("The server waits.");
    assertThat(predict.select("> ol[type=a] > li").eachText())
        .containsExactly("nothing", "a line", "RST");
    assertThat(predict.select("i, input, .checklist")).isEmpty();
    var folded = predict.selectFirst("> details:not([open])");
    assertThat(folded.selectFirst("> summary").text()).isEqualTo("See the run");
    assertThat(folded.selectFirst("> .content[id] > p").text()).isEqualTo("Answer: b");
    assertThat(folded.select("figure.run")).hasSize(1);
    assertThat(folded.selectFirst(".run-title").text()).isEqualTo("What does client print?");
    assertThat(folded.select("> .content > .paragraph").text()).isEqualTo("It connects.");
  }

  @Test
  void a_prediction_without_a_figure_does_not_promise_one() throws IOException {
    var page = page("ko", PREDICTION.replace("run::reply-once[]", "")).html();

    assertThat(page.selectFirst(".predict summary").text()).isEqualTo("답 보기");
    assertThat(page.selectFirst(".predict .answer").text()).isEqualTo("정답: b");
  }

  @Test
  void a_prediction_may_expect_a_number_that_the_run_measured() throws IOException {
    assertThat(page("en", PREDICTION.replace("client: connect to server", "packets=11")).errors())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client: nothing | run reply-once does not show \"client: nothing\";",
        "packets=12      | run reply-once does not show \"packets=12\";",
        "packets         | [.predict] needs run=ID and expect=\"PARTICIPANT: TEXT\""
            + " or expect=\"FACT=VALUE\";",
      })
  void an_expectation_that_its_run_does_not_meet_is_an_error_that_says_what_it_shows(
      String expectation, String error) throws IOException {
    var errors = page("en", PREDICTION.replace("client: connect to server", expectation)).errors();

    assertThat(errors)
        .singleElement()
        .asString()
        .matches("lesson-01.adoc:[345]: .*")
        .contains(
            ": " + error + " server prints: \"listen on port 5000\", ",
            "; client prints: \"connect to server!\", ",
            "; facts: closing-segments=4, connections=1, packets=11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[x]                           | [ ]             | exactly one option marked [x], not 0",
        "[ ] nothing                   | [x] nothing     | exactly one option marked [x], not 2",
        ".What does `client` print?    | // no question  | needs a title, which is the question",
        "run=reply-once                | run=gone        | no such run: gone",
        "client: connect               | nobody: connect | run reply-once has no participant"
            + " nobody",
        "packets=11                    | hours=11        | run reply-once has no fact hours",
        "run=reply-once,               | run-by=me,      | [.predict] needs run=ID",
        ",expect=\"packets=11\"        | ,width=10       | [.predict] needs run=ID and expect=",
      })
  void an_incomplete_prediction_is_an_error_with_its_line(
      String complete, String incomplete, String error) throws IOException {
    var text = PREDICTION;
    if (complete.contains("packets")) {
      text = text.replace("client: connect to server", "packets=11");
    }

    var errors = page("en", text.replace(complete, incomplete)).errors();

    assertThat(errors)
        .singleElement()
        .asString()
        .matches("lesson-01.adoc:[345]: .*")
        .contains(error);
  }

  @Test
  void a_prediction_without_an_explanation_is_an_error_with_its_line() throws IOException {
    var cut = PREDICTION.replaceAll("(?s)run::.*connects[.]\n", "");

    assertThat(page("en", cut).errors())
        .singleElement()
        .asString()
        .endsWith(": [.predict] needs an explanation below its options");
  }

  @Test
  void a_run_is_cited_by_the_question_that_it_answers() throws IOException {
    Files.writeString(folder.resolve("en/lesson-02.adoc"), PREDICTION);

    var page = page("en", "= One\n\nSee run:reply-once[].\n").html();

    assertThat(page.selectFirst("a.cited").text()).isEqualTo("What does client print?");
  }

  @Test
  void a_page_says_how_long_it_takes_how_many_runs_it_has_and_what_is_needed() throws IOException {
    var facts = "\npage-facts::[needs=\"a terminal and `nc`\"]\n";
    var runs = "\nrun::reply-once[]\n\nconsole::reply-once[client]\n\nrun::two-clients[]\n";

    var english = page("en", "= One\n\nText.\n" + facts + runs).html();
    var korean = page("ko", "= 하나\n\n글.\n" + facts).html();

    var paragraph = english.selectFirst(".page-facts > p");
    assertThat(paragraph.text())
        .isEqualTo("About 5 minutes · 2 runs · You need: a terminal and nc");
    assertThat(paragraph.select("code").eachText()).containsExactly("nc");
    assertThat(paragraph.selectFirst("time").attr("datetime")).isEqualTo("PT5M");
    assertThat(korean.selectFirst(".page-facts").text()).isEqualTo("약 5분 · 준비물: a terminal and nc");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 900, 0, 0, 5", // 4.5 minutes of words
    "en, 1050, 0, 0, 10",
    "en, 900, 2, 0, 10", // a minute of runs
    "en, 900, 0, 29, 10", // 58 s of code
    "en, 1900, 2, 0, 15",
    "ko, 780, 0, 0, 5", // 3,120 characters are 4.9 minutes
    "ko, 820, 0, 0, 10",
  })
  void the_time_to_read_is_that_of_words_runs_and_code(
      String language, int words, int runs, int lines, int minutes) throws IOException {
    var text =
        "= One\n\npage-facts::[]\n\n"
            + "word ".repeat(words)
            + "\n\nrun::reply-once[]\n".repeat(runs)
            + "\n----\n"
            + "code\n\n".repeat(lines)
            + "----\n";

    assertThat(page(language, text).html().selectFirst(".page-facts time").attr("datetime"))
        .isEqualTo("PT" + minutes + "M");
  }

  @Test
  void exercises_do_not_count_as_reading() throws IOException {
    var words = "word ".repeat(900);
    var exercise =
        "== Exercises\n\nAn introduction.\n\n[%collapsible.exercise]\n.echo\n====\n"
            + "word ".repeat(900)
            + "\n====\n";

    var facts =
        page("en", "= One\n\npage-facts::[]\n\n" + words + "\n\n" + exercise)
            .html()
            .selectFirst(".page-facts time");

    assertThat(facts.attr("datetime")).isEqualTo("PT5M");
  }

  @Test
  void a_sidebar_is_a_note_with_its_title() throws IOException {
    var page = page("en", "= One\n\n[.remember]\n.Remember\n****\nThis.\n****\n").html();

    var box = page.selectFirst(".remember[role=note]");
    assertThat(box.attr("aria-label")).isEqualTo("Remember");
    assertThat(box.selectFirst("p.label").text()).isEqualTo("Remember");
  }

  @Test
  void words_that_are_keywords_by_place_are_coloured_as_such() throws IOException {
    var code =
        java(
            """
            public sealed interface Reply permits Text, None {}
            private record Text(String value) implements Reply {}
            non-sealed class None implements Reply {}
            var record = switch (reply) {
              case Text t when (t.value().isEmpty()) -> 0;
              case Text(var value) when isShort(value) -> 1;
              case None _ -> { yield 2; }
            };
            when(record.yield());
            """);

    assertThat(code.select(".k, .kd").eachText())
        .containsExactly(
            ("public sealed interface permits private record implements non-sealed class"
                    + " implements var switch case when case var when case _ yield")
                .split(" "));
    assertThat(code.select(".nc").eachText()).contains("Reply", "Text", "None");
  }

  @Test
  void a_text_block_is_one_string() throws IOException {
    var block = "\"\"\"\n    a \"quoted\" word, \\\"\"\"\n    record\"\"\"";

    assertThat(java("send(" + block + ", \"record\");\n").select(".sh, .s").eachText())
        .containsExactly(block, "\"record\"");
  }

  private Document java(String code) throws IOException {
    return page("en", "= One\n\n[source,java]\n----\n" + code + "----\n").html();
  }

  @Test
  void a_listing_leads_to_its_file_in_full_where_its_part_is_marked() throws IOException {
    var file = folder.resolve("lesson-01/Some.java");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        class Some {

          // tag::one[]
          int one = 1; // <1>
          // end::one[]

          // tag::two[]
          int two = 2;
          // end::two[]
        }
        """);
    var text =
        """
        = One

        [#here]
        == Here

        [tabs]
        ====
        Java::
        +
        [source,java,indent=0]
        ----
        include::{root}/lesson-01/Some.java[tag=one]
        ----
        <1> One.

        Other::
        +
        [source,java,indent=0]
        ----
        include::{root}/lesson-01/Some.java[tag=two]
        ----
        ====
        """;

    var page = page("en", text).html();

    assertThat(page.select("a.whole-file").eachAttr("href"))
        .containsExactly(
            "../source/lesson-01/Some.java.html#one", "../source/lesson-01/Some.java.html#two");
    assertThat(page.selectFirst("a.whole-file").text()).isEqualTo("Some.java whole file");

    page("ko", text);
    var source = Jsoup.parse(folder.resolve("site/source/lesson-01/Some.java.html"));
    assertThat(source.selectFirst("pre").wholeText())
        .isEqualTo("class Some {\n\n  int one = 1;\n\n  int two = 2;\n}");
    assertThat(source.selectFirst(".lines").wholeText()).isEqualTo("1\n2\n4\n6\n8\n10\n");
    assertThat(source.select(".lines a#L4[href=#L4]")).hasSize(1);
    assertThat(source.selectFirst("#one.part").wholeText()).isEqualTo("  int one = 1;\n");
    assertThat(source.select("nav a").eachAttr("href"))
        .containsExactly("../../en/lesson-01.html#here", "../../ko/lesson-01.html#here");
    assertThat(source.select("[src]").eachAttr("src"))
        .allMatch(address -> address.startsWith("../../assets/"));
  }

  @Test
  void tokens_without_a_colour_are_no_elements() throws IOException {
    var page = page("en", "= One\n\n[source,java]\n----\nname = other;\n----\n").html();

    assertThat(page.select("pre code").html()).isEqualTo("name = other;");
  }

  @Test
  void a_run_is_drawn_where_its_macro_stands() throws IOException {
    var page = page("en", "= One\n\nBefore.\n\n.The _dialogue_\nrun::reply-once[]\n").html();

    assertThat(page.selectFirst("figure.run .run-title").html()).isEqualTo("The <em>dialogue</em>");
    assertThat(page.select("figure.run ol > li")).hasSizeGreaterThan(15);
  }

  @Test
  void a_console_shows_one_participant_only() throws IOException {
    var page = page("en", "= One\n\nconsole::port-in-use[second-server]\n").html();

    assertThat(page.selectFirst(".terminal pre").wholeText())
        .startsWith("$ mvn -q compile exec:exec@reply-once\ncannot listen on port 5000")
        .doesNotContain("listen on port 5000\n");
    assertThat(page.selectFirst(".terminal .stderr").text()).contains("Address already in use");
    assertThat(page.selectFirst(".terminal .exit").text())
        .isEqualTo(
            "exit code 1 recorded with java directly: times and exit codes are without Maven");
  }

  @Test
  void a_fact_is_replaced_by_what_the_run_measured() throws IOException {
    var result = page("en", "= One\n\nIt took run:reply-once[packets] packets.\n");

    assertThat(result.html().selectFirst("main .text").text()).isEqualTo("It took 11 packets.");
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void a_run_is_cited_by_a_link_to_where_a_lesson_shows_it() throws IOException {
    Files.writeString(
        folder.resolve("en/lesson-02.adoc"),
        """
        = The second

        [#end]
        == The _end_

        .In order, `FIN` and all
        run::reply-once[]

        console::port-in-use[second-server]
        """);

    var result = page("en", "= One\n\nSee run:reply-once[] and run:port-in-use[].\n");

    var links = result.html().select("main .text a.cited");
    assertThat(links.eachAttr("href"))
        .containsExactly("lesson-02.html#run-reply-once", "lesson-02.html#end");
    assertThat(links.eachText()).containsExactly("In order, FIN and all", "The end");
    assertThat(links.select("code").eachText()).containsExactly("FIN");
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void a_run_that_no_lesson_shows_cannot_be_cited() throws IOException {
    var result = page("en", "= One\n\nSee run:proxy[].\n");

    assertThat(result.errors()).containsExactly("lesson-01.adoc:3: no lesson shows the run proxy");
  }

  @Test
  void the_number_of_an_entry_links_to_itself() throws IOException {
    var page =
        page("en", "= One\n\n[.claim]\nIt says:: [[t5]][[t22]]That.\nIt is:: This.\n").html();

    assertThat(page.select(".claim a.number").eachText()).containsExactly("t5", "t22");
    assertThat(page.select(".claim a.number").eachAttr("href")).containsExactly("#t5", "#t22");
    assertThat(page.getElementById("t22")).isNotNull();
  }

  @Test
  void each_entry_of_a_list_of_cards_is_one_element() throws IOException {
    var page = page("en", "= One\n\n[.cards]\nA:: The first.\nB:: The second.\n").html();

    assertThat(page.select(".cards dl > div").eachText())
        .containsExactly("A The first.", "B The second.");
  }

  @Test
  void a_foreign_word_has_a_lang_attribute() throws IOException {
    var page = page("ko", "= 하나\n\n하나 [.other]#one#\n").html();

    assertThat(page.selectFirst("span.other").attr("lang")).isEqualTo("en");
  }

  @Test
  void a_missing_run_fact_or_participant_is_an_error_with_file_and_line() throws IOException {
    var result =
        page(
            "en",
            """
            = One

            run::no-such[]

            console::reply-once[nobody]

            [#a]
            == A

            It took run:reply-once[hours] hours.

            * It took run:gone[packets] packets.

            [tabs]
            ====
            Java::
            +
            run::lost[]
            ====
            """);

    assertThat(result.errors())
        .containsExactlyInAnyOrder(
            "lesson-01.adoc:3: no such run: no-such (no no-such.json among the recorded runs)",
            "lesson-01.adoc:5: run reply-once has no participant nobody; it has: server, client",
            "lesson-01.adoc:10: run reply-once has no fact hours;"
                + " it has: closing-segments, connections, packets",
            "lesson-01.adoc:12: no such run: gone (no gone.json among the recorded runs)",
            "lesson-01.adoc:18: no such run: lost (no lost.json among the recorded runs)");
  }

  @Test
  void tables_without_captions_are_told_apart_by_their_sections() throws IOException {
    var table = "\n|===\n|Head\n\n|cell\n|===\n";
    var result = page("en", "= One\n\n[#a]\n== Ay\n" + table + "\n[#b]\n== Bee\n" + table);

    assertThat(result.html().select("div.table").eachAttr("aria-label"))
        .containsExactly("Ay: Head", "Bee: Head");
  }

  @Test
  void a_test_that_a_page_cites_must_exist() throws IOException {
    proof("lesson-99-wet", "class Proof {\n  @Test\n  void water_is_wet() {}\n}\n");

    var result = page("en", "= One\n\ntest:Proof[water_is_wet]\n\ntest:Proof[water_is_dry]\n");

    var cited = result.html().select(".test");
    assertThat(cited.eachText()).containsExactly("water is wet");
    assertThat(cited.attr("data-command"))
        .isEqualTo(
            "mvn test -pl lesson-99-wet -Dsurefire.reportFormat=plain -Dtest=Proof#water_is_wet");
    assertThat(result.errors())
        .containsExactly("lesson-01.adoc:5: no such test: Proof.water_is_dry");
  }

  @Test
  void a_test_is_a_link_to_its_line_in_the_page_of_its_source() throws IOException {
    proof("lesson-99-wet", "class Proof {\n  @Test\n  void water_is_wet() {}\n}\n");

    var cited = page("en", "= One\n\ntest:Proof[water_is_wet]\n").html().selectFirst(".test");

    var address = cited.attr("href").split("#");
    var source = Jsoup.parse(folder.resolve("site/en").resolve(address[0]).normalize());
    assertThat(source.getElementById(address[1]).text()).isEqualTo("3");
    assertThat(source.select("pre").text()).contains("void water_is_wet()");
  }

  @Test
  void a_cited_test_has_a_name_in_the_language_of_the_page() throws IOException {
    proof("lesson-99-wet", "class Proof {\n  @Test\n  void rains_water_is_wet() {}\n}\n");
    var text = "= One\n\ntest:Proof[rains_water_is_wet]\n";

    assertThat(page("ko", text).errors())
        .containsExactly(
            "lesson-01.adoc:3: no title for test:Proof.rains_water_is_wet: add the line"
                + " \"Proof.rains_water_is_wet=\" to ko/tests.properties");
    for (var language : List.of("en", "ko")) {
      var title = language.equals("en") ? "rain’s water is wet" : "빗물은 젖어 있다";
      Files.writeString(
          folder.resolve(language + "/tests.properties"), "Proof.rains_water_is_wet=" + title);
      var result = page(language, text);
      assertThat(result.html().select(".test").text()).isEqualTo(title);
      assertThat(result.errors()).isEmpty();
    }
  }

  private void proof(String lesson, String text) throws IOException {
    var file = folder.resolve(lesson + "/src/test/java/Proof.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void what_programs_say_is_drawn_from_the_file_of_failures() throws IOException {
    var page =
        page("en", "= One\n\nfailures::[]\n\n[#refused]\n== Refused\n\nseen::refused[]\n").html();

    assertThat(page.select("table.failures tbody th a[href=#refused]").text()).isEqualTo("Refused");
    assertThat(page.select("table.failures td").eachText())
        .containsExactly(
            "ConnectException: Connection refused ConnectException",
            "ECONNREFUSED",
            "(7) Failed to connect to 127.0.0.2 port PORT …",
            "ERR_CONNECTION_REFUSED");
    assertThat(page.select(".seen .scene").eachText())
        .containsExactly("No program listens on that port.");
    assertThat(page.select(".seen samp").eachText())
        .containsExactly(
            "ConnectException: Connection refused",
            "ConnectException: 연결이 거부됨",
            "ConnectException (no message)",
            "connect ECONNREFUSED 127.0.0.2:PORT",
            "curl: (7) Failed to connect to 127.0.0.2 port PORT after N ms",
            "ERR_CONNECTION_REFUSED: This site can’t be reached");
    assertThat(page.select(".seen samp[lang=ko]").eachText()).hasSize(1);
    assertThat(page.select(".seen .call").eachText())
        .contains("the same with a Korean locale", "HttpClient.send, https");
    assertThat(page.select(".seen var").eachText()).containsExactly("PORT", "PORT", "N");
  }

  @Test
  void messages_that_come_from_the_system_are_compared_with_those_of_other_systems()
      throws IOException {
    var page =
        page("en", "= One\n\nfailures::systems[]\n\n[#refused]\n== Refused\n\nseen::refused[]\n");

    assertThat(page.errors()).isEmpty();
    assertThat(page.html().select("table.systems thead th").eachText())
        .containsExactly("Error", "Linux", "Windows", "macOS");
    assertThat(page.html().select("table.systems tbody :is(th, td)").eachText())
        .containsExactly(
            "Refused",
            "ConnectException: Connection refused ECONNREFUSED",
            "ConnectException: Connection refused: connect ECONNREFUSED",
            "ConnectException: Connection refused ECONNREFUSED");
  }

  @Test
  void the_circumstance_of_a_call_is_in_the_language_of_the_page() throws IOException {
    var seen = "= One\n\nfailures::[]\n\n[#refused]\n== Refused\n\nseen::refused[]\n";

    assertThat(page("en", seen).html().select(".seen .call").eachText())
        .contains("net.connect (one connection after the other)");
    assertThat(page("ko", seen).html().select(".seen .call").eachText())
        .contains("net.connect (연달아 연결)");
  }

  @Test
  void a_failure_that_is_unknown_or_not_shown_is_an_error_at_its_line() throws IOException {
    var errors = page("en", "= One\n\nfailures::[]\n\nseen::broken[]\n").errors();

    assertThat(errors)
        .containsExactlyInAnyOrder(
            "lesson-01.adoc:3: this failure is not shown: refused",
            "lesson-01.adoc:5: no such failure: broken");
  }

  private record Result(Document html, List<String> errors) {}

  private Result page(String language, String text) throws IOException {
    var file = folder.resolve(language).resolve("lesson-01.adoc");
    Files.writeString(file, text);
    var log = new ArrayList<LogRecord>();
    LogHandler handler = log::add;
    asciidoctor.registerLogHandler(handler);
    try {
      var html = asciidoctor.convertFile(file.toFile(), options());
      return new Result(
          Jsoup.parse(html), log.stream().filter(this::isOurs).map(this::say).toList());
    } finally {
      asciidoctor.unregisterLogHandler(handler);
    }
  }

  private boolean isOurs(LogRecord entry) {
    return entry.getSeverity() == Severity.ERROR
        && entry.getMessage().matches(".*(run |run:|test:|failure|\\[tabs]|\\[[.]predict]).*");
  }

  private String say(LogRecord entry) {
    var at = entry.getCursor();
    return Path.of(at.getFile()).getFileName()
        + ":"
        + at.getLineNumber()
        + ": "
        + entry.getMessage();
  }

  private Options options() {
    var attributes =
        Attributes.builder()
            .attribute("root", folder.toString())
            .attribute("sources", folder.resolve("site/source").toString())
            .attribute("failures", Path.of("src/test/resources/failures.json").toString())
            .attribute("runs", Path.of("src/test/resources/runs").toAbsolutePath().toString())
            .attribute("source-highlighter", "rouge")
            .attribute("rouge-css", "class")
            .attribute("icons", "font")
            .build();
    return Options.builder()
        .safe(SafeMode.UNSAFE)
        .toFile(false)
        .standalone(true)
        .sourcemap(true)
        .attributes(attributes)
        .build();
  }
}
