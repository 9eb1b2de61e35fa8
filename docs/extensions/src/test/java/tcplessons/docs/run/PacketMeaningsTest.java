package tcplessons.docs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.Words;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

class PacketMeaningsTest {

  private static final Path RUNS = Path.of("src/test/resources/runs");

  @Test
  void a_connection_is_told_from_its_first_SYN_to_its_last_ACK() throws Exception {
    assertThat(meanings("reply-once"))
        .containsExactly(
            "Opens the connection: the program has called connect().",
            "Responds for the listening socket and opens the other direction. The kernel does this;"
                + " no program was involved.",
            "Completes the handshake: accept() can now return this connection.",
            "Sends 8 bytes that the program has written.",
            "Acknowledges 8 bytes; no program was involved.",
            "Sends 4 bytes that the program has written.",
            "Acknowledges 4 bytes; no program was involved.",
            "Announces the end of this direction: close() or shutdownOutput().",
            "Acknowledges the FIN; no program was involved.",
            "Ends the other direction too: close() or shutdownOutput().",
            "Acknowledges the FIN; no program was involved.");
  }

  @Test
  void a_port_without_a_listener_refuses() throws Exception {
    assertThat(meanings("port-in-use"))
        .contains("Refuses the connection: no socket listens on this port.");
  }

  @Test
  void probes_that_get_no_response_are_counted() throws Exception {
    assertThat(meanings("dead-peer"))
        .contains(
            "Checks whether the other side still responds: a keep-alive probe without data.",
            "Responds to the probe: the connection still exists. No program was involved.",
            "Gives up: 10 probes have got no response. The packet is lost on the way.",
            "Rejects the data: the socket is closed, so the kernel responds with RST.");
  }

  @Test
  void a_reset_names_its_possible_causes_and_data_can_carry_a_FIN() throws Exception {
    assertThat(meanings("two-clients"))
        .contains(
            "Resets the connection: close() while received data was unread, or with SO_LINGER set"
                + " to 0.",
            "Sends 5 bytes that the program has written. Also announces the end of this"
                + " direction.");
  }

  @Test
  void a_reset_without_ACK_comes_from_a_kernel_that_does_not_have_the_connection() {
    assertThat(
            meanings(
                packet("a", "SYN", 0, 0, 0, 100),
                packet("b", "SYN ACK", 0, 1, 0, 100),
                packet("a", "ACK", 1, 1, 0, 100),
                packet("b", "PSH ACK", 1, 1, 5, 100),
                packet("a", "RST", 1, 0, 0, 0)))
        .endsWith("Rejects the packet: the kernel that sends this RST has no such connection.");
  }

  @Test
  void segments_that_repeat_earlier_ones_are_retransmissions() {
    assertThat(
            meanings(
                packet("a", "SYN", 0, 0, 0, 100),
                packet("a", "SYN", 0, 0, 0, 100),
                packet("b", "SYN ACK", 0, 1, 0, 100),
                packet("a", "ACK", 1, 1, 0, 100),
                packet("a", "PSH ACK", 1, 1, 5, 100),
                packet("a", "PSH ACK", 1, 1, 5, 100),
                packet("a", "FIN ACK", 6, 1, 0, 100),
                packet("a", "FIN ACK", 6, 1, 0, 100)))
        .contains(
            "Sends the SYN again: no response has arrived.",
            "Sends 5 bytes again: no ACK for them has arrived.",
            "Sends the FIN again: no ACK for it has arrived.");
  }

  @Test
  void a_full_receive_buffer_and_its_release_are_told_from_the_window() {
    assertThat(
            meanings(
                packet("a", "SYN", 0, 0, 0, 100),
                packet("b", "SYN ACK", 0, 1, 0, 100),
                packet("a", "ACK", 1, 1, 0, 100),
                packet("a", "PSH ACK", 1, 1, 100, 100),
                packet("b", "ACK", 1, 101, 0, 0),
                packet("b", "ACK", 1, 101, 0, 100),
                packet("b", "ACK", 1, 101, 0, 100)))
        .endsWith(
            "Acknowledges 100 bytes; no program was involved. The receive buffer is full, so the"
                + " other side must stop sending (window 0).",
            "Announces a larger receive window: the program has read data.",
            "Repeats an acknowledgment; no program was involved.");
  }

  @Test
  void a_segment_can_acknowledge_data_and_a_FIN_besides() {
    assertThat(
            meanings(
                packet("a", "SYN", 0, 0, 0, 100),
                packet("b", "SYN ACK", 0, 1, 0, 100),
                packet("a", "PSH FIN ACK", 1, 1, 5, 100),
                packet("b", "FIN ACK", 1, 7, 0, 100)))
        .endsWith(
            "Sends 5 bytes that the program has written. Also announces the end of this"
                + " direction.",
            "Ends the other direction too: close() or shutdownOutput(). Also acknowledges 5 bytes."
                + " Also acknowledges the FIN.");
  }

  @Test
  void a_FIN_after_a_signal_names_the_signal() {
    var events =
        List.of(
            packet("a", "SYN", 0, 0, 0, 100),
            packet("b", "SYN ACK", 0, 1, 0, 100),
            new Event.Signal(3, "a", "INT"),
            packet("a", "FIN ACK", 1, 1, 0, 100));

    assertThat(meanings(events, "en"))
        .endsWith("Announces the end of this direction: the socket was closed after SIGINT.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reply-once", "dead-peer", "two-clients", "port-in-use"})
  void every_packet_has_a_Korean_sentence_too(String id) throws Exception {
    var run = RecordedRuns.read(RUNS, id);

    assertThat(PacketMeanings.of(run, Words.in("ko")).values())
        .allMatch(sentence -> sentence.contains("다."));
  }

  private static List<String> meanings(String id) throws RecordedRuns.RunReferenceException {
    return meanings(RecordedRuns.read(RUNS, id), "en");
  }

  private static List<String> meanings(Event... events) {
    return meanings(List.of(events), "en");
  }

  private static List<String> meanings(List<? extends Event> events, String language) {
    var all = new ArrayList<Event>(events);
    return meanings(
        new Run("r", "m", "2026-11-21", Map.of(), List.of(), all, Map.of(), null), language);
  }

  private static List<String> meanings(Run run, String language) {
    var meanings = PacketMeanings.of(run, Words.in(language));
    return run.packets().stream().map(meanings::get).toList();
  }

  private static final AtomicInteger TIME = new AtomicInteger();

  /** Each packet has a time of its own. */
  private static Event.Packet packet(
      String from, String flags, long seq, long ack, int length, int window) {
    boolean isFromA = from.equals("a");
    return new Event.Packet(
        TIME.incrementAndGet(),
        from,
        isFromA ? "b" : "a",
        isFromA,
        1,
        from + ":1",
        (isFromA ? "b" : "a") + ":1",
        List.of(flags.split(" ")),
        seq,
        ack,
        length,
        window,
        List.of(),
        "",
        "",
        Map.of(),
        false);
  }
}
