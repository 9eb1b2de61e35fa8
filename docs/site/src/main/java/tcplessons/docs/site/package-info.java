/**
 * Builds the site and checks it: every problem is reported with file and line. The preview builds
 * the pages that change while they are written.
 */
package tcplessons.docs.site;
