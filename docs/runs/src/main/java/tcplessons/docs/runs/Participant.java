package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
  private final long started;

  // What follows belongs to the stage's lock.
  private final List<String> printed = new ArrayList<>();
  private Integer exit;
  private long ended = Long.MAX_VALUE;
  private int awaited;

  /** The watcher's own. */
  private long looked;

  /** Waits for a line that contains the text, behind the line that was awaited last. */
  Participant prints(String text) {
    stage.await(
        name + " to print \"" + text + "\"",
        () -> found(text),
        () -> exit == null ? null : name + " has ended with exit code " + exit);
    return this;
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
      var kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
      if (!kill.waitFor(stage.patience().toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new StageException("the signal " + signal + " did not reach " + name);
      }
    } catch (IOException e) {
      throw new StageException("no signal can be sent: " + e.getMessage());
    } catch (InterruptedException e) {
      throw Stage.interrupted();
    }
    return this;
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

  /** Notes what has been printed since the last look, and the end of the process. */
  void take() {
    boolean alive = process.isAlive();
    for (var tail : tails) {
      tail.take(looked, (at, line) -> print(at, tail, line));
    }
    if (!alive) {
      takeLast();
      int code = process.exitValue();
      exit = code;
      ended = Stage.micros();
      stage.note(ended, ms -> new Run.Exit(ms, name, code));
    }
  }

  /** Notes also a line that has no end yet. */
  void takeLast() {
    for (var tail : tails) {
      tail.takeLast(looked, (at, line) -> print(at, tail, line));
    }
  }

  /** Remembers that everything printed before this moment has been taken. */
  void setLooked(long micros) {
    looked = micros;
  }

  private void print(Tail.Moment at, Tail tail, String line) {
    String nominal = stage.nominal(this, line);
    printed.add(nominal);
    stage.note(at.since(), at.micros(), ms -> new Run.Print(ms, name, tail.console(), nominal));
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
