package tcplessons.docs.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asciidoctor.ast.Document;

/**
 * A tagged region of a file that a page includes.
 *
 * @param tag the name of the region
 */
record TaggedRegion(Path file, String tag) {

  private static final Pattern INCLUDE = Pattern.compile("include::(\\S+)\\[tag=([\\w-]+)[^\\]]*]");
  private static final Pattern REFERENCE = Pattern.compile("\\{([\\w-]+)}");
  private static final Pattern TAG = Pattern.compile("\\s*// (tag|end)::([\\w-]+)\\[]");

  /**
   * The regions that a page includes, by their text as {@link #textOf} returns it: Asciidoctor's
   * tree has no includes, and within a list not the right line.
   */
  static Map<String, TaggedRegion> allOf(Document page) throws IOException {
    var all = new HashMap<String, TaggedRegion>();
    for (var line : Files.readAllLines(Path.of(page.getAttribute("docfile").toString()))) {
      var include = INCLUDE.matcher(line);
      if (include.matches()) {
        var included = new TaggedRegion(resolve(include.group(1), page), include.group(2));
        if (Files.isRegularFile(included.file())) {
          all.put(textOf(included.lines().stream()), included);
        }
      }
    }
    return all;
  }

  /** The lines without their indentation, which an include can change. */
  static String textOf(Stream<String> lines) {
    return lines.map(String::strip).collect(Collectors.joining("\n"));
  }

  static boolean isTag(String line) {
    return TAG.matcher(line).matches();
  }

  private List<String> lines() throws IOException {
    var lines = new ArrayList<String>();
    boolean inside = false;
    for (var line : Files.readAllLines(file)) {
      var mark = TAG.matcher(line);
      if (!mark.matches()) {
        if (inside) {
          lines.add(line);
        }
      } else if (mark.group(2).equals(tag)) {
        inside = mark.group(1).equals("tag");
      }
    }
    return lines;
  }

  private static Path resolve(String target, Document page) {
    var path =
        REFERENCE
            .matcher(target)
            .replaceAll(reference ->
                Matcher.quoteReplacement(String.valueOf(page.getAttribute(reference.group(1)))));
    return Path.of(path).toAbsolutePath().normalize();
  }
}
