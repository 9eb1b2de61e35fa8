package tcplessons.docs.book;

import java.util.regex.Pattern;

/**
 * A page as a chapter of a book. Ids are unique on a page, but not among pages: in a book each is
 * preceded by the name of its page, and so are the references to it.
 *
 * @param name the page's file name without extension
 */
record Chapter(String name, String source) {

  private static final Pattern ID = Pattern.compile("(?m)^\\[#(?=[\\w-]+[],.%])");
  private static final Pattern ANCHOR = Pattern.compile("\\[\\[(?=[\\w-]+]])");

  /** What the site lays out as a card is in two columns. */
  private static final Pattern ENTRY = Pattern.compile("(?m)^\\[\\.(?:claim|facts)]$");

  /** The number of a correction, which its page shows. */
  private static final Pattern NUMBER = Pattern.compile("\\[\\[([dst]\\d+)]]");

  private static final Pattern REFERENCE = Pattern.compile("<<(?=[\\w-]+(?:,[^>]*)?>>)");
  private static final Pattern OWN_SECTION = Pattern.compile("xref:#(?=[\\w-]+\\[)");
  private static final Pattern OTHER_SECTION =
      Pattern.compile("xref:([\\w-]+)\\.adoc#([\\w-]+)\\[");
  private static final Pattern OTHER_PAGE = Pattern.compile("xref:([\\w-]+)\\.adoc\\[");

  String text() {
    var text = ID.matcher(source).replaceAll("[#" + name + "_");
    text = ENTRY.matcher(text).replaceAll("[horizontal]");
    text = NUMBER.matcher(text).replaceAll("$0[.number]##$1## ");
    text = ANCHOR.matcher(text).replaceAll("[[" + name + "_");
    text = REFERENCE.matcher(text).replaceAll("<<" + name + "_");
    text = OWN_SECTION.matcher(text).replaceAll("xref:#" + name + "_");
    text = OTHER_SECTION.matcher(text).replaceAll("xref:$1_$2[");
    text = OTHER_PAGE.matcher(text).replaceAll("xref:$1[");
    return "[#" + name + "]\n" + text + "\n";
  }
}
