package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The case files: their answers come from the recorded runs, and their texts are complete. */
@Timeout(300)
class CaseFileTest {

  private static final Path ROOT = TryProcess.ROOT;

  @TempDir Path folder;

  @Test
  void the_answers_are_those_of_the_runs() throws IOException {
    var answers = new TreeMap<String, String>();
    for (var file : CaseFile.all(ROOT)) {
      answers.put(file.id(), file.answer());
    }
    assertThat(answers)
        .isEqualTo(
            Map.of(
                "case-1", "server",
                "case-2", "2",
                "case-3", "13",
                "case-4", "CLOSE-WAIT",
                "case-5", "abc",
                "case-6", "GET",
                "case-7", "300",
                "case-8", "ea"));
  }

  @Test
  void an_answer_may_have_an_article() throws IOException {
    var file = CaseFile.find(ROOT, "case-1").orElseThrow();
    assertThat(file.accepts("The server")).isTrue();
    assertThat(file.accepts("the client")).isFalse();
  }

  @Test
  void a_plus_sign_in_code_is_printed() {
    assertThat(PlainText.of(List.of("A `+` is a plus sign, `+{0}+` a placeholder."), "", "en"))
        .isEqualTo("A `+` is a plus sign, `{0}` a placeholder.");
  }

  @Test
  void an_answer_changes_with_its_run() {
    var run =
        new RecordedRun(
            List.of(
                packet(1, false, 0, "FIN", "ACK"),
                packet(2, true, 5, "PSH", "ACK"),
                packet(3, true, 2, "PSH", "ACK"),
                packet(4, true, 0, "RST")));

    assertThat(CaseFacts.of(run, "bytes-after-fin")).isEqualTo("7");
    assertThat(CaseFacts.of(run, "sender-of-rst")).isEqualTo("client");
  }

  private static RecordedRun.Packet packet(
      double ms, boolean isToServer, int length, String... flags) {
    var from = isToServer ? "client" : "server";
    var to = isToServer ? "server" : "client";
    return new RecordedRun.Packet(
        ms, from, to, isToServer, List.of(flags), length, new byte[length]);
  }

  @Test
  void an_answer_may_be_written_in_other_ways() throws IOException {
    var file = CaseFile.find(ROOT, "case-8").orElseThrow();

    assertThat(List.of("ea", "EA", "0xEA", "\"ea\"")).allMatch(typed -> accepts(file, typed));
    assertThat(List.of("", "ed", "e", "a", "ea b8")).noneMatch(typed -> accepts(file, typed));
    assertThat(accepts(CaseFile.find(ROOT, "case-1").orElseThrow(), "서버")).isTrue();
  }

  private static boolean accepts(CaseFile file, String typed) {
    try {
      return file.accepts(typed);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void texts_exist_in_both_languages() throws IOException {
    for (var file : CaseFile.all(ROOT)) {
      for (var language : List.of(Words.ENGLISH, Words.KOREAN)) {
        assertThat(file.text(language).sections().keySet())
            .as(file.id() + " " + language)
            .containsExactly(
                CaseFile.COMPLAINT, CaseFile.QUESTION, "hint-1", "hint-2", CaseFile.ANSWER);
      }
      assertThat(Translation.of(file).problems()).isEmpty();
    }
  }

  @Test
  void every_recorded_run_can_be_read() throws IOException {
    try (var files = Files.newDirectoryStream(ROOT.resolve("docs/runs/recorded"), "*.json")) {
      for (var file : files) {
        assertThat(RecordedRun.read(file).lines()).as("" + file).isNotEmpty();
      }
    }
  }

  @Test
  void a_lesson_alone_shows_every_case_and_checks_its_answer() throws Exception {
    var lesson = TryProcess.lesson(folder, "lesson-01-tcp-server", "again");

    assertThat(TryProcess.run(lesson, "case-3"))
        .contains("case-3: Closed in order", "client ──▶ server   PSH ACK   13 bytes", "--answer")
        .doesNotContain("close-at-once", "--close")
        .endsWith("exit 0");
    assertThat(TryProcess.run(lesson, "case-3", "--answer", "4"))
        .contains("not the answer")
        .endsWith("exit 1");
    assertThat(TryProcess.run(lesson, "case-3", "--hint", "2")).contains("RST").endsWith("exit 0");
    assertThat(TryProcess.run(lesson, "case-3", "--answer", "13", "bytes"))
        .contains("That is right", "The answer is `13`")
        .endsWith("exit 0");
    assertThat(TryProcess.run(lesson, "again", "--answer", "13")).endsWith("exit 2");
  }
}
