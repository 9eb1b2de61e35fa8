/**
 * Lesson 02: TCP clients that connect, send and receive at the same time, and detect how a
 * connection ends, and a proxy that prints what it forwards. {@link tcplessons.client.Lesson02}
 * lists the steps; each step is one class that is its own command.
 */
package tcplessons.client;
