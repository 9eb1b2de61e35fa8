package tcplessons.docs.see;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tcplessons.docs.run.RunFigure;
import tcplessons.docs.run.RunFigure.Caption;
import tcplessons.docs.runs.RunPlayer;
import tcplessons.grader.capture.DamagedCaptureException;
import tcplessons.grader.capture.LiveCapture;

/** The command {@code see}: the reader's own programs and captures as figures. */
@Command(name = "see", description = "Draws a packet capture as the figures of this tutorial.")
final class SeeCommand implements Callable<Integer> {

  private static final int STOP_SECONDS_MAX = 15;
  private static final int PORT_MAX = 65535;

  @Parameters(
      paramLabel = "WHAT",
      description = {
        "A packet capture (pcap or pcapng),",
        "or one of the tutorial's runs by its name,",
        "or commands that are started one after the other, each in quotes."
      })
  private List<String> what = List.of();

  @Option(
      names = "--connection",
      paramLabel = "N",
      split = ",",
      description = "Draw only these connections of a capture.")
  private Set<Integer> connections = new LinkedHashSet<>();

  @Option(
      names = "--live",
      paramLabel = "PORT",
      description = "Shows the connections to this port while they happen, on a page of its own.")
  private Integer live;

  @Option(
      names = "--page-port",
      paramLabel = "N",
      description = "The port of that page. Default: any free port.")
  private int pagePort;

  @Option(
      names = "--language",
      paramLabel = "en|ko",
      description = "The language of the figure (${DEFAULT-VALUE}).")
  private String language = "en";

  @Option(names = "--no-browser", description = "Only write the file.")
  private boolean noBrowser;

  @Option(
      names = "--folder",
      hidden = true,
      description = "The folder in which the command was typed.")
  private Path folder = Path.of("");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  PrintStream out = System.out;
  PrintStream err = System.err;

  /**
   * Ctrl-C and SIGTERM interrupt the command, which then stops what it has started and draws what
   * it has seen.
   */
  static void main(String[] args) throws InterruptedException {
    var command = Thread.currentThread();
    var exit = new AtomicInteger(1);
    var done = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              command.interrupt();
              awaitEnd(done);
              Runtime.getRuntime().halt(exit.get());
            }));
    if (Boolean.getBoolean("end.with.parent")) {
      ProcessHandle.current().parent().ifPresent(SeeCommand::exitWithParent);
    }
    try {
      exit.set(commandLine(new SeeCommand()).execute(args));
    } finally {
      done.countDown();
    }
    System.exit(exit.get());
  }

  private static void awaitEnd(CountDownLatch done) {
    try {
      if (!done.await(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.err.println("see did not stop within " + STOP_SECONDS_MAX + " s");
      }
    } catch (InterruptedException _) {
      // the JVM exits anyway
    }
  }

  /** Maven does not end the processes that it has started when it gets SIGTERM. */
  private static void exitWithParent(ProcessHandle parent) {
    parent.onExit().thenRun(() -> System.exit(1));
  }

  static CommandLine commandLine(SeeCommand command) {
    return new CommandLine(command)
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler((e, _, _) -> {
          command.err.println(e instanceof IOException ? e.getMessage() : e.toString());
          return 1;
        })
        .setParameterExceptionHandler((e, _) -> {
          command.err.println(e.getMessage() + ". Its options: -Dargs=--help");
          return 2;
        });
  }

  @Override
  public Integer call() throws IOException {
    if (!Set.of("en", "ko").contains(language)) {
      throw new ParameterException(spec.commandLine(), "the languages are en and ko");
    }
    checkPort("--live", live == null ? 1 : live, 1);
    checkPort("--page-port", pagePort, 0);
    var output = Output.of(language, !noBrowser);
    if (live != null) {
      return new LiveView(live, what, folder, output, out, err).show(pagePort);
    }
    if (what.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "what is to be shown?");
    }
    var first = what.getFirst();
    if (Files.isRegularFile(folder.resolve(first))) {
      return openCapture(folder.resolve(first), output);
    }
    if (what.size() == 1 && looksLikeFile(first)) {
      throw new ParameterException(spec.commandLine(), "no such file: " + first);
    }
    return RunPlayer.knows(first) ? play(first, output) : start(output);
  }

  private void checkPort(String option, int port, int least) {
    if (port < least || port > PORT_MAX) {
      throw new ParameterException(
          spec.commandLine(),
          "%s %d: a port is a number from %d to %d".formatted(option, port, least, PORT_MAX));
    }
  }

  private static boolean looksLikeFile(String word) {
    return word.matches("\\S+\\.(pcap|pcapng|cap)");
  }

  private int play(String id, Output output) throws IOException {
    try {
      var run = RunPlayer.play(id, output.folder());
      if (run.capture() == null) {
        err.println(LiveCapture.HOW_TO_ALLOW);
      }
      var page = output.page(id);
      var figure = new RunFigure(run, output.words(), new Caption("", run.capture(), List.of()));
      page.text().appendChild(figure.element(null, false));
      out.println(output.write(id, page));
      return 0;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private int start(Output output) throws IOException {
    out.println(new ProgramsView(what, folder, output, out, err).draw());
    return 0;
  }

  private int openCapture(Path file, Output output) {
    try {
      out.println(new CaptureView(file, output).draw(connections));
      return 0;
    } catch (DamagedCaptureException e) {
      err.println(file + ": " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println(file + ": " + e.getMessage());
      return 1;
    }
  }
}
