package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import tcplessons.docs.runs.Run.Lane;

/**
 * A process on the stage, in a scenario's words. Everything that is done to it and everything that
 * it prints is noted; every wait ends with a message if what it waits for does not come.
 */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
final class Participant {

  /** The exit code that the JVM gives to what SIGKILL ended: 128 and the signal's number. */
  private static final int KILLED = 128 + 9;

  /** Signals that a scenario may send. */
  enum Signal {
    STOP,
    CONT,
    INT,
    TERM,
    KILL
  }

  private final Stage stage;
  private final String name;
  private final Lane lane;
  private final Program program;
  private final Process process;
  private final List<Tail> tails;
  private final Optional<Path> traceFile;
  private final long started;

  // What follows belongs to the stage's lock.
  private final List<String> printed = new ArrayList<>();
  private final List<Tail.Line> lines = new ArrayList<>();
  private Integer exit;
  private long ended = Long.MAX_VALUE;
  private int awaited;

  /** Waits for a line that contains the text, behind the line that was awaited last. */
  Participant prints(String text) {
    stage.await(
        name + " to print \"" + text + "\"",
        () -> found(text),
        () -> exit == null ? null : name + " has ended with exit code " + exit);
    return this;
  }

  /**
   * Waits for a line in which the pattern is found, wherever among its lines.
   *
   * @return the pattern's first group, in the first such line
   */
  String matched(String regex) {
    var pattern = Pattern.compile(regex);
    var group = new AtomicReference<String>();
    stage.await(
        name + " to print what matches \"" + regex + "\"",
        () -> {
          printed.stream()
              .map(pattern::matcher)
              .filter(Matcher::find)
              .findFirst()
              .ifPresent(match -> group.set(match.group(1)));
          return group.get() != null;
        },
        () -> exit == null ? null : name + " has ended with exit code " + exit);
    return group.get();
  }

  /** An event, for {@link Stage#fact}: it prints a line that contains the text. */
  Predicate<Run.Event> printing(String text) {
    return event ->
        event instanceof Run.Print print && print.who().equals(name) && print.text().contains(text);
  }

  /** An event, for {@link Stage#fact}: it sends a segment with that flag. */
  Predicate<Run.Event> sending(Packet.Flag flag) {
    return event ->
        event instanceof Run.Segment segment
            && name.equals(segment.from())
            && segment.flags().contains(flag.name());
  }

  /** Waits until it has ended, whatever its exit code. */
  Participant ends() {
    stage.await(name + " to end", () -> exit != null, () -> null);
    return this;
  }

  /** Types a line. */
  Participant types(String line) {
    stage.note(Stage.micros(), ms -> new Run.Input(ms, name, line));
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new StageException(name + " takes no input any more: " + e.getMessage());
    }
    return this;
  }

  /** Ends its input, as Ctrl-D does. */
  Participant endsInput() {
    stage.note(Stage.micros(), ms -> new Run.InputEnd(ms, name));
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new StageException("the input of " + name + " cannot be ended: " + e.getMessage());
    }
    return this;
  }

  Participant gets(Signal signal) {
    stage.note(Stage.micros(), ms -> new Run.Signal(ms, name, signal.name()));
    try {
      var kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start();
      if (!kill.waitFor(stage.patience().toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new StageException("the signal " + signal + " did not reach " + name);
      }
      if (signal == Signal.STOP) {
        awaitStandstill();
      }
    } catch (IOException e) {
      throw new StageException("no signal can be sent: " + e.getMessage());
    } catch (InterruptedException e) {
      throw Stage.interrupted();
    }
    return this;
  }

  /**
   * On a busy machine some of a stopped process's threads run on for a while: kill(2) returns
   * before the last of them has noticed.
   */
  private void awaitStandstill() {
    long deadline = System.nanoTime() + stage.patience().toNanos();
    while (!standsStill()) {
      if (System.nanoTime() > deadline) {
        throw new StageException(name + " was stopped, but one of its threads runs on");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  /** Whether every thread is in the state T (stopped) or t (stopped under a tracer): proc(5). */
  private boolean standsStill() {
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
      for (var thread : threads) {
        var status = Files.readString(thread.resolve("stat"));
        var state = status.substring(status.lastIndexOf(')') + 2).charAt(0);
        if (Character.toLowerCase(state) != 't') {
          return false;
        }
      }
      return true;
    } catch (IOException _) {
      return false; // a thread has just ended
    }
  }

  private boolean found(String text) {
    var lines = new ArrayList<>(printed);
    tails.stream().map(Tail::unfinished).filter(line -> !line.isEmpty()).forEach(lines::add);
    for (int i = awaited; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        awaited = i + 1;
        return true;
      }
    }
    return false;
  }

  /** Whether there is anything to take. Costs a microsecond and needs no lock. */
  boolean hasNews() {
    return exit == null && (!process.isAlive() || tails.stream().anyMatch(Tail::hasNews));
  }

  /** Takes what has been printed since the last look, and the end of the process. */
  void take() {
    boolean alive = process.isAlive();
    tails.forEach(tail -> tail.take(this::print));
    if (!alive) {
      takeLast();
      exit = process.exitValue();
      ended = Stage.micros();
    }
  }

  /** Takes also a line that has no end yet. */
  void takeLast() {
    tails.forEach(tail -> tail.takeLast(this::print));
  }

  private void print(Tail.Line line) {
    String nominal = stage.nominal(this, line.text());
    printed.add(nominal);
    lines.add(new Tail.Line(line.console(), line.offset(), line.micros(), nominal));
  }

  /** Notes its lines and its end, at their true times if there is a trace that tells them. */
  void noteAll() {
    var trace = trace();
    for (var line : lines) {
      long micros = trace.micros(line.console(), line.offset()).orElse(line.micros());
      stage.note(micros, ms -> new Run.Print(ms, name, line.console(), line.text()));
    }
    if (exit != null) {
      // Of SIGKILL strace tells nothing: the last end that it saw was a thread's.
      boolean killed = exit == KILLED;
      long micros = killed ? ended : trace.ended().orElse(ended);
      stage.note(micros, ms -> new Run.Exit(ms, name, exit));
    }
  }

  private Trace trace() {
    try {
      return traceFile.isPresent() ? Trace.read(traceFile.get()) : Trace.of(List.of());
    } catch (IOException e) {
      throw new StageException("strace has not worked: " + e.getMessage());
    }
  }

  boolean runsAt(long micros) {
    return started <= micros && micros <= ended;
  }

  /** What a failing scenario tells of it. */
  String soFar() {
    var text = new StringBuilder(name + " (" + program.typed() + ")");
    text.append(exit == null ? ", running" : ", ended with exit code " + exit);
    printed.forEach(line -> text.append("\n  | ").append(line));
    tails.stream()
        .map(Tail::unfinished)
        .filter(line -> !line.isEmpty())
        .forEach(line -> text.append("\n  | ").append(line).append(" (no newline yet)"));
    return text.toString();
  }
}
