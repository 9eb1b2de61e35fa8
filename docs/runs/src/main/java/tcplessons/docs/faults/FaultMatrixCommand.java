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
import tcplessons.docs.kit.Project;
import tcplessons.docs.model.FaultMatrix;

/** The command line that plays the fault matrix and writes {@code docs/runs/fault-matrix.json}. */
@Command(
    name = "survive",
    mixinStandardHelpOptions = true,
    description = "Lets every server meet every peer, and records what became of them.")
final class FaultMatrixCommand implements Callable<Integer> {

  /** Rows mostly wait, so that several can be played on one processor. */
  private static final int CONCURRENT_ROWS = 4;

  @Parameters(
      paramLabel = "SERVER",
      description = "Play these only, such as 01/hello, and record nothing. Default: all.")
  private List<String> ids = List.of();

  @Option(names = "--to", paramLabel = "FILE", description = "Where to write it.")
  private Path file = file();

  public static void main(String[] args) {
    System.exit(new CommandLine(new FaultMatrixCommand()).execute(args));
  }

  /** The recorded matrix. */
  static Path file() {
    return Project.module().resolve("fault-matrix.json");
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    var specs =
        ServerSpecs.all().stream()
            .filter(spec -> ids.isEmpty() || ids.contains(spec.id()))
            .toList();
    var violations = new ArrayList<String>();
    var servers = new ArrayList<FaultMatrix.Server>();
    try (var threads = Executors.newFixedThreadPool(CONCURRENT_ROWS)) {
      var results = new ArrayList<Future<MatrixRowRunner.Result>>();
      specs.forEach(spec -> results.add(threads.submit(() -> MatrixRowRunner.play(spec))));
      for (var result : results) {
        servers.add(result.get().server());
        violations.addAll(result.get().violations());
        IO.println(result.get().server());
      }
    }
    violations.forEach(IO::println);
    if (violations.isEmpty() && ids.isEmpty()) {
      new FaultMatrix(LocalDate.now(ZoneOffset.UTC).toString(), servers).write(file);
    }
    return violations.isEmpty() ? 0 : 1;
  }
}
