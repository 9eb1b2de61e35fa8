package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.Words;
import tcplessons.docs.see.ObservedRun.Owners;
import tcplessons.grader.capture.CapturedFrame;

/** Alone, because one of its tests measures memory. */
@Isolated
class LivePageTest {

  private static final int SYN = 0x02;
  private static final int PSH_ACK = 0x18;
  private static final byte[] NOTHING = {};

  @TempDir Path folder;
  private final Observed observed = new Observed(_ -> Owners.UNKNOWN, 0);
  private LivePage page;

  @BeforeEach
  void open() throws IOException {
    page = LivePage.open(observed, new Output(folder, Words.in("en"), false), "Live", 0);
  }

  @AfterEach
  void close() {
    page.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT"})
  void requests_for_this_server_get_the_page(String host) throws IOException {
    assertThat(get("/", host))
        .startsWith("HTTP/1.1 200 ")
        .contains("Content-Security-Policy", "default-src 'none'", "connect-src 'self'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "localhost.evil.example:PORT",
        "127.0.0.1.evil.example",
        "192.168.0.7:PORT",
        ""
      })
  void requests_for_another_host_are_refused(String host) throws IOException {
    assertThat(get("/", host)).startsWith("HTTP/1.1 421 ").doesNotContain("<html");
    assertThat(get("/events", host)).startsWith("HTTP/1.1 421 ").doesNotContain("data:");
  }

  @Test
  void a_port_that_is_taken_is_named_in_one_line() {
    int taken = page.address().getPort();
    var output = new Output(folder, Words.in("en"), false);

    assertThatThrownBy(() -> LivePage.open(observed, output, "Live", taken))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot listen on port %d: Address already in use. Another: --page-port N", taken);
  }

  @Test
  void the_page_is_served_on_the_loopback_address_only() {
    assertThat(page.address().getHost()).isEqualTo("localhost");
    assertThat(page.listensOn().isLoopbackAddress()).isTrue();
  }

  @Test
  void a_connection_appears_while_it_happens() throws IOException {
    try (var events = new Events("")) {
      events.next("list");
      observed.add(frame(1, 40000, SYN, NOTHING));

      assertThat(events.next("list").at("/head").asText()).isEqualTo("1");
      assertThat(figure(events.next("figure"))).contains("SYN", "SYN-SENT");

      observed.add(frame(2, 40000, PSH_ACK, "hi".getBytes(UTF_8)));
      events.next("list");
      var change = events.next("figure");
      assertThat(change.at("/from").asInt()).isEqualTo(1);
      assertThat(figure(change)).contains("PSH ACK 2 bytes hi");
    }
  }

  @Test
  void a_connection_is_picked_by_its_number() throws IOException {
    observed.add(frame(1, 40001, SYN, NOTHING));
    observed.add(frame(2, 40002, SYN, NOTHING));

    try (var events = new Events("?connection=1")) {
      assertThat(events.next("figure").at("/head").asText()).contains("127.0.0.1:40001");
    }
  }

  @ParameterizedTest
  @CsvSource({"true 5000, 1", "true 127.0.0.1:5000, 1", "true 5001, 0"})
  void a_connection_whose_syn_was_lost_is_shown_if_a_program_has_its_port(String command, int shown)
      throws IOException {
    try (var programs = new OwnPrograms(folder, System.out, _ -> false, 0)) {
      programs.start(OwnProgram.Start.of(command, command));
      programs.observed().add(frame(1, 40000, PSH_ACK, "hi".getBytes(UTF_8)));

      assertThat(programs.observed().connectionCount()).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</samp></li></ol><script>alert(1)</script>",
        "\n\nevent: list\ndata: {\"head\":\"9\"}\n\n",
        "\r\rdata: {}\r\r",
        "\0\u0007\u001b[31m"
      })
  void hostile_bytes_stay_text(String text) throws IOException {
    observed.add(frame(1, 40000, SYN, NOTHING));
    observed.add(frame(2, 40000, PSH_ACK, text.getBytes(ISO_8859_1)));

    try (var events = new Events("")) {
      assertThat(events.next("list").at("/head").asText()).isEqualTo("1");
      var rows = Jsoup.parseBodyFragment(html(events.next("figure")));
      assertThat(rows.select("script, img, [onerror]")).isEmpty();
      assertThat(rows.select("li.packet")).hasSize(2);
      assertThat(rows.select(".payload").text().replaceAll("\\s", ""))
          .startsWith(text.substring(0, 4).replaceAll("(?s)[^ -~].*|\\s", ""));
    }
  }

  @Test
  void a_flood_is_survived_in_bounded_memory() throws IOException {
    long before = usedMemory();
    for (int i = 0; i < 100_000; i++) {
      // 2,000 connections of 50 packets with 1,000 bytes
      int flags = i % 50 == 0 ? SYN : PSH_ACK;
      observed.add(frame(i, 10_000 + i / 50, flags, new byte[flags == SYN ? 0 : 1000]));
    }
    long bytes = usedMemory() - before;

    IO.println("100,000 packets: %,d bytes are kept".formatted(bytes));
    assertThat(bytes).isLessThan(64 << 20);
    assertThat(observed.connectionCount()).isEqualTo(2000);
    int kept =
        observed.lastConnections(Integer.MAX_VALUE, c -> c.segments().size()).stream()
            .mapToInt(Integer::intValue)
            .sum();
    assertThat(kept).isBetween(Observed.SEGMENTS_MAX - 50, Observed.SEGMENTS_MAX);
    try (var events = new Events("")) {
      assertThat(events.next("list").at("/rows").size()).isEqualTo(200);
      assertThat(html(events.next("figure"))).contains("PSH");
    }
  }

  @Test
  void of_a_connection_with_100000_packets_a_figure_has_500() throws IOException {
    observed.add(frame(0, 40000, SYN, NOTHING));
    for (int i = 1; i < 100_000; i++) {
      observed.add(frame(i, 40000, PSH_ACK, new byte[10]));
    }

    try (var events = new Events("")) {
      var rows = Jsoup.parseBodyFragment(html(events.next("figure")));
      assertThat(rows.select("li.packet")).hasSize(500);
      assertThat(rows.text()).contains("99,500 packets are not shown");
    }
  }

  private static long usedMemory() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private String get(String path, String host) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort())) {
      var request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(path, host.replace("PORT", "" + page.address().getPort()));
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** The event stream, as a browser reads it. */
  private final class Events implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Events(String query) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort());
      socket.setSoTimeout(20_000);
      var request = "GET /events" + query + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    JsonNode next(String event) throws IOException {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: " + event)) {
          return JsonMapper.builder().build().readTree(lines.readLine().substring(6));
        }
      }
      throw new AssertionError("the stream has ended");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static String html(JsonNode change) {
    var rows = new ArrayList<String>(List.of(change.at("/head").asText("")));
    change.at("/rows").forEach(row -> rows.add(row.asText()));
    return String.join("", rows);
  }

  private static String figure(JsonNode change) {
    return Jsoup.parseBodyFragment(html(change)).text();
  }

  /** An Ethernet frame from a client's port to the port 5000 of 127.0.0.1. */
  private static CapturedFrame frame(long micros, int from, int flags, byte[] payload) {
    var bytes = ByteBuffer.allocate(54 + payload.length);
    bytes.putShort(12, (short) 0x0800);
    bytes.put(14, (byte) 0x45).putShort(16, (short) (40 + payload.length)).put(23, (byte) 6);
    bytes.putInt(26, 0x7f000001).putInt(30, 0x7f000001);
    bytes.putShort(34, (short) from).putShort(36, (short) 5000);
    bytes.put(46, (byte) 0x50).put(47, (byte) flags).putShort(48, (short) 1000);
    bytes.put(54, payload);
    return new CapturedFrame(micros, bytes.array());
  }
}
