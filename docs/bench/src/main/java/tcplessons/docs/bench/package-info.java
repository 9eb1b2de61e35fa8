/**
 * Measures the servers of the lessons beside others, in interleaved rounds, and records the figures
 * of the page "How fast" in {@code docs/bench/recorded.json}.
 */
package tcplessons.docs.bench;
