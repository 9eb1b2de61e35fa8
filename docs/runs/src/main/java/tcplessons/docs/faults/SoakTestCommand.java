package tcplessons.docs.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;

/** The command line of the soak test: mixed traffic against all servers at the same time. */
@Command(
    name = "endure",
    mixinStandardHelpOptions = true,
    description =
        "Lets good clients and all peers talk to every server for minutes, and compares what it"
            + " holds on to before, after a fifth of the time, and at the end.")
final class SoakTestCommand implements Callable<Integer> {

  private static final int PHASES = 5;
  private static final int KIB = 1024;
  private static final String LINE = "%-16s %6s %12s %10s %10s %18s%n";

  @Parameters(paramLabel = "SERVER", description = "Such as 01/hello. Default: all.")
  private List<String> ids = List.of();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long (${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Conversations a second with each server (${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int rate;

  public static void main(String[] args) {
    System.exit(new CommandLine(new SoakTestCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var time = Duration.ofMinutes(minutes);
    var traffic = new ArrayList<SoakTraffic>();
    try {
      for (var spec : ServerSpecs.all()) {
        if (ids.isEmpty() || ids.contains(spec.id())) {
          traffic.add(new SoakTraffic(spec, rate));
        }
      }
      var early = run(traffic, time.dividedBy(PHASES));
      var late = run(traffic, time.minus(time.dividedBy(PHASES)));
      return report(traffic, early, late);
    } finally {
      for (var one : traffic) {
        one.close();
      }
    }
  }

  /** Runs the traffic for that time, and returns the resources of each server afterwards. */
  private static List<ResourceUsage> run(List<SoakTraffic> traffic, Duration time)
      throws IOException, InterruptedException {
    traffic.forEach(SoakTraffic::start);
    Thread.sleep(time);
    for (var one : traffic) {
      one.stop();
    }
    var resources = new ArrayList<ResourceUsage>();
    for (var one : traffic) {
      resources.add(one.now());
    }
    return resources;
  }

  private static int report(
      List<SoakTraffic> traffic, List<ResourceUsage> early, List<ResourceUsage> late) {
    IO.print(LINE.formatted("server", "talks", "descriptors", "threads", "virtual", "heap, KiB"));
    var violations = new ArrayList<String>();
    for (int i = 0; i < traffic.size(); i++) {
      var one = traffic.get(i);
      var usage = List.of(one.before(), early.get(i), late.get(i));
      IO.print(
          LINE.formatted(
              one.id(),
              one.connections(),
              each(usage, ResourceUsage::descriptors),
              each(usage, ResourceUsage::platformThreads),
              each(usage, ResourceUsage::virtualThreads),
              each(usage, resources -> resources.heapBytes() / KIB)));
      one.violations().forEach(text -> violations.add(one.id() + ": " + text));
    }
    violations.forEach(IO::println);
    return violations.isEmpty() ? 0 : 1;
  }

  private static String each(List<ResourceUsage> usage, Function<ResourceUsage, Number> number) {
    return usage.stream().map(number).map(String::valueOf).collect(Collectors.joining(" "));
  }
}
