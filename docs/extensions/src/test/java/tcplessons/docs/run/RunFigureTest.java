package tcplessons.docs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import tcplessons.docs.Words;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

class RunFigureTest {

  private static final Path RUNS = Path.of("src/test/resources/runs");

  @Test
  void rows_come_in_the_order_of_time_with_pauses_between_them() throws Exception {
    var rows = rows(draw("reply-once", "en"));

    assertThat(rows.eachText())
        .startsWith(
            "0.0 ms server starts: mvn -q compile exec:exec@reply-once",
            "212.0 ms server prints: listen on port 5000",
            "220.1 ms client starts: node say.js 5000 testing~")
        .containsSubsequence(
            "280.3 ms client to server: ACK client: ESTABLISHED server: ESTABLISHED"
                + " Completes the handshake: accept() can now return this connection."
                + " 0.100 ms after the previous packet seq 1 ack 1 length 0"
                + " 127.0.0.1:50644 → 127.0.0.1:5000",
            "281.4 ms client prints: connect to server!",
            "1.0 s pause",
            "1285.1 ms server prints: testing~")
        .endsWith("1316.0 ms server: exit code 0");
    assertThat(rows.select("> time").eachAttr("datetime")).isSorted();
  }

  @Test
  void a_packet_is_read_as_who_to_whom_flags_size_and_payload() throws Exception {
    var data = draw("reply-once", "en").selectFirst("li.packet.data");

    assertThat(data.selectFirst(".wire").text())
        .startsWith("client to server: PSH ACK 8 bytes testing~");
    assertThat(data.selectFirst(".details code").wholeText()).isEqualTo("74 65 73 74 69 6e 67 7e");
  }

  @Test
  void each_kind_of_packet_has_its_own_class_and_shape() throws Exception {
    var figure = draw("two-clients", "en");
    new Legend(Words.in("en")).applyTo(figure.body());

    for (var kind : List.of("syn", "data", "ack", "fin", "rst")) {
      assertThat(figure.select("li.packet." + kind + " svg.head use")).as(kind).isNotEmpty();
    }
    var shapes =
        figure.select(".legend .key").stream().map(key -> key.select("svg").outerHtml()).toList();
    assertThat(shapes).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void a_keep_alive_probe_is_labelled_as_one() throws Exception {
    var probes = draw("dead-peer", "en").select("li.packet.probe .label");

    assertThat(probes).hasSize(11);
    assertThat(probes.select("small").eachText()).containsOnly("probe, seq 6");
    assertThat(draw("reply-once", "en").select(".probe")).isEmpty();
  }

  @Test
  void html_in_peer_data_is_escaped() throws Exception {
    var figure = draw("two-clients", "en");

    assertThat(figure.select("script, [onclick], [style]")).isEmpty();
    assertThat(figure.select("q.payload").eachText())
        .contains("<script>alert(1)</script>\\t한글\\0끝");
    assertThat(figure.select("samp").eachText()).contains("<script>alert('printed')</script>");
  }

  @Test
  void clients_that_run_one_after_another_share_a_lane_and_are_told_apart() throws Exception {
    var run = RecordedRuns.read(RUNS, "two-clients");
    var events = new ArrayList<>(run.events());
    var firstClientExits = new Event.Exit(370, "client", 1);
    events.add(events.indexOf(new Event.Start(380, "client-2")), firstClientExits);
    var figure = draw(run.withEvents(events));

    assertThat(figure.selectFirst(".run-facts").text()).contains("15 packets", "2 connections");
    assertThat(figure.select("li.packet .label > .connection").eachText()).contains("1", "2");
    assertThat(figure.select(".end.client .state").eachText())
        .contains("1 client ESTABLISHED", "2 client 2 ESTABLISHED");
    assertThat(figure.select("li.deed.client > .console > .who").eachText())
        .containsExactly("client", "client 2", "client");
  }

  @Test
  void each_process_has_a_lane_if_a_proxy_stands_between_two_of_them() throws Exception {
    var figure = draw("proxy", "en");

    assertThat(figure.select(".names p").eachText())
        .containsExactly("client nc", "proxy lesson 2", "server lesson 1");
    var rows = figure.select("li.packet");
    assertThat(rows.first().classNames()).contains("left-1", "right-2", "to-server");
    assertThat(rows.last().classNames()).contains("left-2", "right-3", "to-server");
    assertThat(rows.last().select(".life")).hasSize(3);
    assertThat(rows.last().selectFirst(".end.client .state").text()).endsWith("SYN-SENT");
  }

  @Test
  void each_client_has_a_lane_if_several_are_connected_at_the_same_time() throws Exception {
    var figure = draw("two-clients", "en");

    assertThat(figure.select(".names p").eachText())
        .containsExactly("client Node.js", "server lesson 1", "client 2 curl");
    assertThat(figure.select("li.packet[data-of=client server]").first().classNames())
        .contains("left-1", "right-2", "to-server");
    var syn = figure.select("li.packet[data-of=client-2 server]").first();
    assertThat(syn.classNames()).contains("left-2", "right-3", "to-client", "of-client");
    assertThat(syn.selectFirst(".end.server").classNames()).contains("of-client");
  }

  @Test
  void without_packets_too_each_client_has_a_lane_and_the_first_is_on_the_left() {
    var participants =
        List.of(
            participant("server", Run.Lane.SERVER),
            participant("anna", Run.Lane.CLIENT),
            participant("bob", Run.Lane.CLIENT));
    var events =
        Stream.of("server", "anna", "bob").<Event>map(who -> new Event.Start(1, who)).toList();
    var run = new Run("x", "m", "2026-11-21", Map.of(), participants, events, Map.of(), null);

    assertThat(draw(run).select(".names b").eachText()).containsExactly("anna", "server", "bob");
  }

  @Test
  void the_lane_of_a_stopped_process_is_hatched_until_it_continues() {
    var participants =
        List.of(participant("a", Run.Lane.CLIENT), participant("b", Run.Lane.CLIENT));
    var events =
        List.<Event>of(
            new Event.Start(1, "a"),
            new Event.Start(2, "b"),
            new Event.Signal(3, "b", "STOP"),
            new Event.Print(4, "a", Event.OutputStream.OUT, "x"),
            new Event.Signal(5, "b", "CONT"));
    var run = new Run("x", "m", "2026-11-21", Map.of(), participants, events, Map.of(), null);

    var rows = draw(run).select("li");
    assertThat(rows.stream().map(row -> row.select(".halt.at-2").size()))
        .containsExactly(0, 0, 1, 1, 0);
    assertThat(rows.select(".halt.at-1")).isEmpty();
  }

  @Test
  void a_reset_from_a_port_without_a_listener_says_so() throws Exception {
    var reset = draw("port-in-use", "en").selectFirst("li.packet.rst");

    assertThat(reset.selectFirst(".end.server").text())
        .isEqualTo("no program listens on 127.0.0.1:5001");
    assertThat(reset.selectFirst(".wire").text()).startsWith("127.0.0.1:5001 to client:");
  }

  @Test
  void errors_are_told_from_output_by_more_than_colour() throws Exception {
    var error = draw("port-in-use", "en").selectFirst("li.stderr");

    assertThat(error.text()).contains("second server prints on stderr:", "Address already in use");
    assertThat(error.selectFirst(".stream").text()).isEqualTo("stderr");
  }

  @Test
  void the_lifelines_follow_the_states_of_the_ends() throws Exception {
    var rows = rows(draw("reply-once", "en"));

    assertThat(rows.first().classNames()).contains("client-none", "server-none");
    assertThat(row(rows, "SYN-SENT").classNames()).contains("client-opening", "server-none");
    assertThat(row(rows, "1.0 s pause").classNames()).contains("client-open", "server-open");
    assertThat(row(rows, "FIN-WAIT-1").classNames()).contains("client-closing", "server-closing");
    assertThat(rows.last().classNames()).contains("client-none", "server-time-wait");
  }

  @Test
  void a_stopped_process_is_marked_until_it_goes_on() throws Exception {
    var figure = draw("handshake-before-accept", "en");

    var marked = figure.select("li:has(> .halt.server)");
    assertThat(marked.first().text()).contains("stopped (SIGSTOP)");
    assertThat(marked.text()).contains("ESTABLISHED", "LISTEN").doesNotContain("SIGCONT");
  }

  @Test
  void a_link_that_is_down_is_shown_until_it_is_up() throws Exception {
    var figure = draw("dead-peer", "en");

    assertThat(figure.select("li.link").eachText())
        .containsExactly("2.218 s the link is cut", "13.152 s the link works again");
    var marked = figure.select("li:has(> .cut)");
    assertThat(marked.first().classNames()).contains("link", "down");
    assertThat(marked.last().nextElementSibling().classNames()).contains("link", "up");
    assertThat(marked.text()).contains("ETIMEDOUT").doesNotContain("are you there?", "welcome");
  }

  @Test
  void the_arrow_of_a_lost_packet_ends_between_the_lanes() throws Exception {
    var figure = draw("dead-peer", "en");

    var lost = figure.select("li.packet.lost");
    assertThat(lost).hasSize(11).allMatch(row -> row.classNames().contains("to-client"));
    assertThat(lost.select(".arrow > .loss").eachText()).hasSize(11).containsOnly("lost");
    assertThat(lost.last().text())
        .contains("RST ACK", "lost", "server: CLOSED")
        .doesNotContain("client: CLOSED");
    assertThat(figure.select("li.packet:not(.lost) .loss")).isEmpty();
    var heads = figure.select("li.packet.ack svg.head").stream().map(Element::outerHtml);
    assertThat(heads.distinct()).hasSize(2);
  }

  @Test
  void lines_printed_together_make_one_row() throws Exception {
    var rows = draw("reply-once", "en").select("ol > li").eachText();

    assertThat(rows).contains("1287.0 ms client prints: receive: test disconnected.");
  }

  @Test
  void long_runs_are_timed_in_seconds() throws Exception {
    assertThat(draw("port-in-use", "en").select("time").eachText()).contains("0.232 s", "15.800 s");
  }

  @Test
  void a_figure_with_maven_commands_says_once_that_java_was_recorded_without_maven()
      throws Exception {
    var note = "recorded with java directly: times and exit codes are without Maven";

    assertThat(draw("reply-once", "en").text()).containsOnlyOnce(note);
    assertThat(draw("dead-peer", "en").text()).doesNotContain(note);
  }

  @Test
  void labels_are_korean_on_a_korean_page() throws Exception {
    var figure = draw("reply-once", "ko");

    assertThat(figure.selectFirst(".run-facts").text()).startsWith("패킷 11개 기록일 2026-11-21");
    assertThat(figure.select("ol > li").eachText())
        .contains("212.0 ms 서버 출력: listen on port 5000", "1.0초 동안 변화 없음");
    assertThat(figure.select(".participant").eachText()).contains("서버 1과");
  }

  @Test
  void the_capture_can_be_downloaded() throws Exception {
    assertThat(draw("reply-once", "en").selectFirst("a[download]").attr("href"))
        .isEqualTo("../runs/reply-once.pcapng");
  }

  @Test
  void a_run_without_packets_needs_no_legend() {
    var quiet = new Run("quiet", "m", "2026-11-21", Map.of(), List.of(), List.of(), Map.of(), null);

    var figure = Jsoup.parseBodyFragment(figure(quiet, "en").draw(null, false));

    assertThat(figure.select(".legend, a[download]")).isEmpty();
    assertThat(figure.selectFirst(".run-facts").text()).startsWith("without packets");
    assertThat(figure.select("figure.solo")).hasSize(1);
    assertThat(figure.selectFirst(".run-title").text()).isEqualTo("quiet");
  }

  @Test
  void what_happens_before_the_first_packet_is_folded() throws Exception {
    var figure = draw("reply-once", "en");

    var folded = figure.selectFirst(".diagram > ol > li.prelude > details");
    assertThat(folded.selectFirst("> summary").text())
        .isEqualTo("server up after 212 ms node say.js 5000 testing~");
    assertThat(folded.select("> ol > li")).hasSize(3);
    assertThat(draw("port-in-use", "en").select(".prelude li").eachText())
        .noneMatch(row -> row.contains("stderr"));
    assertThat(draw("proxy", "en").select(".prelude")).isEmpty();
  }

  @Test
  void the_legend_is_in_the_first_figure_and_behind_a_button_of_the_others() throws Exception {
    var page = draw("reply-once", "en");
    page.body().append(draw("two-clients", "en").body().html());
    new Legend(Words.in("en")).applyTo(page.body());

    var figures = page.select("figure");
    assertThat(figures.first().select(".legend .key")).hasSize(5);
    assertThat(figures.first().select(".legend-open")).isEmpty();
    assertThat(figures.last().select(".legend")).isEmpty();
    assertThat(figures.last().selectFirst(".legend-open").attr("popovertarget"))
        .isEqualTo(page.selectFirst("body > .legend[popover]").id());
  }

  @Test
  void a_long_output_shows_six_lines_and_folds_the_others() {
    var lines = IntStream.rangeClosed(1, 13).mapToObj(n -> "line " + n).toList();
    var printed = new Event.Print(1, "server", Event.OutputStream.OUT, String.join("\n", lines));
    var server = List.of(participant("server", Run.Lane.SERVER));
    var run = new Run("x", "m", "2026-11-21", Map.of(), server, List.of(printed), Map.of(), null);

    var row = draw(run).selectFirst("li");

    assertThat(row.selectFirst("samp").wholeText().lines()).containsExactlyElementsOf(lines);
    assertThat(row.selectFirst(".folded").wholeText()).startsWith("line 7").endsWith("line 13");
    assertThat(row.selectFirst("button.unfold").text()).isEqualTo("+7 lines");
  }

  @Test
  void clients_that_do_the_same_can_be_the_rows_of_a_table_with_all_packets_below()
      throws Exception {
    var run = RecordedRuns.read(RUNS, "two-clients");
    var figure = Jsoup.parseBodyFragment(figure(run, "en").draw(null, true));

    assertThat(figure.select(".clients tbody tr")).hasSize(2);
    assertThat(figure.select(".clients th").eachText())
        .containsExactly("Command", "Request", "Response", "Output of the client");
    assertThat(figure.select(".clients tbody tr:last-child td:nth-child(2)").text())
        .isEqualTo("GET / HTTP/1.1");
    assertThat(figure.selectFirst("figure > details > summary").text()).isEqualTo("15 packets");
    assertThat(figure.select("details li.packet")).hasSize(15);
  }

  /** All rows but the one that holds the rows before the first packet. */
  private static Elements rows(Document figure) {
    return figure.select("ol > li:not(.prelude)");
  }

  private static Document draw(String id, String language)
      throws RecordedRuns.RunReferenceException {
    return Jsoup.parseBodyFragment(
        figure(RecordedRuns.read(RUNS, id), language).draw("Title", false));
  }

  private static Document draw(Run run) {
    return Jsoup.parseBodyFragment(figure(run, "en").draw("Title", false));
  }

  private static Run.Participant participant(String name, Run.Lane lane) {
    return new Run.Participant(name, lane, "x", "x", null, null);
  }

  private static RunFigure figure(Run run, String language) {
    return new RunFigure(run, Words.in(language), CodeReferences.NONE);
  }

  private static Element row(List<Element> rows, String text) {
    return rows.stream().filter(row -> row.text().contains(text)).findFirst().orElseThrow();
  }
}
