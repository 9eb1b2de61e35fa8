/**
 * Plays scenarios on a testbed, observes the output of the participants and the packets between
 * them, and records both as a run. A replay plays a scenario again and compares it with the
 * recorded run.
 */
package tcplessons.docs.runs;
