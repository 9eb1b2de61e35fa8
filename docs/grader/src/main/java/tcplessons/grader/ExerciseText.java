package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an exercise says in one language: {@code en.adoc} or {@code ko.adoc}. The pages of the site
 * show the same file.
 *
 * @param title of the exercise
 * @param sections by their ids: task, checks, hint-1, hint-2, hint-3, why, a mutant-NAME each, and
 *     messages
 */
public record ExerciseText(String title, Map<String, Section> sections) {

  public static final String TASK = "task";
  public static final String CHECKS = "checks";
  public static final String WHY = "why";
  public static final String MESSAGES = "messages";
  public static final int HINTS = 3;

  private static final Pattern ID = Pattern.compile("\\[#([\\w-]+).*\\]");
  private static final Pattern ENTRY = Pattern.compile("(\\S.*?):: (.*)");

  /** A section, with its lines of AsciiDoc. */
  public record Section(String title, List<String> lines) {

    /** The first paragraph. */
    public List<String> firstParagraph() {
      return lines.stream().takeWhile(line -> !line.isBlank()).toList();
    }

    /** The terms of a description list, with what is said of each. */
    Map<String, String> entries() {
      var entries = new LinkedHashMap<String, String>();
      for (var line : lines) {
        var entry = ENTRY.matcher(line);
        if (entry.matches()) {
          entries.put(entry.group(1), entry.group(2));
        }
      }
      return entries;
    }
  }

  static ExerciseText read(Path file) throws IOException {
    var sections = new LinkedHashMap<String, Section>();
    var title = "";
    var id = "";
    List<String> lines = new ArrayList<>();
    for (var line : Files.readAllLines(file)) {
      var next = ID.matcher(line);
      if (line.startsWith("= ")) {
        title = line.substring(2).strip();
      } else if (next.matches()) {
        id = next.group(1);
      } else if (line.startsWith("== ")) {
        lines = new ArrayList<>();
        sections.put(id, new Section(line.substring(3).strip(), lines));
      } else if (!lines.isEmpty() || !line.isBlank()) {
        lines.add(line);
      }
    }
    return new ExerciseText(title, sections);
  }

  /** The same with another text in place of one. */
  ExerciseText with(String placeholder, String text) {
    var replaced = new LinkedHashMap<String, Section>();
    sections.forEach((id, section) ->
        replaced.put(
            id,
            new Section(
                section.title(),
                section.lines().stream().map(line -> line.replace(placeholder, text)).toList())));
    return new ExerciseText(title, replaced);
  }

  public Optional<Section> section(String id) {
    return Optional.ofNullable(sections.get(id));
  }

  public Section hint(int level) {
    return sections.get("hint-" + level);
  }

  public Optional<Section> mutant(Mutant mutant) {
    return section("mutant-" + mutant.name());
  }

  /** The names of the checks after "starts", in this language and in their order. */
  List<String> checkNames() {
    return section(CHECKS).map(s -> List.copyOf(s.entries().keySet())).orElse(List.of());
  }

  /** A reason of a check in this language; English needs no translation. */
  String reason(String english) {
    return section(MESSAGES).map(s -> s.entries().getOrDefault(english, english)).orElse(english);
  }
}
