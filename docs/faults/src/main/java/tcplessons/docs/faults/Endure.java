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

/** Mixed traffic against all servers at the same time, for as long as one likes. */
@Command(
    name = "endure",
    mixinStandardHelpOptions = true,
    description =
        "Lets good clients and all peers talk to every server for minutes, and compares what it"
            + " holds on to before, after a fifth of the time, and at the end.")
final class Endure implements Callable<Integer> {

  private static final int FIFTH = 5;
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
    System.exit(new CommandLine(new Endure()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var time = Duration.ofMinutes(minutes);
    var traffic = new ArrayList<Traffic>();
    try {
      for (var row : Servers.all()) {
        if (ids.isEmpty() || ids.contains(row.id())) {
          traffic.add(new Traffic(row, rate));
        }
      }
      var early = converse(traffic, time.dividedBy(FIFTH));
      var late = converse(traffic, time.minus(time.dividedBy(FIFTH)));
      return report(traffic, early, late);
    } finally {
      for (var one : traffic) {
        one.close();
      }
    }
  }

  /** Lets all of them talk for that time, and returns what the servers hold on to then. */
  private static List<Vitals> converse(List<Traffic> traffic, Duration time)
      throws IOException, InterruptedException {
    traffic.forEach(Traffic::start);
    Thread.sleep(time);
    for (var one : traffic) {
      one.stop();
    }
    var vitals = new ArrayList<Vitals>();
    for (var one : traffic) {
      vitals.add(one.now());
    }
    return vitals;
  }

  private static int report(List<Traffic> traffic, List<Vitals> early, List<Vitals> late) {
    IO.print(LINE.formatted("server", "talks", "descriptors", "threads", "virtual", "heap, KiB"));
    var wrong = new ArrayList<String>();
    for (int i = 0; i < traffic.size(); i++) {
      var one = traffic.get(i);
      var seen = List.of(one.before(), early.get(i), late.get(i));
      IO.print(
          LINE.formatted(
              one.id(),
              one.count(),
              each(seen, Vitals::descriptors),
              each(seen, Vitals::platform),
              each(seen, Vitals::virtual),
              each(seen, vitals -> vitals.heap() / KIB)));
      one.wrong().forEach(text -> wrong.add(one.id() + ": " + text));
    }
    wrong.forEach(IO::println);
    return wrong.isEmpty() ? 0 : 1;
  }

  private static String each(List<Vitals> seen, Function<Vitals, Number> number) {
    return seen.stream().map(number).map(String::valueOf).collect(Collectors.joining(" "));
  }
}
