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
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run.Lane;
import tcplessons.grader.capture.Segment;

/**
 * A process of a scenario. Its input, its signals and its output become events of the run, and
 * every wait for it has a limit.
 */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
final class Participant {

  /** The exit code of a process that SIGKILL has killed: 128 plus the signal's number. */
  private static final int EXIT_KILLED = 128 + 9;

  /** Signals that a scenario may send. */
  enum Signal {
    STOP,
    CONT,
    INT,
    TERM,
    KILL
  }

  private final OutputObserver observer;
  private final Ports ports;
  private final String name;
  private final Lane lane;
  private final Program program;
  private final Process process;
  private final List<OutputFileReader> outputReaders;
  private final Optional<Path> traceFile;
  private final long started;

  // The fields below are guarded by the observer's lock.
  private final List<String> printed = new ArrayList<>();
  private final List<OutputFileReader.Line> lines = new ArrayList<>();
  private Integer exit;
  private long ended = Long.MAX_VALUE;
  private int awaited;

  /** Waits for a line that contains the text, after the line that was awaited before. */
  Participant prints(String text) {
    observer.await(
        name + " to print \"" + text + "\"",
        () -> found(text),
        () -> exit == null ? null : name + " has ended with exit code " + exit);
    return this;
  }

  /**
   * Waits for a line in which the pattern is found, at any place of the output.
   *
   * @return the pattern's first group, in the first such line
   */
  String matched(String regex) {
    var pattern = Pattern.compile(regex);
    var group = new AtomicReference<String>();
    observer.await(
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

  /** Matches events in which it prints a line that contains the text. */
  Predicate<Event> printing(String text) {
    return event ->
        event instanceof Event.Print print
            && print.who().equals(name)
            && print.text().contains(text);
  }

  /** Matches events in which it sends a segment with that flag. */
  Predicate<Event> sending(Segment.Flag flag) {
    return event ->
        event instanceof Event.Packet segment
            && name.equals(segment.from())
            && segment.flags().contains(flag.name());
  }

  /** Waits for its exit, with any exit code. */
  Participant ends() {
    observer.await(name + " to exit", () -> exit != null, () -> null);
    return this;
  }

  /** Types a line. */
  Participant types(String line) {
    observer.note(TimedEvent.now(), ms -> new Event.Input(ms, name, line));
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new ScenarioException(name + " has closed its input: " + e.getMessage());
    }
    return this;
  }

  /** Closes its standard input, as Ctrl-D does. */
  Participant endsInput() {
    observer.note(TimedEvent.now(), ms -> new Event.InputEnd(ms, name));
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new ScenarioException("the input of " + name + " cannot be closed: " + e.getMessage());
    }
    return this;
  }

  Participant gets(Signal signal) {
    observer.note(TimedEvent.now(), ms -> new Event.Signal(ms, name, signal.name()));
    try {
      var kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start();
      if (!kill.waitFor(observer.waitLimit().toSeconds(), TimeUnit.SECONDS)
          || kill.exitValue() != 0) {
        throw new ScenarioException("the signal " + signal + " did not reach " + name);
      }
      if (signal == Signal.STOP) {
        awaitStopped();
      }
    } catch (IOException e) {
      throw new ScenarioException("no signal can be sent: " + e.getMessage());
    } catch (InterruptedException e) {
      throw ScenarioException.interrupted();
    }
    return this;
  }

  /**
   * Waits until every thread is stopped: on a busy machine kill(2) may return while some threads of
   * the process still run.
   */
  private void awaitStopped() {
    long deadline = System.nanoTime() + observer.waitLimit().toNanos();
    while (!isStopped()) {
      if (System.nanoTime() > deadline) {
        throw new ScenarioException(name + " was stopped, but one of its threads still runs");
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  /** Whether every thread is in the state T (stopped) or t (stopped under a tracer): proc(5). */
  private boolean isStopped() {
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
    outputReaders.stream()
        .map(OutputFileReader::unfinished)
        .filter(line -> !line.isEmpty())
        .forEach(lines::add);
    for (int i = awaited; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        awaited = i + 1;
        return true;
      }
    }
    return false;
  }

  /** Whether there is anything to collect. Takes a microsecond and needs no lock. */
  boolean hasUnreadOutput() {
    return exit == null
        && (!process.isAlive()
            || outputReaders.stream().anyMatch(OutputFileReader::hasUnreadOutput));
  }

  /** Collects the lines that were printed since the last call, and the exit. */
  void collect() {
    boolean alive = process.isAlive();
    outputReaders.forEach(reader -> reader.read(this::print));
    if (!alive) {
      collectUnfinished();
      exit = process.exitValue();
      ended = TimedEvent.now();
    }
  }

  /** Collects the printed lines, including a last line without a newline. */
  void collectUnfinished() {
    outputReaders.forEach(reader -> reader.readUnfinished(this::print));
  }

  private void print(OutputFileReader.Line line) {
    var text = ports.documented(program, line.text());
    printed.add(text);
    lines.add(new OutputFileReader.Line(line.stream(), line.offset(), line.micros(), text));
  }

  /** Notes its lines and its exit, with the times of strace where it was traced. */
  void noteAll() {
    var log = straceLog();
    for (var line : lines) {
      long micros = log.micros(line.stream(), line.offset()).orElse(line.micros());
      observer.note(micros, ms -> new Event.Print(ms, name, line.stream(), line.text()));
    }
    if (exit != null) {
      // strace does not report SIGKILL: the last exit in its log is that of a thread.
      boolean killed = exit == EXIT_KILLED;
      long micros = killed ? ended : log.exited().orElse(ended);
      observer.note(micros, ms -> new Event.Exit(ms, name, exit));
    }
  }

  private StraceLog straceLog() {
    try {
      return traceFile.isPresent() ? StraceLog.read(traceFile.get()) : StraceLog.of(List.of());
    } catch (IOException e) {
      throw new ScenarioException("strace failed: " + e.getMessage());
    }
  }

  boolean runsAt(long micros) {
    return started <= micros && micros <= ended;
  }

  /** Its output so far, for the message of a scenario that fails. */
  String soFar() {
    var text = new StringBuilder(name + " (" + program.typed() + ")");
    text.append(exit == null ? ", running" : ", ended with exit code " + exit);
    printed.forEach(line -> text.append("\n  | ").append(line));
    outputReaders.stream()
        .map(OutputFileReader::unfinished)
        .filter(line -> !line.isEmpty())
        .forEach(line -> text.append("\n  | ").append(line).append(" (no newline yet)"));
    return text.toString();
  }
}
