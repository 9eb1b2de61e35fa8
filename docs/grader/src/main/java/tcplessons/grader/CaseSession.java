package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;

/** What a reader does with a case file; every method prints, and returns an exit code. */
record CaseSession(CaseFile file, Words words, Terminal terminal) {

  private static final String INDENT = "  ";

  /** The complaint, the run and the question. */
  int show() throws IOException {
    IO.println(file.id() + ": " + text().title() + "\n");
    IO.println(section(CaseFile.COMPLAINT) + "\n");
    file.recorded().lines().forEach(line -> IO.println(INDENT + line));
    IO.println("\n" + section(CaseFile.QUESTION) + "\n");
    IO.println(INDENT + words.say("case.how", command("--answer ...")));
    IO.println(INDENT + words.say("case.hint", command("--hint 1")));
    return Try.PASSED;
  }

  int answer(String typed) throws IOException {
    if (!file.accepts(typed)) {
      IO.println(words.say("case.wrong", typed, command("--hint 1")));
      return Try.FAILED;
    }
    IO.println(words.say("case.right") + "\n");
    IO.println(section(CaseFile.ANSWER));
    return Try.PASSED;
  }

  int hint(int level) throws IOException {
    IO.println(section("hint-" + level) + "\n");
    IO.println(
        INDENT
            + (level < CaseFile.HINTS ? command("--hint " + (level + 1)) : command("--solution")));
    return Try.PASSED;
  }

  /** Asks first. */
  int solution() throws IOException {
    IO.print(words.say("solution.ask", file.id()) + " ");
    System.out.flush();
    var typed = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    IO.println("");
    if (typed == null || Session.isYes(typed)) {
      IO.println(section(CaseFile.ANSWER));
    }
    return Try.PASSED;
  }

  private ExerciseText text() throws IOException {
    return file.text(words.language());
  }

  private String section(String id) throws IOException {
    List<String> lines = text().section(id).orElseThrow().lines();
    return PlainText.of(lines, INDENT, words.language());
  }

  private String command(String options) {
    return terminal.command(file.id() + " " + options);
  }
}
