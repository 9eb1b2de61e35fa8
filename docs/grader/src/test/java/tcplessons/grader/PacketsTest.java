package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tcplessons.grader.capture.LiveCapture;

/** The packets of an attempt. */
@Timeout(120)
class PacketsTest {

  private static final long SEED = 8121;

  @TempDir Path folder;

  private Verdict grade(String id, Packets packets) throws IOException {
    var all = Exercise.all(Exercise.lessons(TryProcess.ROOT));
    var exercise = all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    var classes = folder.resolve("classes");
    var main = SourceCompiler.compile(exercise.starter(), classes, classes.toString()).mainClass();
    var grader = new Grader(exercise, folder, Kernel.isVisible());
    return grader.grade(Grader.java(classes, main.orElseThrow()), SEED, _ -> true, packets);
  }

  private static String html(Verdict verdict) throws IOException {
    var words = Words.in(Words.ENGLISH);
    var report = new Report(TryProcess.ROOT, words, verdict.exercise().text(words.language()));
    return new HtmlReport(report, verdict).html();
  }

  private static Stream<String> tools() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains("tcpdump") || line.contains("dumpcap"));
  }

  private static void assumeCapture() {
    var capture = LiveCapture.start("tcp port 9", 256, _ -> {});
    capture.ifPresent(LiveCapture::close);
    Assumptions.assumeTrue(capture.isPresent(), LiveCapture.HOW_TO_ALLOW);
  }

  @Test
  void the_figure_has_the_packets_of_the_failing_check_and_no_process_is_left() throws Exception {
    assumeCapture();
    Verdict verdict;
    try (var packets = Packets.captured()) {
      verdict = grade("echo-lines", packets);
    }

    assertThat(verdict.failure().flatMap(Verdict.Failure::packets).orElseThrow())
        .extracting(packet -> (packet.isFromGrader() ? "> " : "< ") + packet.flags())
        .startsWith("> SYN", "< SYN ACK", "> ACK", "> PSH ACK")
        .contains("< PSH ACK");
    assertThat(html(verdict)).contains("──▶ SYN<", "◀── SYN ACK<", "──▶ PSH ACK &quot;ki&quot;<");
    await().atMost(Duration.ofSeconds(20)).until(() -> tools().findAny().isEmpty());
  }

  @Test
  void a_refused_connection_shows_rst() throws Exception {
    assumeCapture();
    try (var packets = Packets.captured()) {
      assertThat(html(grade("first-word", packets))).contains("◀── SYN<", "──▶ RST ACK<");
    }
  }

  @Test
  void without_a_capture_the_figure_says_so() throws Exception {
    var verdict = grade("echo-lines", Packets.none());

    assertThat(verdict.failure().map(Verdict.Failure::packets))
        .isEqualTo(Optional.of(Optional.<List<Packet>>empty()));
    assertThat(html(verdict)).contains("could not capture them").doesNotContain("SYN");
  }
}
