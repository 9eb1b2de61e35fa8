package tcplessons.docs.runs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tcplessons.docs.runs.Stage.Clock;
import tcplessons.docs.runs.Stage.Place;

/** Plays scenarios and writes what was observed to {@code docs/runs/recorded}. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description =
        "Plays runs and records them. Needs strace, and tcpdump as root or dumpcap with user"
            + " namespaces.")
final class Record implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Parameters(paramLabel = "RUN", description = "What to record. Default: all.")
  private List<String> ids = List.of();

  @Option(names = "--list", description = "List the runs and what each shows.")
  private boolean list;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Record()).execute(args));
  }

  /** What to type in the project's folder to record these runs, or all. */
  static String command(String ids) {
    return "mvn -q -pl docs/runs -am compile exec:exec@record"
        + (ids.isEmpty() ? "" : " -Dargs=" + ids);
  }

  @Override
  public Integer call() throws IOException {
    var all = Scenarios.all();
    if (list) {
      all.forEach(scenario -> IO.println("%-24s %s".formatted(scenario.id(), scenario.title())));
      return 0;
    }
    for (var id : ids) {
      if (all.stream().noneMatch(scenario -> scenario.id().equals(id))) {
        throw new ParameterException(spec.commandLine(), "no run is called " + id + "; see --list");
      }
    }
    try {
      for (var scenario : all) {
        if (ids.isEmpty() || ids.contains(scenario.id())) {
          record(scenario);
        }
      }
      return 0;
    } catch (MissingTool | StageException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static void record(Scenario scenario) throws IOException {
    var played = play(scenario);
    played.save(Played.folder());
    IO.println("recorded %s: %s".formatted(scenario.id(), played.run().facts()));
  }

  private static Played play(Scenario scenario) {
    try {
      var played = Played.play(scenario, Place.ISOLATED, Clock.EXACT, PATIENCE);
      if (!played.captured()) {
        throw new MissingTool("tcpdump as root, or dumpcap and user namespaces (unshare --net)");
      }
      return played;
    } catch (MissingTool e) {
      throw new MissingTool("recording needs more: " + e.getMessage());
    } catch (StageException e) {
      throw new StageException(scenario.id() + ": " + e.getMessage());
    }
  }
}
