package tcplessons.grader;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** AsciiDoc as text for a terminal: paragraphs are wrapped, code is kept as it is. */
final class PlainText {

  static final int COLUMNS = 96;

  /** Stands for a space in code, at which no line ends. */
  private static final char NO_BREAK = '\u00a0';

  private static final Pattern XREF =
      Pattern.compile("xref:([\\w-]+)\\.adoc(#[\\w-]+)?\\[(.*?)\\]");
  private static final Pattern LINK = Pattern.compile("(https?://[^\\[\\s]+)\\[(.*?)\\]");
  private static final Pattern RUN = Pattern.compile("(?:run|test):([\\w-]+)\\[(.*?)\\]");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final Pattern STRONG = Pattern.compile("\\*(\\S(?:[^*]*\\S)?)\\*");
  private static final Pattern EMPHASIS = Pattern.compile("\\b_([^_]+)_\\b");

  private PlainText() {}

  /**
   * The lines of a section.
   *
   * @param indent what every line begins with
   */
  static String of(List<String> asciidoc, String indent, String language) {
    var out = new ArrayList<String>();
    var paragraph = new ArrayList<String>();
    boolean inCode = false;
    for (var line : asciidoc) {
      if (line.matches("----+|\\.\\.\\.\\.+|====+|\\*\\*\\*\\*+")) {
        flush(paragraph, indent, out);
        inCode = line.startsWith("-") && !inCode;
      } else if (inCode) {
        out.add(indent + "    " + line);
      } else if (line.startsWith("[") && line.endsWith("]") || line.startsWith("//")) {
        flush(paragraph, indent, out);
      } else if (line.isBlank()) {
        flush(paragraph, indent, out);
        if (!out.isEmpty() && !out.getLast().isBlank()) {
          out.add("");
        }
      } else {
        if (line.matches("[*.] .*|.*\\S:: .*")) {
          flush(paragraph, indent, out);
        }
        paragraph.add(
            unbreakable(line.replaceFirst("^[*.] ", "- ").replaceFirst(":: ", ": "), language));
      }
    }
    flush(paragraph, indent, out);
    return String.join("\n", out).strip().isEmpty() ? "" : String.join("\n", out).stripTrailing();
  }

  private static void flush(List<String> paragraph, String indent, List<String> out) {
    if (!paragraph.isEmpty()) {
      var text = String.join(" ", paragraph);
      out.addAll(wrap(text, indent, text.startsWith("- ") ? indent + "  " : indent));
      paragraph.clear();
    }
  }

  /**
   * Without the marks of AsciiDoc, except those around code; a reference becomes its text and
   * address.
   */
  static String inline(String line, String language) {
    return breakable(unbreakable(line, language));
  }

  private static String breakable(String text) {
    return text.replace(NO_BREAK, ' ');
  }

  /** The same, with code that is not to be broken at the end of a line. */
  static String unbreakable(String line, String language) {
    var text =
        XREF.matcher(line)
            .replaceAll(m -> quoted(reference(m.group(1), m.group(2), m.group(3), language)));
    text = LINK.matcher(text).replaceAll(m -> quoted(linked(m.group(2), m.group(1), language)));
    text =
        RUN.matcher(text).replaceAll(m -> quoted(m.group(2).isEmpty() ? m.group(1) : m.group(2)));
    // What is in `` is code, and may contain the other marks.
    var parts = CODE.matcher(text);
    var result = new StringBuilder();
    int from = 0;
    while (parts.find()) {
      result.append(unmarked(text.substring(from, parts.start())));
      var code = parts.group(1).replaceAll("^\\+(.+)\\+$", "$1");
      result.append("`").append(code.replace(' ', NO_BREAK)).append("`");
      from = parts.end();
    }
    return result.append(unmarked(text.substring(from))).toString();
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("$", "\\$");
  }

  private static String reference(String page, String anchor, String text, String language) {
    return linked(text, address(page, anchor == null ? "" : anchor, language), language);
  }

  /** In Korean, a parenthesis follows its word without a space. */
  private static String linked(String text, String address, String language) {
    return text + (language.equals(Words.KOREAN) ? "(" : " (") + address + ")";
  }

  static String address(String page, String anchor, String language) {
    return "http://localhost:8000/" + language + "/" + page + ".html" + anchor;
  }

  private static String unmarked(String text) {
    var plain = STRONG.matcher(text).replaceAll("$1");
    return EMPHASIS.matcher(plain).replaceAll("$1").replace("{empty}", "");
  }

  /** Lines of at most {@link #COLUMNS} columns. */
  static List<String> wrap(String text, String first, String others) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(first);
    boolean isEmpty = true;
    for (var word : text.split(" ")) {
      if (!isEmpty && width(line) + 1 + width(word) > COLUMNS) {
        lines.add(breakable(line.toString()));
        line = new StringBuilder(others);
        isEmpty = true;
      }
      line.append(isEmpty ? "" : " ").append(word);
      isEmpty = false;
    }
    lines.add(breakable(line.toString()));
    return lines;
  }

  /** The columns of a terminal that a text takes: two for Hangul. */
  static int width(CharSequence text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int c) {
    return c >= 0x1100 && c <= 0x115F
        || c >= 0x2E80 && c <= 0xA4CF
        || c >= 0xAC00 && c <= 0xD7A3
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0xFE30 && c <= 0xFE6F
        || c >= 0xFF00 && c <= 0xFF60
        || c >= 0x1F300 && c <= 0x1FAFF;
  }

  static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  static String joined(List<String> words) {
    return words.stream().collect(Collectors.joining(", "));
  }
}
