package tcplessons.docs.runs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.OutputStream;
import tcplessons.docs.model.Run.Lane;

/**
 * Starts the programs of a scenario and kills all that still run at its end. Their output goes to
 * files.
 */
final class Processes implements AutoCloseable {

  private final ScenarioNetwork hosts;
  private final Ports ports;
  private final OutputObserver observer;
  private final Timing timing;
  private final Optional<Taps> taps;
  private final Path folder;

  /**
   * @param taps what clients connect to instead of the servers
   */
  Processes(
      ScenarioNetwork hosts,
      Ports ports,
      OutputObserver observer,
      Timing timing,
      Optional<Taps> taps)
      throws IOException {
    this.taps = taps;
    this.hosts = hosts;
    this.ports = ports;
    this.observer = observer;
    this.timing = timing;
    this.folder = Files.createTempDirectory("testbed");
  }

  /**
   * @throws MissingToolException if the program is not installed
   */
  Participant start(String name, Lane lane, Program program) {
    Tools.need(program.tool());
    try {
      var out = Files.createFile(folder.resolve(name + ".out"));
      var err = Files.createFile(folder.resolve(name + ".err"));
      var trace =
          timing == Timing.EXACT
              ? Optional.of(folder.resolve(name + ".trace"))
              : Optional.<Path>empty();
      var command = command(program, lane, (port, actual) -> route(name, lane, port, actual));
      var builder =
          new ProcessBuilder(trace.map(log -> StraceLog.trace(command, log)).orElse(command))
              .directory(program.folder().toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      Command.setEnvironment(builder.environment());
      var outputReaders =
          List.of(
              new OutputFileReader(OutputStream.OUT, out),
              new OutputFileReader(OutputStream.ERR, err));
      long micros = TimedEvent.now();
      observer.note(micros, ms -> new Event.Start(ms, name));
      var participant =
          new Participant(
              observer, ports, name, lane, program, builder.start(), outputReaders, trace, micros);
      observer.add(participant);
      return participant;
    } catch (IOException e) {
      throw new ScenarioException(name + " cannot be started: " + e.getMessage());
    }
  }

  /** Runs a program to its end, unobserved; empty if it cannot be started. */
  String output(Program program, Lane lane) {
    Tools.need(program.tool());
    try {
      var command = Command.run(command(program, lane, (_, actual) -> actual));
      return command.out() + command.err();
    } catch (IOException _) {
      return "";
    }
  }

  private int route(String name, Lane lane, int port, int actual) {
    return lane == Lane.CLIENT
        ? taps.map(each -> each.start(name, port, actual)).orElse(actual)
        : actual;
  }

  private List<String> command(Program program, Lane lane, IntBinaryOperator route) {
    // Background jobs of a shell, and their children, ignore SIGINT: POSIX sh, section 2.12.
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(ports.command(program, route));
    return hosts.on(lane, command);
  }

  /** Sends SIGKILL to all processes, without waiting for their exit. */
  void kill() {
    observer.participants().forEach(participant -> participant.process().destroyForcibly());
  }

  @Override
  public void close() {
    kill();
    try {
      for (var participant : observer.participants()) {
        participant.process().waitFor(observer.waitLimit().toSeconds(), TimeUnit.SECONDS);
        for (var tail : participant.outputReaders()) {
          tail.close();
        }
      }
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw ScenarioException.interrupted();
    }
  }
}
