package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The solution with one mistake: a line of {@code mutants.txt}.
 *
 * <pre>
 * name | the first check that fails: signature | find =&gt; replace
 *     find =&gt; replace
 * </pre>
 *
 * <p>Every white space in {@code find} stands for any white space, so it may reach over several
 * lines of the solution. Indented lines are further changes.
 *
 * @param check the first check that fails
 */
public record Mutant(String name, String check, Signature signature, List<Edit> edits) {

  /** Between the files of a solution: each change is made in the one file that has the text. */
  private static final String BETWEEN = "\f";

  public record Edit(String find, String replace) {

    static Edit parse(String text) {
      var parts = text.split(" =>( |$)", 2);
      if (parts.length < 2) {
        throw new IllegalArgumentException("no \"find => replace\": " + text);
      }
      return new Edit(parts[0].strip(), parts[1].strip());
    }

    String apply(String source) {
      var words = new ArrayList<String>();
      for (var word : find.split("\\s+")) {
        words.add(Pattern.quote(word));
      }
      var matcher = Pattern.compile(String.join("\\s+", words)).matcher(source);
      if (matcher.results().count() != 1) {
        throw new IllegalArgumentException("not exactly once in the solution: " + find);
      }
      return matcher.reset().replaceFirst(Matcher.quoteReplacement(replace));
    }
  }

  static List<Mutant> read(Path file) throws IOException {
    var mutants = new ArrayList<Mutant>();
    for (var line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (Character.isWhitespace(line.charAt(0))) {
        mutants.getLast().edits().add(Edit.parse(line.strip()));
      } else {
        mutants.add(parse(file, line));
      }
    }
    return List.copyOf(mutants);
  }

  private static Mutant parse(Path file, String line) {
    var parts = line.split(" \\| ", 3);
    int colon = parts.length < 3 ? -1 : parts[1].lastIndexOf(": ");
    if (colon < 0) {
      throw new IllegalArgumentException(
          file + ": not \"name | check: signature | find => replace\": " + line);
    }
    return new Mutant(
        parts[0].strip(),
        parts[1].substring(0, colon).strip(),
        Signature.parse(parts[1].substring(colon + 2)),
        new ArrayList<>(List.of(Edit.parse(parts[2]))));
  }

  /** Writes the files of the solution with this mistake into a folder. */
  void write(List<Path> solution, Path folder) throws IOException {
    var sources = new ArrayList<String>();
    for (var file : solution) {
      sources.add(Files.readString(file));
    }
    var source = String.join(BETWEEN, sources);
    for (var edit : edits) {
      source = edit.apply(source);
    }
    var changed = source.split(BETWEEN);
    for (int i = 0; i < changed.length; i++) {
      Files.writeString(folder.resolve(solution.get(i).getFileName()), changed[i]);
    }
  }

  /** The mutant that a deviation is recognised as: the one with the most precise signature. */
  static Optional<Mutant> recognise(List<Mutant> mutants, String check, Signature observed) {
    return mutants.stream()
        .filter(mutant -> mutant.check.equals(check) && mutant.signature.matches(observed))
        .max(Comparator.comparing(mutant -> mutant.signature.step() > 0));
  }
}
