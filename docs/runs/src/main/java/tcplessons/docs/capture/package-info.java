/**
 * Packet captures: writing their files, and the connections and states that follow from segments.
 * It depends on no recorder and no operating system.
 */
package tcplessons.docs.capture;
