/**
 * The fault matrix: every server of the lessons is started in a process of its own and exposed to
 * every fault, while a well-behaved client uses it. What a server holds afterwards, and whether it
 * still serves, is checked from outside.
 */
package tcplessons.docs.faults;
