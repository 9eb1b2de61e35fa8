/**
 * Lesson 06: decoding bytes as text, as the struct of a C++ program, and as length-prefixed frames.
 * {@link tcplessons.binary.Lesson06} lists the steps; each step is one class that is its own
 * command.
 */
package tcplessons.binary;
