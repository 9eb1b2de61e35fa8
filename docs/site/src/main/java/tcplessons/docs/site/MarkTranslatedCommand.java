package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Marks sections of a translation as up to date: stores the fingerprints of the original. */
@Command(
    name = "translated",
    description = "Marks translated sections as up to date with the original.")
final class MarkTranslatedCommand implements Callable<Integer> {
  /** A field, because a logger that is garbage collected forgets its settings. */
  private static final Logger CONSOLE = Logger.getLogger("asciidoctor");

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
              + PageSection.PREAMBLE
              + ").")
  private List<String> targets;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  private final Supplier<Asciidoctor> asciidoctor;

  private MarkTranslatedCommand(Supplier<Asciidoctor> asciidoctor) {
    this.asciidoctor = asciidoctor;
  }

  static void main(String[] args) {
    CONSOLE.setUseParentHandlers(false); // the build reports mistakes
    System.exit(commandLine(Asciidoctor.Factory::create).execute(args));
  }

  static CommandLine commandLine(Supplier<Asciidoctor> asciidoctor) {
    return new CommandLine(new MarkTranslatedCommand(asciidoctor))
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
    var pages = new PageTree(folder);
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
      return PageTree.TRANSLATIONS;
    }
    if (!PageTree.TRANSLATIONS.contains(language)) {
      throw wrong(
          "no translation %s: there is %s", language, String.join(", ", PageTree.TRANSLATIONS));
    }
    return List.of(language);
  }

  private void mark(PageTree pages, String translation, String name, String section)
      throws IOException {
    for (var needed : List.of(PageTree.ORIGINAL, translation)) {
      if (!pages.has(needed, name)) {
        throw wrong(
            "no page %s: there is %s",
            pages.shortName(pages.page(needed, name)),
            orNone(pages.all(needed).stream().map(PageTree::name).toList()));
      }
    }
    var original = PageOutline.load(asciidoctor.get(), pages.page(PageTree.ORIGINAL, name));
    var translated = PageOutline.load(asciidoctor.get(), pages.page(translation, name));
    var inBoth = translated.ids().stream().filter(id -> original.section(id).isPresent()).toList();
    if (section != null && !inBoth.contains(section)) {
      throw wrong(
          "page %s has no section #%s in both languages: there is %s",
          name, section, orNone(inBoth));
    }
    var changes = mark(original, translated, section == null ? inBoth : List.of(section));
    var page = pages.shortName(translated.file());
    var out = spec.commandLine().getOut();
    if (changes.isEmpty()) {
      out.println(page + (section == null ? "" : "#" + section) + " is marked already");
    }
    changes.forEach(change -> out.println(page + change));
    out.flush();
  }

  /** Marks the sections of these ids that are not up to date, and describes each change. */
  static List<String> mark(PageOutline original, PageOutline translation, List<String> ids)
      throws IOException {
    var lines = new ArrayList<>(translation.lines());
    var changes = new ArrayList<String>();
    // From the last to the first: a line that is inserted moves no section that is still to come.
    for (var section : translation.sections().reversed()) {
      if (ids.contains(section.id())) {
        var from = section.translates();
        var to = original.section(section.id()).orElseThrow().fingerprint();
        if (!to.equals(from)) {
          if (section.attributesLine() == 0) {
            markHeader(lines, section, to);
          } else {
            markSection(lines, section, to);
          }
          changes.addFirst(
              "#%s: %s".formatted(section.id(), from == null ? to : from + " -> " + to));
        }
      }
    }
    if (!changes.isEmpty()) {
      Files.writeString(translation.file(), String.join("\n", lines) + "\n");
    }
    return changes;
  }

  private static void markSection(List<String> lines, PageSection section, String fingerprint) {
    var at = section.attributesLine() - 1;
    var line = lines.get(at);
    lines.set(
        at,
        section.translates() == null
            ? line.substring(0, line.length() - 1) + ",twin=" + fingerprint + "]"
            : line.replaceFirst("twin=[^,\\]]*", "twin=" + fingerprint));
  }

  /** The header of a page ends at the first blank line. */
  private static void markHeader(List<String> lines, PageSection title, String fingerprint) {
    var entry = ":twin: " + fingerprint;
    for (var at = title.line(); at < lines.size(); at++) {
      if (lines.get(at).startsWith(":twin:")) {
        lines.set(at, entry);
        return;
      }
      if (lines.get(at).isBlank()) {
        lines.add(at, entry);
        return;
      }
    }
    lines.add(entry);
  }

  private static String orNone(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private ParameterException wrong(String message, Object... values) {
    return new ParameterException(spec.commandLine(), message.formatted(values));
  }
}
