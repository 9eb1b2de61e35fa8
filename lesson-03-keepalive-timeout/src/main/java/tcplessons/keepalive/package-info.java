/**
 * Lesson 03: idle, blocked and dead connections, and the time limits that end them. {@link
 * tcplessons.keepalive.Lesson03} lists the steps; each step is one class that is its own command.
 */
package tcplessons.keepalive;
