package tcplessons.docs.see;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
import tcplessons.grader.TerminalLanguage;
import tcplessons.grader.capture.DamagedCaptureException;
import tcplessons.grader.capture.LiveCapture;

/** The command {@code see}: the reader's own programs and captures as figures. */
@Command(name = "see", description = "Draws a packet capture as the figures of this tutorial.")
final class SeeCommand implements Callable<Integer> {

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
      names = "--to",
      paramLabel = "[HOST:]PORT",
      description = {
        "With --live: no capture, but the tap of lesson 02,",
        "which listens on the port and forwards to this server."
      })
  private String to;

  @Option(
      names = "--page-port",
      paramLabel = "N",
      description = "The port of that page. Default: any free port.")
  private int pagePort;

  @Option(
      names = {"--lang", "--language"},
      paramLabel = "LANG",
      description = "en or ko; otherwise from LANG.")
  private String language = TerminalLanguage.read();

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

  static void main(String[] args) throws InterruptedException {
    InterruptibleMain.run(commandLine(new SeeCommand()), args);
  }

  static CommandLine commandLine(SeeCommand command) {
    return commandLine(command, command.err);
  }

  /** A command whose errors are one line. */
  static CommandLine commandLine(Callable<Integer> command, PrintStream err) {
    return new CommandLine(command)
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler((e, _, _) -> {
          err.println(e instanceof IOException ? e.getMessage() : e.toString());
          return 1;
        })
        .setParameterExceptionHandler((e, _) -> {
          err.println(e.getMessage() + ". Its options: -Dargs=--help");
          return 2;
        });
  }

  @Override
  public Integer call() throws IOException {
    checkLanguage(spec, language);
    checkPort("--live", live == null ? 1 : live, 1);
    checkPort("--page-port", pagePort, 0);
    if (to != null && live == null) {
      throw new ParameterException(spec.commandLine(), "--to needs --live");
    }
    var output = Output.of(language, !noBrowser);
    if (live != null) {
      var server = to == null || to.contains(":") ? to : "127.0.0.1:" + to;
      return new LiveView(live, what, folder, output, out, err).show(server, pagePort);
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

  static void checkLanguage(CommandSpec spec, String language) {
    if (!Set.of("en", "ko").contains(language)) {
      throw new ParameterException(spec.commandLine(), "the languages are en and ko");
    }
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
      boolean isTapped = run.capture() == null && !run.packets().isEmpty();
      var notes = isTapped ? List.of(output.words().say("see.by-tap")) : List.<String>of();
      var figure = new RunFigure(run, output.words(), new Caption("", run.capture(), notes));
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
