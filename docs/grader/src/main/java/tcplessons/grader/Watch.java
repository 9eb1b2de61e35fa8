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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** Grades at every save, and reacts to keys, until Ctrl-C. */
final class Watch {

  private static final Duration INTERVAL = Duration.ofMillis(40);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Session session;
  private Session.Choice choice;
  private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
  private boolean asksForSolution;

  Watch(Session session, Session.Choice choice) {
    this.session = session;
    this.choice = choice;
  }

  int run() throws IOException {
    // Stopping is what Ctrl-C is for: not a failure.
    Runtime.getRuntime().addShutdownHook(new Thread(Watch::stop));
    Thread.ofPlatform().daemon().start(this::readKeys);
    start();
    var before = state();
    while (true) {
      CheckRun.pause(INTERVAL);
      var now = state();
      if (!now.equals(before)) {
        before = settled(now);
        grade();
        showKeys();
      }
      var key = keys.poll();
      if (key != null) {
        react(key.strip());
        before = state();
      }
    }
  }

  /** Begins the exercise, or grades it. */
  private void start() throws IOException {
    if (choice.isOwnFile() && !session.workspace().has(session.exercise())) {
      session.begin();
      IO.println("");
    } else {
      grade();
    }
    showKeys();
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
    session.grade(choice);
  }

  private void showKeys() {
    IO.println("");
    IO.println("  " + session.words().say("watch.keys"));
    IO.println("");
  }

  private void explain() throws IOException {
    var file = session.shown(session.workspace().attempt(session.exercise()));
    session.words().say("watch.help", file).lines().forEach(line -> IO.println("  " + line));
  }

  private void goOn() throws IOException {
    var next =
        new ExerciseList(session.all(), session.guide()).after(Optional.of(session.exercise()));
    if (next.isEmpty()) {
      IO.println("  " + session.words().say("passed.last"));
      return;
    }
    session = session.of(next.get());
    choice = Session.Choice.OWN_FILE;
    start();
  }

  private void react(String key) throws IOException {
    if (asksForSolution) {
      asksForSolution = false;
      session.solution(key);
      return;
    }
    switch (key) {
      case "h" -> session.hint(session.nextHint());
      case "t" -> session.showTask();
      case "s" -> {
        IO.print(session.words().say("solution.ask", session.exercise().id()) + " ");
        System.out.flush();
        asksForSolution = true;
      }
      case "n" -> goOn();
      case "l" -> IO.println(new ExerciseList(session.all(), session.guide()).text());
      case "x" -> session.reset();
      case "" -> {
        grade();
        showKeys();
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
    var terminal = session.guide().terminal();
    Stream.concat(choice.command().stream(), choice.client().stream())
        .flatMap(List::stream)
        .forEach(word -> add(terminal.file(word), state));
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
