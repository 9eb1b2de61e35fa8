package tcplessons.grader;

import java.time.Duration;
import java.util.stream.Collectors;
import tcplessons.grader.capture.Segment;

/**
 * A packet of a check, as it was captured.
 *
 * @param at the time since the check began
 * @param who the grader's end of the connection, as in the transcript; empty if there is none
 * @param isFromGrader whether the grader's end has sent it
 */
record Packet(Duration at, String who, boolean isFromGrader, Segment segment) {

  /** Such as {@code SYN ACK}. */
  String flags() {
    return segment.flags().stream().map(Enum::name).collect(Collectors.joining(" "));
  }
}
