package tcplessons.docs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tcplessons.docs.kit.Project;
import tcplessons.docs.model.Measurements;
import tcplessons.docs.model.Measurements.Experiment;
import tcplessons.docs.model.Measurements.Series;

/** The command line that measures all servers and writes {@code docs/bench/recorded.json}. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description = "Measures the servers of the lessons beside others, in interleaved rounds.")
final class MeasureCommand implements Callable<Integer> {

  private static final int FEW = 64;
  private static final int MANY = 1000;
  private static final int IDLE = 2000;

  @Parameters(
      paramLabel = "EXPERIMENT",
      description = "Measure these only, such as http-64, and record nothing. Default: all.")
  private List<String> ids = List.of();

  @Option(names = "--rounds", description = "How often each server is measured (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--seconds", description = "How long, each time (${DEFAULT-VALUE}).")
  private int seconds = 4;

  @Option(names = "--to", paramLabel = "FILE", description = "Where to write it.")
  private Path file = Project.root().resolve("docs/bench/recorded.json");

  private final List<Experiment> results = new ArrayList<>();

  /** An experiment before it has results. */
  private record Plan(String id, String unit, Load load) {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new MeasureCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    var servers = new Servers(Files.createTempDirectory("bench"));
    var http = servers.http();
    var withCeiling = Stream.concat(http.stream(), Stream.of(servers.httpCeiling())).toList();
    measure(
        withCeiling,
        new Plan("http-64", "requests", new HttpLoad(FEW, seconds, List.of())),
        new Plan("http-1000", "requests", new HttpLoad(MANY, seconds, List.of())),
        new Plan("close", "requests", new HttpLoad(FEW, seconds, List.of("Connection: close"))));
    measure(
        withCeiling.stream().filter(server -> !server.name().equals(Servers.NGINX_FILE)).toList(),
        new Plan("rate-20000", "p99", steady(servers, 20_000)),
        new Plan("rate-50000", "p99", steady(servers, 50_000)));
    measure(
        Servers.threadModels(),
        new Plan("threads-64", "requests", new HttpLoad(FEW, seconds, List.of())),
        new Plan("threads-1000", "requests", new HttpLoad(MANY, seconds, List.of())));
    measure(
        servers.broadcast(),
        new Plan("broadcast-50", "deliveries", broadcast(servers, 50)),
        new Plan("broadcast-500", "deliveries", broadcast(servers, 500)));
    measure(
        Servers.frames(),
        new Plan("frames-100", "frames", frames(100)),
        new Plan("frames-1m", "frames", frames(1024 * 1024)));
    var idle = new Plan("idle", "bytes", new IdleMemory(IDLE));
    measureAlone(Stream.concat(http.stream(), Servers.threadModels().stream()).toList(), idle);
    if (ids.isEmpty()) {
      new Measurements(Machine.describe(rounds, seconds), results).write(file);
    }
    return 0;
  }

  private Load steady(Servers servers, int rate) {
    return new SteadyHttpLoad(servers.loadProgram(), FEW, rate, seconds);
  }

  private Load broadcast(Servers servers, int receivers) {
    return new BroadcastLoad(servers.loadProgram(), receivers, seconds);
  }

  private Load frames(int payloadBytes) {
    return new FrameLoad(payloadBytes, Duration.ofSeconds(seconds));
  }

  /** All servers run at the same time, but only one of them has work. */
  private void measure(List<ServerCommand> commands, Plan... plans) throws IOException {
    if (Stream.of(plans).noneMatch(this::isWanted)) {
      return;
    }
    var running = new ArrayList<RunningServer>();
    try {
      for (var command : commands) {
        var server = RunningServer.start(command);
        running.add(server);
        plans[0].load.measure(server); // warm-up: until now nothing is compiled
      }
      for (var plan : plans) {
        if (isWanted(plan)) {
          var experiment = begin(plan, commands);
          for (int round = 0; round < rounds; round++) {
            for (var server : running) {
              measure(experiment, plan.load, server);
            }
          }
        }
      }
    } finally {
      for (var server : running) {
        server.close();
      }
    }
  }

  /** Each time in a new process, whose memory has not been used by other measurements. */
  private void measureAlone(List<ServerCommand> commands, Plan plan) throws IOException {
    if (!isWanted(plan)) {
      return;
    }
    var experiment = begin(plan, commands);
    for (int round = 0; round < rounds; round++) {
      for (var command : commands) {
        try (var server = RunningServer.start(command.with(IdleMemory.JVM_OPTIONS))) {
          measure(experiment, plan.load, server);
        }
      }
    }
  }

  private boolean isWanted(Plan plan) {
    return ids.isEmpty() || ids.contains(plan.id);
  }

  /** Adds an experiment without results. */
  private Experiment begin(Plan plan, List<ServerCommand> commands) {
    IO.println(plan.id);
    var servers =
        commands.stream().map(command -> new Series(command.name(), new ArrayList<>())).toList();
    var experiment = new Experiment(plan.id, plan.unit, servers);
    results.add(experiment);
    return experiment;
  }

  private static void measure(Experiment experiment, Load load, RunningServer server)
      throws IOException {
    var sample = load.measure(server);
    IO.println("  %s: %s".formatted(server.name(), sample));
    experiment.server(server.name()).orElseThrow().rounds().add(sample);
  }
}
