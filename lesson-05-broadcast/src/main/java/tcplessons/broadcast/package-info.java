/**
 * Lesson 05: servers that send what one client sends to all others, on one server or several.
 * {@link tcplessons.broadcast.Lesson05} lists the steps; each step is one class that is its own
 * command.
 */
package tcplessons.broadcast;
