package tcplessons.docs.see;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.grader.TerminalLanguage;

/** The command {@code tour}: the programs of a lesson, one step after the other. */
@Command(
    name = "tour",
    description =
        "Starts the programs of a lesson step by step, and shows their packets in the browser."
            + " Enter does the next step, Ctrl-C ends everything that was started.")
final class TourCommand implements Callable<Integer> {

  /** The recorded runs of each lesson that are played, on ports that the site does not use. */
  static final List<List<String>> RUNS =
      List.of(
          List.of("hello"),
          List.of("ticker", "ticker-ended"),
          List.of("idle-timeout", "keep-alive"),
          List.of("http-hello", "http-keep-alive"),
          List.of("broadcast", "chat"),
          List.of("text", "frames"));

  @Parameters(paramLabel = "LESSON", description = "01 to 06.")
  private String lesson;

  @Option(names = "--lang", paramLabel = "LANG", description = "en or ko; otherwise from LANG.")
  private String language = TerminalLanguage.read();

  @Option(names = "--no-browser", description = "Only print the address of the page.")
  private boolean noBrowser;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  static void main(String[] args) throws InterruptedException {
    InterruptibleMain.run(SeeCommand.commandLine(new TourCommand(), System.err), args);
  }

  @Override
  public Integer call() throws IOException {
    if (!lesson.matches("0?[1-6]")) {
      throw new ParameterException(spec.commandLine(), "the lessons are 01 to 06");
    }
    SeeCommand.checkLanguage(spec, language);
    var tour = new Tour(Output.of(language, !noBrowser), enters(), out, err);
    try {
      return tour.play(RUNS.get(Integer.parseInt(lesson) - 1)) ? 0 : 1;
    } catch (InterruptedException _) {
      return CommandLine.ExitCode.OK; // Ctrl-C
    } catch (MissingToolException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  /** True for each line, and false at the end of the input. A blocked read is not interruptible. */
  private static BlockingQueue<Boolean> enters() {
    var enters = new LinkedBlockingQueue<Boolean>();
    Thread.ofPlatform()
        .daemon()
        .name("terminal")
        .start(() -> {
          try {
            for (var line = IO.readln(); line != null; line = IO.readln()) {
              enters.add(true);
            }
          } catch (IOError _) {
            // there is no standard input
          }
          enters.add(false);
        });
    return enters;
  }
}
