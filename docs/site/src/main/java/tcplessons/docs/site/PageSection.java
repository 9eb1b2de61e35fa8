package tcplessons.docs.site;

/**
 * A section in the source of a page; the title with the preamble counts as the section {@link
 * #PREAMBLE}.
 *
 * @param id from {@code [#id]}; null where the source has none
 * @param level the number of equals signs before the title
 * @param line the line of the heading, counted from 1
 * @param attributesLine the line of {@code [#id]}; 0 where there is none
 * @param fingerprint of the section's text
 * @param translates {@code twin}: the fingerprint of the original section that this one translates;
 *     null if absent
 */
record PageSection(
    String id,
    int level,
    String title,
    int line,
    int attributesLine,
    String fingerprint,
    String translates) {

  /** The id of a page's title and preamble, which have no {@code [#id]}. */
  static final String PREAMBLE = "preamble";
}
