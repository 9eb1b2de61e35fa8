/**
 * Draws recorded runs as figures with three lanes (server, wire, client) and as consoles, and
 * inserts the numbers that a run measured. A run or a test that does not exist fails the build.
 */
package tcplessons.docs.run;
