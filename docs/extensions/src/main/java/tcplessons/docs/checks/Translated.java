package tcplessons.docs.checks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line for translators: marks sections of a translation as up to date with the original
 * as it now is.
 */
@Command(
    name = "translated",
    description = "Marks translated sections as up to date with the original.")
public final class Translated implements Callable<Integer> {
  @Option(
      names = "--pages",
      paramLabel = "FOLDER",
      defaultValue = "docs/site/src/docs/asciidoc",
      description = "The folder of all pages (${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "Only this translation; otherwise all of them.")
  private String language;

  @Parameters(
      arity = "1..*",
      paramLabel = "PAGE[#SECTION]",
      description =
          "All of a page (lesson-01), a section of it (lesson-01#accept-loop), or its"
              + " title and first words (lesson-01#"
              + Section.HEAD
              + ").")
  private List<String> targets;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Translated())
        .setParameterExceptionHandler((problem, args) -> {
          var command = problem.getCommandLine();
          command.getErr().println(problem.getMessage() + " (--help shows what is possible)");
          return CommandLine.ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((problem, command, parsed) -> {
          command.getErr().println(problem.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
  }

  @Override
  public Integer call() throws IOException {
    var pages = new Pages(folder.toAbsolutePath().normalize());
    for (var target : targets) {
      var hash = target.indexOf('#');
      var name = hash < 0 ? target : target.substring(0, hash);
      var section = hash < 0 ? null : target.substring(hash + 1);
      for (var translation : languages()) {
        mark(pages, translation, name, section);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private List<String> languages() {
    if (language == null) {
      return Pages.TRANSLATIONS;
    }
    if (!Pages.TRANSLATIONS.contains(language)) {
      throw wrong(
          "no translation %s: there is %s", language, String.join(", ", Pages.TRANSLATIONS));
    }
    return List.of(language);
  }

  private void mark(Pages pages, String translation, String name, String section)
      throws IOException {
    for (var needed : List.of(Pages.ORIGINAL, translation)) {
      if (!pages.has(needed, name)) {
        throw wrong(
            "no page %s: there is %s",
            pages.nameOf(pages.page(needed, name)), orNone(pages.names(needed)));
      }
    }
    var original = pages.read(Pages.ORIGINAL, name);
    var translated = pages.read(translation, name);
    var known = translated.ids().filter(id -> original.section(id).isPresent()).toList();
    if (section != null && !known.contains(section)) {
      throw wrong(
          "page %s has no section #%s in both languages: there is %s",
          name, section, orNone(known));
    }
    var changes = TwinMarks.mark(original, translated, section == null ? known : List.of(section));
    report(pages.nameOf(translated.file()), section, changes);
  }

  private void report(String page, String section, List<TwinMarks.Change> changes) {
    var out = spec.commandLine().getOut();
    if (changes.isEmpty()) {
      out.println(page + (section == null ? "" : "#" + section) + " is marked already");
    }
    for (var change : changes) {
      out.printf(
          "%s#%s: %s%n",
          page,
          change.id(),
          change.from() == null ? change.to() : change.from() + " -> " + change.to());
    }
    out.flush();
  }

  private static String orNone(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private ParameterException wrong(String message, Object... values) {
    return new ParameterException(spec.commandLine(), message.formatted(values));
  }
}
