/**
 * Lesson 01: TCP servers that listen, accept connections, read, respond and close. {@link
 * tcplessons.server.Lesson01} lists the steps; each step is one class that is its own command.
 */
package tcplessons.server;
