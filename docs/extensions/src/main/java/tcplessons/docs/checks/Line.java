package tcplessons.docs.checks;

/**
 * A line of a page's source.
 *
 * @param number counted from 1
 * @param prose whether Asciidoctor reads markup in it: false in listings, comments and passthroughs
 */
record Line(int number, String text, boolean prose) {}
