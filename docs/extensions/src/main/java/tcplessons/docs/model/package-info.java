/**
 * What the recorders in {@code docs/runs} write and the pages are drawn from: the JSON files of
 * runs, of the fault matrix and of the error messages, as Java records. Both sides use these
 * classes, so that each file is described once.
 */
package tcplessons.docs.model;
