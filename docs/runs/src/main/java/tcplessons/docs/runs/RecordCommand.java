package tcplessons.docs.runs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.Waiting;

/**
 * The command line of the recorder, which plays scenarios and writes {@code docs/runs/recorded}.
 */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description =
        "Plays runs and records them. Needs strace, and tcpdump as root or dumpcap with user"
            + " namespaces.")
final class RecordCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "What to record. Default: all.")
  private List<String> ids = List.of();

  @Option(names = "--list", description = "List the runs and what each shows.")
  private boolean list;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new RecordCommand()).execute(args));
  }

  /** The command that records these runs, or all. */
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
    } catch (MissingToolException | ScenarioException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static void record(Scenario scenario) throws IOException {
    var recording = play(scenario);
    recording.save(Recording.folder());
    IO.println("recorded %s: %s".formatted(scenario.id(), recording.run().facts()));
  }

  private static Recording play(Scenario scenario) {
    try {
      var recording = Recording.play(scenario, Topology.NAMESPACE, Timing.EXACT, Waiting.LIMIT);
      if (!recording.captured()) {
        throw new MissingToolException(
            "tcpdump as root, or dumpcap and user namespaces (unshare --net)");
      }
      return recording;
    } catch (MissingToolException e) {
      throw new MissingToolException("recording needs more: " + e.getMessage());
    } catch (ScenarioException e) {
      throw new ScenarioException(scenario.id() + ": " + e.getMessage());
    }
  }
}
