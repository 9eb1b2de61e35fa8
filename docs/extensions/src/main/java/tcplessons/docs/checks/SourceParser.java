package tcplessons.docs.checks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the sections of a page, line by line, with the part of Asciidoctor's grammar that decides
 * what is a heading: delimited blocks, paragraphs, comments and block attributes.
 *
 * <p>Headings in Markdown's style, underlined titles and sections that come by include are not
 * understood. {@link SectionTree} reports a page on which that matters.
 */
final class SourceParser {
  private static final Pattern TITLE = Pattern.compile("=[ \t]+(\\S.*)");
  private static final Pattern HEADING = Pattern.compile("(={2,6})[ \t]+(\\S.*)");
  private static final Pattern COMPOUND = Pattern.compile("--|={4,}|\\*{4,}|_{4,}");
  private static final Pattern VERBATIM = Pattern.compile("-{4,}|\\.{4,}|\\+{4,}|/{4,}|`{3}[^`]*");
  private static final Pattern TABLE = Pattern.compile("[|,:!]={3,}");
  private static final Pattern COMMENT = Pattern.compile("//(?!/).*");
  private static final Pattern BLOCK_TITLE = Pattern.compile("\\.{1,2}[^ \t.].*");
  private static final Pattern ENTRY = Pattern.compile(":(!?[\\w-]+!?):(?:[ \t]+(.*))?");
  private static final Pattern ATTRIBUTES =
      Pattern.compile("\\[(?:|[\\w.#%{,\"'].*|\\[.*\\])\\]", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern VERBATIM_STYLE =
      Pattern.compile("\\[(?:source|listing|literal|pass|stem|latexmath|asciimath|comment)\\b.*");
  private static final Pattern DISCRETE = Pattern.compile("\\[(?:discrete|float)\\b.*");
  private static final Pattern ID = Pattern.compile("\\[[\\w-]*#([^\\].%,]+).*\\]");
  private static final Pattern TWIN = Pattern.compile(".*,\\s*twin=\"?([^,\"\\]]*)\"?.*\\]");

  private final List<Line> lines = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();

  /** The delimiters of the compound blocks around this line, the innermost first. */
  private final Deque<String> blocks = new ArrayDeque<>();

  /** The line that ends a block without headings; null outside of one. */
  private String end;

  private boolean endIsProse;
  private boolean inParagraph;
  private boolean verbatimParagraph;

  /** Block attributes whose block is still to come: a section starts with its attributes. */
  private final List<String> waiting = new ArrayList<>();

  private Start start = new Start(Section.HEAD, 1, "", 1, 0, null);
  private final List<String> body = new ArrayList<>();

  /** What is known of a section at its heading. */
  private record Start(String id, int level, String title, int line, int attributes, String twin) {

    Start titled(String title, int line) {
      return new Start(id, level, title, line, attributes, twin);
    }

    Start translating(String twin) {
      return new Start(id, level, title, line, attributes, twin);
    }

    Section end(List<String> body) {
      return new Section(id, level, title, line, attributes, Fingerprint.of(body), twin);
    }
  }

  void line(String raw) {
    var text = raw.stripTrailing();
    if (end != null) {
      insideBlock(text);
    } else if (text.isEmpty()) {
      inParagraph = verbatimParagraph = false;
      keep(text, true);
    } else if (COMMENT.matcher(text).matches()) {
      keep(text, false);
    } else if (ATTRIBUTES.matcher(text).matches()) {
      inParagraph = verbatimParagraph = false;
      waiting.add(text);
      keep(text, true);
    } else if (!delimiter(text)) {
      content(text);
    }
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  List<Section> sections() {
    var all = new ArrayList<>(sections);
    all.add(start.end(body));
    return List.copyOf(all);
  }

  private void insideBlock(String text) {
    var last = text.equals(end);
    keep(text, endIsProse);
    if (last) {
      end = null;
    }
  }

  private boolean delimiter(String text) {
    var table = TABLE.matcher(text).matches();
    var verbatim =
        VERBATIM.matcher(text).matches() || text.equals("--") && waitsFor(VERBATIM_STYLE);
    if (table || verbatim) {
      end = text.startsWith("```") ? "```" : text;
      endIsProse = table;
    } else if (!COMPOUND.matcher(text).matches()) {
      return false;
    } else if (blocks.contains(text)) {
      while (!blocks.pop().equals(text)) {
        // A block that was left open ends with the one around it.
      }
    } else {
      blocks.push(text);
    }
    inParagraph = verbatimParagraph = false;
    waiting.clear();
    keep(text, !verbatim);
    return true;
  }

  private void content(String text) {
    var heading = HEADING.matcher(text);
    var entry = ENTRY.matcher(text);
    var title = TITLE.matcher(text);
    if (inParagraph || BLOCK_TITLE.matcher(text).matches()) {
      keep(text, !verbatimParagraph);
      return;
    }
    if (heading.matches() && blocks.isEmpty() && !waitsFor(DISCRETE)) {
      startSection(heading.group(1).length(), heading.group(2));
    } else if (title.matches() && sections.isEmpty() && start.title().isEmpty()) {
      start = start.titled(title.group(1), lines.size() + 1);
    } else if (entry.matches()) {
      if (entry.group(1).equals("twin") && sections.isEmpty()) {
        start = start.translating(entry.group(2));
      }
    } else {
      inParagraph = !text.equals("+");
      verbatimParagraph = waitsFor(VERBATIM_STYLE);
    }
    waiting.clear();
    keep(text, !verbatimParagraph);
  }

  /** The lines of its attributes were kept as the end of the section before: they move. */
  private void startSection(int level, String title) {
    String id = null;
    String twin = null;
    var attributes = 0;
    var first = waiting.isEmpty() ? body.size() : body.lastIndexOf(waiting.get(0));
    for (var at = first; at < body.size(); at++) {
      var line = body.get(at);
      var named = ID.matcher(line);
      if (named.matches()) {
        id = named.group(1);
        attributes = lines.size() - body.size() + at + 1;
        var translated = TWIN.matcher(line);
        twin = translated.matches() ? translated.group(1) : null;
      }
    }
    sections.add(start.end(body.subList(0, first)));
    body.clear();
    start = new Start(id, level, title, lines.size() + 1, attributes, twin);
  }

  private boolean waitsFor(Pattern style) {
    return waiting.stream().anyMatch(line -> style.matcher(line).matches());
  }

  private void keep(String text, boolean prose) {
    lines.add(new Line(lines.size() + 1, text, prose));
    body.add(text);
  }
}
