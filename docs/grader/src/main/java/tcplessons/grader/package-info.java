/**
 * The grader: runs the program of a reader, talks to it through real sockets, and reports the first
 * check that fails. An exercise is a folder in a lesson; nothing here knows a single one.
 */
package tcplessons.grader;
