package tcplessons.client;

import java.time.Duration;
import lombok.Builder;

/**
 * How a tap passes on what it gets. Without a word: as it comes, at once.
 *
 * @param dripping one byte at a time, each in a segment of its own
 * @param delay how long to hold back each piece that comes; none by default
 * @param coalescing what comes until there is a pause of 200 ms goes on in one piece
 * @param resetAfter break the connection off when this many bytes have passed, both directions
 *     counted; 0 for never
 */
@Builder
record TapManners(boolean dripping, Duration delay, boolean coalescing, long resetAfter) {

  /** The defaults; Lombok adds the rest. */
  static class TapMannersBuilder {
    private Duration delay = Duration.ZERO;
  }
}
