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
import tcplessons.docs.capture.DamagedCaptureException;

/** The command {@code see}: the reader's own programs and captures as figures. */
@Command(name = "see", description = "Draws a packet capture as the figures of this tutorial.")
final class SeeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "A pcap or pcapng file.")
  private List<String> what = List.of();

  @Option(
      names = "--connection",
      paramLabel = "N",
      split = ",",
      description = "Draw only these connections of a capture.")
  private Set<Integer> connections = new LinkedHashSet<>();

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

  static void main(String[] args) {
    System.exit(commandLine(new SeeCommand()).execute(args));
  }

  static CommandLine commandLine(SeeCommand command) {
    return new CommandLine(command)
        .setExpandAtFiles(false)
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
    return openCapture(folder.resolve(what.getFirst()));
  }

  private int openCapture(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), "no such file: " + file);
    }
    try {
      var output = Output.of(language, !noBrowser);
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
