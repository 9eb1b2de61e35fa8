/**
 * Turns Asciidoctor's HTML into a page of the site: semantic elements in our own template, with
 * navigation and the other language. Writes the pages of whole source files, which listings link
 * to.
 */
package tcplessons.docs.page;
