/**
 * Processes, network namespaces and waiting, shared by the packages runs, faults and failures;
 * independent of all three.
 */
package tcplessons.docs.kit;
