package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Grades at every save, and reacts to keys, until Ctrl-C. */
final class Watch {

  private static final Duration INTERVAL = Duration.ofMillis(40);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Session session;
  private final Session.Choice choice;
  private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
  private int hints;
  private boolean asksForSolution;

  Watch(Session session, Session.Choice choice) {
    this.session = session;
    this.choice = choice;
  }

  int run() throws IOException {
    // Stopping is what Ctrl-C is for: not a failure.
    Runtime.getRuntime().addShutdownHook(new Thread(Watch::stop));
    Thread.ofPlatform().daemon().start(this::readKeys);
    if (choice.isOwnFile() && !session.workspace().has(session.exercise())) {
      session.begin();
      IO.println("");
    } else {
      grade();
    }
    explain();
    var before = state();
    while (true) {
      CheckRun.pause(INTERVAL);
      var now = state();
      if (!now.equals(before)) {
        before = settled(now);
        grade();
        explain();
      }
      var key = keys.poll();
      if (key != null) {
        react(key.strip());
        before = state();
      }
    }
  }

  private static void stop() {
    Program.closeAll();
    System.out.flush();
    Runtime.getRuntime().halt(Try.PASSED);
  }

  /** An editor may write a file in several steps. */
  private List<String> settled(List<String> state) throws IOException {
    var last = state;
    while (true) {
      CheckRun.pause(INTERVAL);
      var now = state();
      if (now.equals(last)) {
        return now;
      }
      last = now;
    }
  }

  private void grade() throws IOException {
    IO.println("── " + LocalTime.now().format(TIME) + " ──");
    session.grade(choice, session.words().say("hint.keys", 1));
    hints = 0;
  }

  private void explain() {
    IO.println("");
    IO.println("  " + session.words().say("watch.keys"));
    IO.println("");
  }

  private void react(String key) throws IOException {
    if (asksForSolution) {
      asksForSolution = false;
      session.solution(key);
      return;
    }
    switch (key) {
      case "h" -> {
        hints = Math.min(hints + 1, ExerciseText.HINTS);
        session.hint(hints, "hint.keys");
      }
      case "s" -> {
        IO.print(session.words().say("solution.ask", session.exercise().id()) + " ");
        System.out.flush();
        asksForSolution = true;
      }
      case "n" -> {
        var next = new ExerciseList(session.all(), session.words()).next();
        next.ifPresent(each -> IO.println(ExerciseList.command(each.id() + " --watch")));
      }
      case "l" -> IO.println(new ExerciseList(session.all(), session.words()).text());
      case "x" -> session.reset();
      case "" -> {
        grade();
        explain();
      }
      default -> explain();
    }
  }

  private void readKeys() {
    try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      in.lines().forEach(keys::add);
    } catch (IOException _) {
      // no keys
    }
  }

  /** The files of the reader, and their times. */
  private List<String> state() throws IOException {
    var state = new ArrayList<String>();
    var folder = session.workspace().folder();
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        files
            .filter(file -> !file.toString().endsWith(".properties"))
            .sorted()
            .forEach(file -> add(file, state));
      }
    }
    choice.command().ifPresent(words -> words.forEach(word -> add(Path.of(word), state)));
    return state;
  }

  private static void add(Path file, List<String> state) {
    try {
      if (Files.isRegularFile(file)) {
        state.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    } catch (IOException _) {
      // it is just being replaced
    }
  }
}
