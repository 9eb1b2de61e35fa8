package tcplessons.docs.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Writes into a translation which state of the original its sections say the same as. */
final class TwinMarks {
  private TwinMarks() {}

  /** A section whose mark is written: the page's title where {@code id} is {@link Section#HEAD}. */
  record Change(String id, int line, String from, String to) {}

  /** Marks the sections of these ids, as far as their marks are not right already. */
  static List<Change> mark(PageSource original, PageSource translation, List<String> ids)
      throws IOException {
    var lines = new ArrayList<>(translation.lines().stream().map(Line::text).toList());
    var changes = new ArrayList<Change>();
    // From the bottom up, so that a line that is added moves none that is still to be changed.
    for (var at = translation.sections().size() - 1; at >= 0; at--) {
      var section = translation.sections().get(at);
      if (!ids.contains(section.id())) {
        continue;
      }
      var hash = original.section(section.id()).orElseThrow().hash();
      if (hash.equals(section.twin())) {
        continue;
      }
      if (section.isHead()) {
        markHead(lines, section, hash);
      } else {
        markSection(lines, section, hash);
      }
      changes.add(0, new Change(section.id(), section.line(), section.twin(), hash));
    }
    if (!changes.isEmpty()) {
      Files.writeString(translation.file(), String.join("\n", lines) + "\n");
    }
    return changes;
  }

  private static void markSection(List<String> lines, Section section, String hash) {
    var at = section.attributes() - 1;
    var line = lines.get(at);
    lines.set(
        at,
        section.twin() == null
            ? line.substring(0, line.length() - 1) + ",twin=" + hash + "]"
            : line.replaceFirst("twin=[^,\\]]*", Matcher.quoteReplacement("twin=" + hash)));
  }

  /** The page's header ends at its first blank line. */
  private static void markHead(List<String> lines, Section head, String hash) {
    var entry = ":twin: " + hash;
    for (var at = head.line(); at < lines.size(); at++) {
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
}
