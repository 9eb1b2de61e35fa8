/**
 * Draws the fault matrix on its page. The matrix itself is played and recorded by {@code
 * docs/runs}.
 */
package tcplessons.docs.matrix;
