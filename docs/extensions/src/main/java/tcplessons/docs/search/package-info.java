/**
 * Extracts the text of the built pages, section by section, for the search of the site. The index
 * is one script for each language.
 */
package tcplessons.docs.search;
