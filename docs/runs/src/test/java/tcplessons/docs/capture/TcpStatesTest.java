package tcplessons.docs.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tcplessons.docs.capture.TcpStates.End;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;

/** Each test is a connection: one line for each segment, and the states that it leads to. */
class TcpStatesTest {

  private static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 40000);
  private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.1", 5000);
  private static final String HANDSHAKE =
      """
      > SYN seq=0           client SYN-SENT
      < SYN ACK seq=0 ack=1 client ESTABLISHED, server SYN-RECEIVED
      > ACK seq=1 ack=1     server ESTABLISHED
      """;

  @Test
  void the_server_ends_first_in_three_segments() {
    check(
        HANDSHAKE,
        """
        > PSH ACK seq=1 ack=1 len=8
        < ACK seq=1 ack=9
        < PSH ACK seq=1 ack=9 len=4
        > ACK seq=9 ack=5
        < FIN ACK seq=5 ack=9 client CLOSE-WAIT, server FIN-WAIT-1
        > FIN ACK seq=9 ack=6 client LAST-ACK, server TIME-WAIT
        < ACK seq=6 ack=10    client CLOSED
        """);
  }

  @Test
  void the_client_ends_first_in_four_segments() {
    check(
        HANDSHAKE,
        """
        > FIN ACK seq=1 ack=1 client FIN-WAIT-1, server CLOSE-WAIT
        < ACK seq=1 ack=2     client FIN-WAIT-2
        < FIN ACK seq=1 ack=2 client TIME-WAIT, server LAST-ACK
        > ACK seq=2 ack=2     server CLOSED
        """);
  }

  @Test
  void a_half_closed_connection_still_carries_data_the_other_way() {
    check(
        HANDSHAKE,
        """
        < FIN ACK seq=1 ack=1       client CLOSE-WAIT, server FIN-WAIT-1
        > PSH ACK seq=1 ack=2 len=5 server FIN-WAIT-2
        < ACK seq=2 ack=6
        > FIN ACK seq=6 ack=2       client LAST-ACK, server TIME-WAIT
        < ACK seq=2 ack=7           client CLOSED
        """);
  }

  @Test
  void fins_that_cross_lead_through_closing() {
    check(
        HANDSHAKE,
        """
        > FIN ACK seq=1 ack=1 client FIN-WAIT-1
        < FIN ACK seq=1 ack=1 client CLOSING, server FIN-WAIT-1
        > ACK seq=2 ack=2     server TIME-WAIT
        < ACK seq=2 ack=2     client TIME-WAIT
        """);
  }

  @Test
  void data_that_crosses_a_fin_was_sent_before_its_arrival() {
    check(
        HANDSHAKE,
        """
        < FIN ACK seq=1 ack=1       client CLOSE-WAIT, server FIN-WAIT-1
        > PSH ACK seq=1 ack=1 len=8
        < ACK seq=2 ack=9
        > FIN ACK seq=9 ack=2       client LAST-ACK, server TIME-WAIT
        < ACK seq=2 ack=10          client CLOSED
        """);
  }

  @Test
  void a_fin_may_come_with_the_last_data() {
    check(
        HANDSHAKE,
        """
        > FIN PSH ACK seq=1 ack=1 len=8 client FIN-WAIT-1, server CLOSE-WAIT
        < FIN PSH ACK seq=1 ack=10 len=4 client TIME-WAIT, server LAST-ACK
        > ACK seq=10 ack=6              server CLOSED
        """);
  }

  @Test
  void a_reset_closes_both_ends_at_once() {
    check(
        HANDSHAKE,
        """
        > PSH ACK seq=1 ack=1 len=8
        < RST ACK seq=1 ack=9 client CLOSED, server CLOSED
        """);
  }

  @Test
  void a_reset_may_follow_a_fin() {
    check(
        HANDSHAKE,
        """
        < FIN ACK seq=1 ack=1       client CLOSE-WAIT, server FIN-WAIT-1
        > PSH ACK seq=1 ack=2 len=8 server FIN-WAIT-2
        < RST seq=2                 client CLOSED, server CLOSED
        """);
  }

  @Test
  void a_syn_to_a_port_without_a_listener_is_reset() {
    check(
        "",
        """
        > SYN seq=0           client SYN-SENT
        < RST ACK seq=0 ack=1 client CLOSED, server CLOSED
        """);
  }

  @Test
  void what_is_sent_again_changes_nothing() {
    check(
        "",
        """
        > SYN seq=0           client SYN-SENT
        > SYN seq=0
        < SYN ACK seq=0 ack=1 client ESTABLISHED, server SYN-RECEIVED
        < SYN ACK seq=0 ack=1
        > ACK seq=1 ack=1     server ESTABLISHED
        > PSH ACK seq=1 ack=1 len=8
        > PSH ACK seq=1 ack=1 len=8
        < FIN ACK seq=1 ack=9 client CLOSE-WAIT, server FIN-WAIT-1
        < FIN ACK seq=1 ack=9
        > ACK seq=9 ack=2     server FIN-WAIT-2
        > FIN ACK seq=9 ack=2 client LAST-ACK, server TIME-WAIT
        > FIN ACK seq=9 ack=2
        < ACK seq=2 ack=10    client CLOSED
        """);
  }

  @Test
  void the_first_data_may_be_the_last_of_the_handshake() {
    check(
        "",
        """
        > SYN seq=0                 client SYN-SENT
        < SYN ACK seq=0 ack=1       client ESTABLISHED, server SYN-RECEIVED
        > PSH ACK seq=1 ack=1 len=8 server ESTABLISHED
        """);
  }

  @Test
  void a_fin_behind_lost_data_is_received_when_it_is_acknowledged() {
    check(
        HANDSHAKE,
        """
        < ACK seq=1 ack=1 len=8 lost
        < ACK seq=9 ack=1 len=8
        < FIN ACK seq=17 ack=1 server FIN-WAIT-1
        > ACK seq=1 ack=1
        < ACK seq=1 ack=1 len=8
        > ACK seq=1 ack=18 client CLOSE-WAIT, server FIN-WAIT-2
        > FIN ACK seq=1 ack=18 client LAST-ACK, server TIME-WAIT
        """);
  }

  @Test
  void what_is_lost_changes_its_sender_alone() {
    check(
        HANDSHAKE,
        """
        < FIN ACK seq=1 ack=1 lost  server FIN-WAIT-1
        < FIN ACK seq=1 ack=1 lost
        < FIN ACK seq=1 ack=1       client CLOSE-WAIT
        > ACK seq=1 ack=2           server FIN-WAIT-2
        > FIN ACK seq=1 ack=2       client LAST-ACK, server TIME-WAIT
        < ACK seq=2 ack=2 lost
        > FIN ACK seq=1 ack=2
        < ACK seq=2 ack=2           client CLOSED
        """);
    check(
        HANDSHAKE,
        """
        < RST ACK seq=1 ack=1 lost  server CLOSED
        """);
    check(
        "",
        """
        > SYN seq=0                 client SYN-SENT
        < SYN ACK seq=0 ack=1 lost  server SYN-RECEIVED
        < SYN ACK seq=0 ack=1       client ESTABLISHED
        """);
  }

  @Test
  void sequence_numbers_wrap_around() {
    check(
        "",
        """
        > SYN seq=4294967295           client SYN-SENT
        < SYN ACK seq=4294967290 ack=0 client ESTABLISHED, server SYN-RECEIVED
        > ACK seq=0 ack=4294967291     server ESTABLISHED
        < PSH ACK seq=4294967291 ack=0 len=10
        < FIN ACK seq=5 ack=0          client CLOSE-WAIT, server FIN-WAIT-1
        > ACK seq=0 ack=4294967295
        > ACK seq=0 ack=6              server FIN-WAIT-2
        """);
  }

  private static void check(String before, String conversation) {
    var lines = (before + conversation).lines().toList();
    var packets = lines.stream().map(TcpStatesTest::packet).toList();
    var entered = TcpStates.entered(packets, CLIENT);
    var actual = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      var states =
          entered.get(i).entrySet().stream()
              .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      actual.add((segment(lines.get(i)) + " " + states).strip());
    }
    assertThat(actual).isEqualTo(lines.stream().map(line -> line.replaceAll(" +", " ")).toList());
  }

  private static String segment(String line) {
    return line.replaceAll(" +", " ").replaceFirst(" (client|server) .*", "");
  }

  private static Segment packet(String line) {
    var sender = line.startsWith(">") ? End.CLIENT : End.SERVER;
    var words = List.of(segment(line).split(" "));
    var flags = EnumSet.noneOf(Flag.class);
    words.stream().filter(word -> word.matches("[A-Z]+")).map(Flag::valueOf).forEach(flags::add);
    return new Segment(
        0,
        sender == End.CLIENT ? CLIENT : SERVER,
        sender == End.CLIENT ? SERVER : CLIENT,
        flags,
        number(words, "seq="),
        number(words, "ack="),
        0,
        List.of(),
        new byte[(int) number(words, "len=")],
        words.contains("lost"));
  }

  private static long number(List<String> words, String key) {
    return words.stream()
        .filter(word -> word.startsWith(key))
        .mapToLong(word -> Long.parseLong(word.substring(key.length())))
        .findFirst()
        .orElse(0);
  }
}
