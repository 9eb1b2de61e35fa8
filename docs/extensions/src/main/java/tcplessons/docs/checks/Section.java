package tcplessons.docs.checks;

import java.util.Optional;

/**
 * A section of a page's source; the title with the preamble counts as the section {@link #HEAD}.
 *
 * @param id the explicit id from {@code [#id]}; null where the writer gave none
 * @param level the number of equals signs before the title
 * @param line the line of the heading, counted from 1
 * @param attributes the line of {@code [#id]}; 0 where there is none
 * @param hash the state of the text, as a translation's {@code twin} names it
 * @param twin the state of the original that this text translates; null where none is named
 */
record Section(
    String id, int level, String title, int line, int attributes, String hash, String twin) {

  /** The id of a page's title and preamble, which carry no id of their own. */
  static final String HEAD = "preamble";

  boolean isHead() {
    return HEAD.equals(id);
  }

  boolean translates(Section original) {
    return original.hash.equals(twin);
  }

  Optional<String> named() {
    return Optional.ofNullable(id).map(name -> "#" + name);
  }
}
