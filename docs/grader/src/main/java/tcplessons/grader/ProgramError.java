package tcplessons.grader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a program printed on stderr, as far as it helps: an exception with the reader's line, or
 * else the last lines.
 */
record ProgramError(List<String> lines) {

  private static final int LINES_MAX = 6;

  /** The first line of an exception in Java and Node.js, the last one in Python. */
  private static final Pattern THROWN =
      Pattern.compile(
          "^(?:Exception in thread \"[^\"]*\" |Uncaught )?((?:\\w+\\.)*\\w*(?:Exception|Error)(?:"
              + " \\[\\w+\\])?(?::.*)?)$",
          Pattern.MULTILINE);

  /** A place in a file. */
  private static final Pattern PLACE =
      Pattern.compile("([^\\s(\"]+\\.(?:java|js|mjs|cjs|py))(?::|\", line )(\\d+)");

  /**
   * @param folder in which Java files are that are named without a path
   */
  static ProgramError of(String stderr, Path folder) {
    var printed = stderr.strip().replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "·");
    var thrown = THROWN.matcher(printed).results().toList();
    if (thrown.isEmpty()) {
      var all = printed.isEmpty() ? List.<String>of() : printed.lines().toList();
      return new ProgramError(all.subList(Math.max(0, all.size() - LINES_MAX), all.size()));
    }
    var lines = new ArrayList<>(List.of(thrown.getFirst().group(1)));
    place(printed, folder).ifPresent(lines::add);
    return new ProgramError(lines);
  }

  /** The innermost place that is in a file of the reader. */
  private static Optional<String> place(String printed, Path folder) {
    var places =
        PLACE
            .matcher(printed)
            .results()
            .filter(place -> Files.isRegularFile(file(place, folder)))
            .toList();
    if (places.isEmpty()) {
      return Optional.empty();
    }
    boolean isPython = places.getFirst().group(1).endsWith(".py");
    var place = isPython ? places.getLast() : places.getFirst();
    var file = file(place, folder);
    var code = SourceCompiler.line(file, Long.parseLong(place.group(2))).strip();
    return Optional.of(file.getFileName() + ":" + place.group(2) + "  " + code);
  }

  private static Path file(MatchResult place, Path folder) {
    return folder.resolve(place.group(1));
  }
}
