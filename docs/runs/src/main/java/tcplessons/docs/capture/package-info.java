/**
 * Packet captures: reading and writing their files, TCP segments, and the connections and states
 * that follow from them. It depends on no recorder and no operating system.
 */
package tcplessons.docs.capture;
