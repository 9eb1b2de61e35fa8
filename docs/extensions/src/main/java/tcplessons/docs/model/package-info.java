/**
 * Java records for the JSON files of runs, the fault matrix and error messages. {@code docs/runs}
 * writes the files, the pages read them.
 */
package tcplessons.docs.model;
