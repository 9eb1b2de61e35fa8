package tcplessons.docs.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays the matrix and writes what was found to {@code docs/faults/recorded/survival.json}. */
@Command(
    name = "survive",
    mixinStandardHelpOptions = true,
    description = "Lets every server meet every peer, and records what became of them.")
final class Survive implements Callable<Integer> {

  /** Rows mostly wait, so that more than one a processor can be played at a time. */
  private static final int AT_A_TIME = 4;

  @Parameters(
      paramLabel = "SERVER",
      description = "Play these only, such as 01/hello, and record nothing. Default: all.")
  private List<String> ids = List.of();

  @Option(names = "--to", paramLabel = "FILE", description = "Where to write it.")
  private Path file = Survival.file();

  public static void main(String[] args) {
    System.exit(new CommandLine(new Survive()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    var rows =
        Servers.all().stream().filter(row -> ids.isEmpty() || ids.contains(row.id())).toList();
    var wrong = new ArrayList<String>();
    var servers = new ArrayList<Survival.Server>();
    try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      var found = new ArrayList<Future<Matrix.Found>>();
      rows.forEach(row -> found.add(threads.submit(() -> Matrix.play(row))));
      for (var row : found) {
        servers.add(row.get().server());
        wrong.addAll(row.get().wrong());
        IO.println(row.get().server());
      }
    }
    wrong.forEach(IO::println);
    if (wrong.isEmpty() && ids.isEmpty()) {
      new Survival(LocalDate.now(ZoneOffset.UTC).toString(), servers).write(file);
    }
    return wrong.isEmpty() ? 0 : 1;
  }
}
