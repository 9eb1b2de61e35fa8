/** Shows the figures that {@code docs/bench} has measured. */
package tcplessons.docs.speed;
