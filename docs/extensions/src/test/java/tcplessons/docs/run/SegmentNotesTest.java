package tcplessons.docs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.docs.run.SegmentNotes.Note.DUPLICATE_ACK;
import static tcplessons.docs.run.SegmentNotes.Note.KEEP_ALIVE_PROBE;
import static tcplessons.docs.run.SegmentNotes.Note.RETRANSMISSION;
import static tcplessons.docs.run.SegmentNotes.Note.WINDOW_UPDATE;
import static tcplessons.docs.run.SegmentNotes.Note.ZERO_WINDOW;
import static tcplessons.docs.run.SegmentNotes.Note.ZERO_WINDOW_PROBE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.Packet;
import tcplessons.docs.model.Run;
import tcplessons.docs.run.SegmentNotes.Note;

class SegmentNotesTest {

  private final List<Event> packets = new ArrayList<>();

  @BeforeEach
  void handshake() {
    client("SYN", 0, 0, 0, 1000);
    server("SYN ACK", 0, 1, 0, 1000);
    client("ACK", 1, 1, 0, 1000);
  }

  @Test
  void data_that_was_sent_before_is_a_retransmission() {
    server("ACK", 1, 1, 10, 1000);
    var again = server("ACK", 1, 1, 10, 1000);
    var next = server("ACK", 11, 1, 10, 1000);

    assertThat(notes(again)).containsExactly(RETRANSMISSION);
    assertThat(notes(next)).isEmpty();
  }

  @Test
  void syn_and_fin_are_retransmitted_too() {
    var syn = client("SYN", 0, 0, 0, 1000);
    var fin = client("FIN ACK", 1, 1, 0, 1000);
    var finAgain = client("FIN ACK", 1, 1, 0, 1000);

    assertThat(notes(syn)).containsExactly(RETRANSMISSION);
    assertThat(notes(fin)).isEmpty();
    assertThat(notes(finAgain)).containsExactly(RETRANSMISSION);
  }

  @Test
  void an_ack_that_repeats_its_number_behind_a_gap_is_a_duplicate() {
    server("ACK", 1, 1, 10, 1000);
    var first = client("ACK", 1, 11, 0, 1000);
    server("ACK", 21, 1, 10, 1000);
    var sack = client("ACK", 1, 11, 0, 1100, "sack 1 {21:31}");

    assertThat(notes(first)).isEmpty();
    assertThat(notes(sack)).containsExactly(DUPLICATE_ACK);
    assertThat(SegmentNotes.sack(sack)).isEqualTo("{21:31}");
  }

  @Test
  void a_closed_window_is_probed_and_updated() {
    server("ACK", 1, 1, 10, 1000);
    var full = client("ACK", 1, 11, 0, 0);
    var probe = server("ACK", 10, 1, 0, 1000);
    var still = client("ACK", 1, 11, 0, 0);
    var update = client("ACK", 1, 11, 0, 500);

    assertThat(notes(full)).containsExactly(ZERO_WINDOW);
    assertThat(notes(probe)).containsExactly(ZERO_WINDOW_PROBE);
    assertThat(notes(still)).containsExactly(ZERO_WINDOW);
    assertThat(notes(update)).containsExactly(WINDOW_UPDATE);
  }

  @Test
  void a_probe_of_an_open_window_is_a_keep_alive_probe_and_its_response_is_no_duplicate() {
    var probe = server("ACK", 0, 1, 0, 1000);
    var response = client("ACK", 1, 1, 0, 1000);

    assertThat(notes(probe)).containsExactly(KEEP_ALIVE_PROBE);
    assertThat(notes(response)).isEmpty();
  }

  private Packet client(String flags, long seq, long ack, int length, int window, String... more) {
    return packet(true, flags, seq, ack, length, window, more);
  }

  private Packet server(String flags, long seq, long ack, int length, int window) {
    return packet(false, flags, seq, ack, length, window);
  }

  private Packet packet(
      boolean toServer,
      String flags,
      long seq,
      long ack,
      int length,
      int window,
      String... options) {
    var packet =
        new Packet(
            packets.size(),
            toServer ? "client" : "server",
            toServer ? "server" : "client",
            toServer,
            1,
            "source",
            "target",
            List.of(flags.split(" ")),
            seq,
            ack,
            length,
            window,
            List.of(options),
            "",
            "",
            Map.of(),
            false);
    packets.add(packet);
    return packet;
  }

  private Set<Note> notes(Packet packet) {
    var run = new Run("id", "lesson", "2026-01-01", Map.of(), List.of(), packets, Map.of(), null);
    return SegmentNotes.of(run).get(packet);
  }
}
