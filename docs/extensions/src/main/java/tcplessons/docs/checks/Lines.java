package tcplessons.docs.checks;

import java.util.regex.Pattern;
import org.asciidoctor.ast.Cursor;

/** Finds the line of the file that a message is about. */
final class Lines {
  private Lines() {}

  /**
   * The line above the cursor on which this is written. Inside a block that an extension parses,
   * Asciidoctor counts from the start of the block: there the whole page is searched.
   */
  static int of(Page page, Cursor cursor, Pattern written) {
    var known = cursor != null && page.file().toString().equals(cursor.getFile());
    var last = known ? cursor.getLineNumber() : page.source().lines().size();
    return page.source()
        .prose()
        .filter(line -> line.number() <= last && written.matcher(line.text()).matches())
        .mapToInt(Line::number)
        .max()
        .orElse(known ? last : 1);
  }
}
