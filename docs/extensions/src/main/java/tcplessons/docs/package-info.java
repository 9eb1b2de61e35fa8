/**
 * The AsciiDoc extensions of the tutorial, registered by {@link tcplessons.docs.DocsExtensions}.
 * Here is what its packages share: texts in both languages, placeholder macros, line breaks in
 * code.
 */
package tcplessons.docs;
