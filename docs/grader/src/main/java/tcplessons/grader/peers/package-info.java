/**
 * Peers that are hard to serve, shared by the fault matrix and by the exercises. They need nothing
 * but the JDK.
 */
package tcplessons.grader.peers;
