/**
 * What runs, faults and failures are tested with: the lessons' command lines, processes, network
 * namespaces and waiting. Nothing here knows what is tested.
 */
package tcplessons.docs.kit;
