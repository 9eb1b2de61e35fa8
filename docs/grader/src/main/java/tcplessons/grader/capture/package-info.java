/**
 * Packet captures: the tools that write them, and the TCP segments in them. The grader and {@code
 * docs/runs} use these classes.
 */
package tcplessons.grader.capture;
