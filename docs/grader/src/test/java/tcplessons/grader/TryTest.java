package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees, in a folder with a space and Korean in its path. */
@Timeout(300)
class TryTest {

  private static final String ID = "echo-lines";
  private static final StandardCopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;
  private Path lesson;
  private Path attempt;

  @BeforeEach
  void copy_the_exercise() throws IOException {
    lesson = TryProcess.lesson(folder, "lesson-01-tcp-server", ID, "everybody");
    attempt = lesson.resolve("my/EchoLines.java");
  }

  private void write(String source) throws IOException {
    Files.createDirectories(attempt.getParent());
    Files.writeString(attempt, source);
  }

  /** A server that uses {@code open} to listen, and solves nothing. */
  private static String server(String open) {
    return """
    void main(String[] args) throws Exception {
      int port = Integer.parseInt(args[args.length - 1]);
      %s
    }
    """
        .formatted(open);
  }

  private Path solution() {
    return exercise(ID).resolve("solution/EchoLines.java");
  }

  private Path exercise(String id) {
    return lesson.resolve("src/exercises").resolve(id);
  }

  private Path everybody() {
    return lesson.resolve("my/Everybody.java");
  }

  @Test
  void the_first_call_copies_the_starter_and_the_second_one_grades_it() throws Exception {
    assertThat(TryProcess.run(lesson, ID))
        .contains("The last argument is the port", "Your file: my/EchoLines.java")
        .endsWith("exit 0");
    assertThat(TryProcess.run(lesson, ID))
        .contains("✗ a line in pieces", "It looks like   One response for each read")
        .endsWith("exit 1");
    assertThat(lesson.resolve("target/try/last.html")).content().contains("✗ a line in pieces");
  }

  @Test
  void the_task_can_be_read_again_and_a_report_on_the_starter_says_how() throws Exception {
    var again = "Task again      mvn -q compile exec:exec@try -Dargs=\"echo-lines --task\"\n";
    var first = TryProcess.run(lesson, ID);

    assertThat(first).contains(again, "-Dargs=\"echo-lines --run node my/echo-lines.js\"");
    assertThat(TryProcess.run(lesson, ID)).contains("is still the starter", again);
    assertThat(TryProcess.run(lesson, ID, "--task")).isEqualTo(first);
    write(Files.readString(attempt) + "\n");
    assertThat(TryProcess.run(lesson, ID, "--task", "--lang", "ko")).contains("과제 다시 보기");
    assertThat(TryProcess.run(lesson, ID)).doesNotContain("starter").endsWith("exit 1");
  }

  @Test
  void a_solved_exercise_is_marked_in_the_list() throws Exception {
    Files.createDirectories(attempt.getParent());
    Files.copy(solution(), attempt);

    assertThat(TryProcess.run(lesson, ID)).contains("All checks passed").endsWith("exit 0");
    assertThat(TryProcess.run(lesson)).contains("passed: 1 of 2", "✓ ◆ echo-lines");
  }

  @Test
  void a_check_about_times_is_not_judged_on_a_busy_machine() throws Exception {
    Files.createDirectories(attempt.getParent());
    Files.copy(solution(), attempt);
    var checks = lesson.resolve("src/exercises/echo-lines/EchoLinesChecks.java");
    var source = Files.readString(checks);
    var busy = "punctual(java.time.Duration.ofSeconds(-1)); peer.send(\"ki\");";
    Files.writeString(checks, source.replace("peer.send(\"ki\");", busy));

    assertThat(TryProcess.run(lesson, ID))
        .contains("✓ one line", "? a line in pieces", "✓ two lines", "too busy")
        .doesNotContain("All checks passed")
        .endsWith("exit 1");
    assertThat(TryProcess.run(lesson)).contains("passed: 0 of 2");
  }

  @Test
  void a_reset_keeps_the_file() throws Exception {
    write("void main() {}");

    assertThat(TryProcess.run(lesson, ID, "--reset")).endsWith("exit 0");
    assertThat(attempt).content().contains("TODO");
    try (var backups = Files.list(lesson.resolve("my/backup"))) {
      assertThat(backups)
          .singleElement()
          .satisfies(file -> assertThat(file).hasContent("void main() {}"));
    }
  }

  @Test
  void a_compile_error_is_one_place_with_its_line() throws Exception {
    write("void main(String[] args) {\n  int port = args;\n  int other = args;\n}\n");

    assertThat(TryProcess.run(lesson, ID))
        .startsWith("my/EchoLines.java:2: incompatible types")
        .contains("      int port = args;\n")
        .doesNotContain("other")
        .endsWith("exit 1");
  }

  @Test
  void an_exception_shows_its_type_its_message_and_the_line_of_the_reader() throws Exception {
    write(server("throw new IllegalStateException(\"no <port>\");"));

    assertThat(TryProcess.run(lesson, ID))
        .contains("java.lang.IllegalStateException: no <port>")
        .contains("EchoLines.java:3  throw new IllegalStateException(\"no <port>\");")
        .contains("your program ended with exit code 1")
        .endsWith("exit 1");
  }

  @Test
  void checks_that_take_two_lines_have_the_time_on_a_line_of_its_own() throws Exception {
    Files.createDirectories(attempt.getParent());
    Files.copy(solution(), attempt);

    assertThat(TryProcess.run(lesson, ID))
        .containsPattern("\n {15}✓ [^\\d]*4 KiB without .n\n {15}[\\d.]+ s, seed \\d+\n");
    write("void main() {}");
    assertThat(TryProcess.run(lesson, ID))
        .containsPattern("^echo-lines     ✗ starts[ ·]* [\\d.]+ s, seed \\d+\n");
  }

  @Test
  void a_wrong_byte_is_shown_with_its_place() throws Exception {
    write(Files.readString(solution()).replace("write(next)", "write(next == 'Z' ? 'z' : next)"));

    assertThat(TryProcess.run(lesson, ID))
        .containsPattern("byte \\d+ of 262: expected 5a in .* came 7a in ")
        .doesNotContain("It looks like")
        .endsWith("exit 1");
  }

  @Test
  void a_class_may_have_another_name_and_use_other_files() throws Exception {
    var classes = Files.readString(solution()).replaceFirst("(?s).*?static final", "static final");
    write(
        "import module java.base;\npublic class Echo {\n"
            + classes.replace("LINE_BYTES_MAX = 4096", "LINE_BYTES_MAX = Limits.LINE")
            + "}\n");
    Files.writeString(lesson.resolve("my/Limits.java"), "interface Limits { int LINE = 4096; }");

    assertThat(TryProcess.run(lesson, ID)).contains("All checks passed").endsWith("exit 0");
  }

  @Test
  void a_program_that_never_listens_or_on_another_port_is_told_so() throws Exception {
    write(server("Thread.sleep(1_000_000);"));
    var never = TryProcess.run(lesson, ID);
    assertThat(never).contains("✗ starts", "does not listen on port");

    write(server("new ServerSocket(0).accept();"));
    var elsewhere = TryProcess.run(lesson, ID);
    assertThat(elsewhere).contains("listens on another port");
    assertThat(seconds(elsewhere)).as("no patience is needed").isLessThan(seconds(never));
  }

  private static double seconds(String report) {
    return Double.parseDouble(report.replaceFirst("(?s).*?([\\d.]+) s, seed.*", "$1"));
  }

  @Test
  void a_program_may_listen_on_one_loopback_address_only_and_start_slowly() throws Exception {
    var source = Files.readString(solution());
    var open = "new ServerSocket(port)";
    write(source.replace(open, "new ServerSocket(port, 50, InetAddress.getByName(\"::1\"))"));
    assertThat(TryProcess.run(lesson, ID)).endsWith("exit 0");

    write(
        source
            .replace(open, "new ServerSocket(port, 50, InetAddress.getByName(\"127.0.0.1\"))")
            .replace(
                "int port =", "try { Thread.sleep(1500); } catch (Exception e) {} int port ="));
    assertThat(TryProcess.run(lesson, ID)).endsWith("exit 0");
  }

  @Test
  void a_program_that_prints_without_end_is_ended() throws Exception {
    write(server("while (true) IO.println(\"all work and no play\".repeat(100));"));

    assertThat(TryProcess.run(lesson, ID)).contains("✗ starts").endsWith("exit 1");
  }

  @Test
  void a_program_that_sends_without_end_is_ended() throws Exception {
    write(
        server(
            "var out = new ServerSocket(Integer.parseInt(args[0])).accept().getOutputStream();"
                + " while (true) out.write(\"ki\\n\".repeat(20_000).getBytes());"));

    assertThat(TryProcess.run(lesson, ID)).contains("sends without end").endsWith("exit 1");
  }

  @Test
  void processes_of_an_attempt_are_ended_even_if_they_ignore_sigterm() throws Exception {
    var marker = "1000" + ProcessHandle.current().pid();
    var script = lesson.resolve("attempt.sh");
    Files.writeString(
        script,
        "trap '' TERM\nsetsid sh -c \"trap '' TERM; sleep "
            + marker
            + "\" &\nsleep "
            + marker
            + "\n");

    assertThat(TryProcess.run(lesson, ID, "--run", "sh", script.toString())).endsWith("exit 1");
    assertThat(ProcessHandle.allProcesses().flatMap(p -> p.info().commandLine().stream()))
        .noneMatch(line -> line.contains("sleep " + marker));
  }

  @Test
  void a_running_server_is_graded_at_its_port() throws Exception {
    int port = freePort();
    var classes = folder.resolve("classes");
    SourceCompiler.compile(solution(), classes, classes.toString());
    var command = Grader.java(classes, "EchoLines").with(List.of("" + port));
    try (var _ = Program.start(command, folder, _ -> {})) {
      await().atMost(LIMIT).until(() -> Kernel.listens(port));

      assertThat(TryProcess.run(lesson, ID, "--port", "" + port)).endsWith("exit 0");
    }
    assertThat(TryProcess.run(lesson, ID, "--port", "" + port))
        .contains("✗ starts")
        .endsWith("exit 1");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void the_solution_is_shown_after_one_confirmation() throws Exception {
    assertThat(TryProcess.run(lesson, ID, "--solution")).doesNotContain("ByteArrayOutputStream");
    assertThat(TryProcess.run(lesson, ID, "--solution")).contains("new ByteArrayOutputStream()");
  }

  @Test
  void wrong_usage_is_one_line_and_exit_code_2() throws Exception {
    assertThat(TryProcess.run(lesson, "echo"))
        .isEqualTo("no exercise echo. The exercises: everybody, echo-lines\nexit 2");
    assertThat(TryProcess.run(lesson, ID, "--hint", "4")).endsWith("exit 2");
    assertThat(TryProcess.run(lesson, ID, "--check", "9")).endsWith("exit 2");
    assertThat(TryProcess.run(lesson, ID, "--nonsense")).hasLineCount(2).endsWith("exit 2");
  }

  @Test
  void a_single_check_is_run_in_the_language_that_was_asked_for() throws Exception {
    TryProcess.run(lesson, ID);

    for (var name : List.of("two-lines-in-one-piece", "Two lines in one piece", "함께 온 두 줄")) {
      assertThat(TryProcess.run(lesson, ID, "--check", name, "--lang", "ko"))
          .contains("✓ 시작 · ·   ✓ 함께 온 두 줄")
          .endsWith("exit 0");
    }
    assertThat(TryProcess.run(lesson, ID, "--check", "two"))
        .startsWith("the checks of echo-lines: starts, one line, ")
        .endsWith("exit 2");

    assertThat(TryProcess.run(lesson, ID, "--check", "2", "--lang", "ko"))
        .contains("✓ 시작", "✓ 한 줄", "실행한 검사를 통과했습니다")
        .endsWith("exit 0");
  }

  @Test
  void commands_and_paths_are_those_of_the_folder_in_which_maven_was_called() throws Exception {
    Files.createDirectories(lesson.resolve("my"));
    Files.copy(lesson.resolve("src/exercises/everybody/Everybody.java"), everybody());
    var root = TryProcess.ROOT;

    assertThat(new Terminal(root, root).command(ID))
        .isEqualTo("mvn -q -N compile exec:exec@try -Dargs=\"echo-lines\"");
    assertThat(TryProcess.runIn(lesson.getParent(), lesson, "everybody"))
        .contains("By hand", " lesson-01-tcp-server/my/Everybody.java 7001")
        .contains("Hint 1 of 3     mvn -q compile exec:exec@try");
    assertThat(TryProcess.runIn(lesson.resolve("my"), lesson, "everybody", "--run", "cat", "X"))
        .contains("cat: X: No such file or directory");
    Files.writeString(lesson.resolve("my/X"), "here");
    assertThat(TryProcess.runIn(lesson.resolve("my"), lesson, "everybody", "--run", "cat", "X"))
        .doesNotContain("cat: X");
  }

  @Test
  void after_a_pass_the_next_exercise_is_a_command() throws Exception {
    Files.createDirectories(attempt.getParent());
    Files.copy(solution(), attempt);
    Files.copy(exercise("everybody").resolve("solution/Everybody.java"), everybody());

    assertThat(TryProcess.run(lesson, "everybody"))
        .contains(
            "Next exercise   echo-lines: mvn -q compile exec:exec@try -Dargs=\"echo-lines\"\n")
        .contains("Solution        mvn -q compile exec:exec@try -Dargs=\"everybody --solution\"\n");
    assertThat(TryProcess.run(lesson, ID)).contains("That was the last exercise");
  }

  @Test
  void the_hint_after_the_last_one_seen_is_offered() throws Exception {
    TryProcess.run(lesson, ID);

    assertThat(TryProcess.run(lesson, ID)).contains("-Dargs=\"echo-lines --hint 1\"");
    assertThat(TryProcess.run(lesson, ID, "--hint")).contains("--hint 2\"");
    assertThat(TryProcess.run(lesson, ID)).contains("-Dargs=\"echo-lines --hint 2\"");
    assertThat(TryProcess.run(lesson, ID, "--hint")).startsWith("echo-lines   Hint 2 of 3");
    TryProcess.run(lesson, ID, "--hint", "3");
    assertThat(TryProcess.run(lesson, ID)).contains("-Dargs=\"echo-lines --solution\"");
    TryProcess.run(lesson, ID, "--reset");
    assertThat(TryProcess.run(lesson, ID)).contains("-Dargs=\"echo-lines --hint 1\"");
  }

  @Test
  void an_option_without_an_exercise_means_the_one_graded_last() throws Exception {
    assertThat(TryProcess.run(lesson, "--hint"))
        .startsWith("No exercise was graded yet.")
        .hasLineCount(2)
        .endsWith("exit 2");
    TryProcess.run(lesson, ID);
    TryProcess.run(lesson, "everybody");
    TryProcess.run(lesson, ID);

    assertThat(TryProcess.run(lesson, "--hint")).startsWith("echo-lines   Hint 1 of 3");
    assertThat(TryProcess.run(lesson, "--lang", "en")).startsWith("Lesson 01");
  }

  @Test
  void the_list_shows_how_far_each_exercise_is() throws Exception {
    TryProcess.run(lesson, ID);
    assertThat(TryProcess.run(lesson)).contains("Echo by lines   · begun\n");
    TryProcess.run(lesson, ID);
    assertThat(TryProcess.run(lesson))
        .startsWith("Lesson 01, exercises passed: 0 of 2")
        .contains("▸ ◆ echo-lines")
        .contains("Echo by lines   · 1 of 7 checks\n")
        .contains("Echo for many clients\n");
    assertThat(TryProcess.run(lesson, "1")).startsWith("Lesson 01");
  }

  @Test
  void n_in_watch_mode_goes_on_with_the_next_exercise() throws Exception {
    write("void main() {}");
    try (var watch = TryProcess.start(lesson, ID, "--watch")) {
      await().atMost(LIMIT).until(() -> watch.printed().contains("a letter and Enter"));
      watch.type("?");
      await().atMost(LIMIT).until(() -> watch.printed().contains("goes on with the next exercise"));
      watch.type("n");
      await().atMost(LIMIT).until(() -> watch.printed().contains("Your file: my/Everybody.java"));

      Files.copy(exercise("everybody").resolve("solution/Everybody.java"), everybody(), REPLACE);
      await().atMost(LIMIT).until(() -> watch.printed().contains("All checks passed"));
      assertThat(watch.printed()).contains("Next exercise   echo-lines: type n and Enter");
    }
  }

  @Test
  void watch_grades_at_every_save_and_ctrl_c_leaves_no_process() throws Exception {
    Files.createDirectories(attempt.getParent());
    Files.copy(lesson.resolve("src/exercises/echo-lines/EchoLines.java"), attempt);
    try (var watch = TryProcess.start(lesson, ID, "--watch")) {
      await().atMost(LIMIT).until(() -> watch.printed().contains("Ctrl-C"));
      assertThat(watch.printed()).contains("✗ a line in pieces");
      watch.type("h");
      await().atMost(LIMIT).until(() -> watch.printed().contains("Hint 1 of 3"));

      Files.writeString(attempt, Files.readString(solution()));
      await().atMost(LIMIT).until(() -> watch.printed().contains("All checks passed"));

      write(server("Thread.sleep(1_000_000);"));
      await().atMost(LIMIT).until(() -> watch.process().children().findAny().isPresent());
      Optional<ProcessHandle> program = watch.process().children().findAny();
      watch.signal("INT");
      assertThat(watch.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.process().exitValue()).isZero();
      await().atMost(LIMIT).until(() -> program.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void watch_ends_on_ctrl_c_before_anything_was_graded() throws Exception {
    try (var watch = TryProcess.start(lesson, ID, "--watch")) {
      await().atMost(LIMIT).until(() -> watch.printed().contains("Ctrl-C"));
      watch.signal("INT");
      assertThat(watch.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.process().exitValue()).isZero();
      assertThat(watch.printed()).doesNotContain("Exception");
    }
  }
}
