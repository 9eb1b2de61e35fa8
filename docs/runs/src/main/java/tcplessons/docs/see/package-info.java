/** Shows the reader's own programs, connections and captures as figures: {@code exec:exec@see}. */
package tcplessons.docs.see;
