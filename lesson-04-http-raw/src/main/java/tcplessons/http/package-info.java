/**
 * Lesson 04: HTTP/1.1 from bytes: reading requests, writing responses, persistent connections and
 * their limits, serving files. {@link tcplessons.http.Lesson04} lists the steps; each step is one
 * class that is its own command.
 */
package tcplessons.http;
