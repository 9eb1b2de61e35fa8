package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.Words;
import tcplessons.docs.capture.CaptureMutations;
import tcplessons.grader.capture.DamagedCaptureException;

class CaptureViewTest {

  private static final Path CAPTURES = Path.of("src/test/resources/captures");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ether.pcap", "ns.pcap", "sll.pcap", "sll2.pcap", "raw.pcap", "v6.pcap"})
  void a_capture_is_drawn_as_a_figure(String name) throws IOException {
    var page = draw(CAPTURES.resolve(name));

    assertThat(page.select("figure.run li.packet")).hasSize(10);
    assertThat(page.select("figure.run .payload").eachText())
        .containsExactly("hello 0\\n", "echo hello 0\\n");
    assertThat(page.select("figure.run .state").eachText()).contains("server: FIN-WAIT-1");
  }

  @Test
  void the_page_needs_no_other_file_and_allows_only_its_own_scripts() throws IOException {
    var page = draw(CAPTURES.resolve("ether.pcap"));

    assertThat(page.select("[src], link, a[href]:not([href^=#])")).isEmpty();
    assertThat(page.selectFirst("style").data()).doesNotContain("url(\"fonts");
    assertThat(page.selectFirst("meta[http-equiv]").attr("content"))
        .startsWith("default-src 'none'")
        .contains("connect-src 'none'; script-src 'sha256-")
        .doesNotContain("script-src 'unsafe-inline'");
  }

  @Test
  void bytes_of_a_peer_that_are_html_stay_text() throws IOException {
    var html = "<script>".getBytes(ISO_8859_1);
    var bytes = Files.readAllBytes(CAPTURES.resolve("ether.pcap"));
    int at = new String(bytes, ISO_8859_1).indexOf("hello 0");
    System.arraycopy(html, 0, bytes, at, html.length);

    var page = draw(Files.write(folder.resolve("<b>.pcap"), bytes));

    assertThat(page.select("main script, h1 b")).isEmpty();
    assertThat(page.select("h1").text()).isEqualTo("<b>.pcap");
    assertThat(page.select(".payload").first().text()).isEqualTo("<script>");
  }

  @Test
  void of_several_connections_each_has_a_figure_that_the_list_leads_to() throws IOException {
    var page = draw(Path.of("recorded/broadcast-never.pcapng"));

    var links = page.select(".connections a").eachAttr("href");
    assertThat(links).hasSizeGreaterThan(1);
    assertThat(links).allMatch(link -> page.selectFirst("figure" + link) != null);
  }

  /** With a fixed seed, so that a failure can be repeated. */
  @Test
  void a_damaged_capture_is_drawn_or_rejected_with_one_line() throws IOException {
    var original = Files.readAllBytes(CAPTURES.resolve("ether.pcap"));
    var random = new Random(24);
    int drawn = 0;
    for (int i = 0; i < 100; i++) {
      var file = Files.write(folder.resolve("m"), CaptureMutations.mutate(original, random));
      try {
        draw(file);
        drawn++;
      } catch (DamagedCaptureException e) {
        assertThat(e.getMessage()).doesNotContain("\n");
      } catch (IOException e) {
        assertThat(e.getMessage()).startsWith("no TCP segment among");
      }
    }
    assertThat(drawn).isBetween(20, 95);
  }

  @Test
  void the_command_rejects_a_damaged_file_with_one_line_and_exit_code_2() throws IOException {
    var bytes = Files.readAllBytes(CAPTURES.resolve("ether.pcap"));
    var file = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(bytes, 100));
    var err = new ByteArrayOutputStream();

    var command = new SeeCommand();
    command.err = new PrintStream(err, true, UTF_8);

    assertThat(SeeCommand.commandLine(command).execute("--no-browser", file.toString()))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(file + ": damaged at byte 40: it ends in the middle of a packet\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--live, 0, a port is a number from 1 to 65535",
    "--live, 65536, a port is a number from 1 to 65535",
    "--page-port, 65536, a port is a number from 0 to 65535"
  })
  void the_command_rejects_what_is_no_port(String option, String port, String reason) {
    var err = new ByteArrayOutputStream();
    var command = new SeeCommand();
    command.err = new PrintStream(err, true, UTF_8);

    assertThat(SeeCommand.commandLine(command).execute("--no-browser", option, port)).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith(option + " " + port + ": " + reason + ". Its options");
  }

  private Document draw(Path capture) throws IOException {
    var output = new Output(folder, Words.in("en"), false);
    return Jsoup.parse(Files.readString(new CaptureView(capture, output).draw(Set.of())));
  }
}
