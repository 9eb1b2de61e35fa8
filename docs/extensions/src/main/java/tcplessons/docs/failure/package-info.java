/**
 * Draws the error messages of Java, Node.js, curl and Chromium for the page {@code failures}. The
 * messages come from a JSON file, which a test compares with what the programs print.
 */
package tcplessons.docs.failure;
