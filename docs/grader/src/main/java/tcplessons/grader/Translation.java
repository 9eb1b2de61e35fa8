package tcplessons.grader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Korean text of an exercise, or of a case file. Each of its sections names the state of the
 * English section that it translates, as on the pages: {@code [#task,twin=1a2b3c4d]}.
 */
public record Translation(Path folder, String id) {

  private static final Pattern ID = Pattern.compile("\\[#([\\w-]+)(?:,twin=(\\w+))?\\]");
  private static final int DIGITS = 8;

  /** A section that is not up to date. */
  public record Problem(Path file, int line, String message) {}

  public static Translation of(Exercise exercise) {
    return new Translation(exercise.folder(), exercise.id());
  }

  public static Translation of(CaseFile file) {
    return new Translation(file.folder(), file.id());
  }

  private Path file() {
    return folder.resolve(Words.KOREAN + ".adoc");
  }

  private ExerciseText english() throws IOException {
    return ExerciseText.read(folder.resolve(Words.ENGLISH + ".adoc"));
  }

  public List<Problem> problems() throws IOException {
    var problems = new ArrayList<Problem>();
    var english = english();
    var lines = Files.readAllLines(file());
    for (int i = 0; i < lines.size(); i++) {
      var mark = ID.matcher(lines.get(i));
      if (mark.matches()) {
        var twin = english.section(mark.group(1));
        if (twin.isEmpty()) {
          problems.add(problem(i, "section #" + mark.group(1) + " is not in en.adoc"));
        } else if (!fingerprint(twin.get()).equals(mark.group(2))) {
          problems.add(
              problem(
                  i,
                  "section #%s does not translate the present state of its twin; bring it in line"
                          .formatted(mark.group(1))
                      + " with en.adoc, then mark it: mvn -q compile exec:exec@try -Dargs=\"%s --translated\""
                          .formatted(id)));
        }
      }
    }
    return problems;
  }

  private Problem problem(int index, String message) {
    return new Problem(file(), index + 1, message);
  }

  /** Marks all sections as up to date. */
  void mark() throws IOException {
    var english = english();
    var lines =
        Files.readAllLines(file()).stream()
            .map(line -> marked(line, ID.matcher(line), english))
            .toList();
    Files.write(file(), lines);
  }

  private static String marked(String line, Matcher id, ExerciseText english) {
    if (!id.matches()) {
      return line;
    }
    return english
        .section(id.group(1))
        .map(twin -> "[#%s,twin=%s]".formatted(id.group(1), fingerprint(twin)))
        .orElse(line);
  }

  private static String fingerprint(ExerciseText.Section section) {
    var text = section.title() + "\n" + String.join("\n", section.lines()).stripTrailing();
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
