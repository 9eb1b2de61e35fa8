package tcplessons.docs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tcplessons.docs.Words;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

class CodeReferencesTest {

  private static final String SOURCE =
      """
      // tag::reply[]
      read(); // <1>
      write(); // <2>
      // end::reply[]
      other(); // <3>
      """;

  @TempDir Path folder;
  private Run run;

  @BeforeEach
  void writeSource() throws Exception {
    run = RecordedRuns.read(Path.of("src/test/resources/runs"), "reply-once");
    var sources = folder.resolve(run.lesson()).resolve("src/main/java");
    Files.createDirectories(sources);
    Files.writeString(sources.resolve("Reply.java"), SOURCE);
  }

  @Test
  void a_packet_and_the_lines_at_both_of_its_ends_are_found() throws Exception {
    var code =
        read(
            """
            # a comment
            server gets data -> Reply.java reply 1
            server sends FIN -> Reply.java reply 2
            client prints "receive: " -> Reply.java reply 2
            """);

    assertThat(run.events().stream().filter(event -> !code.of(event).isEmpty()))
        .extracting(CodeReferencesTest::kind)
        .containsExactly("DATA", "FIN", "receive: test");
    assertThat(code.references().getFirst().callout().key()).isEqualTo("code-Reply-java-reply-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server gets data -> Reply.java reply 3 | has no callout <3> in reply of Reply.java",
        "server gets data -> Gone.java reply 1 | has no callout <1> in reply of Gone.java",
        "server gets data 2 -> Reply.java reply 1 | the run has no such event",
        "server sends SYN 2 -> Reply.java reply 1 | the run has no such event",
        "stranger sends data -> Reply.java reply 1 | has no participant stranger",
        "server hears data -> Reply.java reply 1 | not of the form WHO sends|gets|prints",
      })
  void a_line_that_is_wrong_is_an_error(String line, String message) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(RecordedRuns.RunReferenceException.class)
        .hasMessageContaining(message);
  }

  @Test
  void rows_show_the_number_of_the_line_and_the_kernel_where_there_is_none() throws Exception {
    var code = read("server gets data -> Reply.java reply 1");
    var figure =
        Jsoup.parseBodyFragment(new RunFigure(run, Words.in("en"), code).draw(null, false));

    var number = figure.select("li.packet .end.server > a.conum");
    assertThat(number.eachText()).containsExactly("1");
    assertThat(number.attr("aria-label")).isEqualTo("1, received at this line of Reply.java");
    assertThat(number.first().closest("li").id()).startsWith("run-reply-once-");
    assertThat(figure.select(".kernel")).hasSize(6); // SYN ACK and five ACKs
  }

  private CodeReferences read(String lines) throws IOException, RecordedRuns.RunReferenceException {
    Files.writeString(folder.resolve("reply-once.code"), lines);
    return CodeReferences.read(folder, run, folder);
  }

  private static String kind(Event event) {
    return event instanceof Event.Packet packet
        ? packet.kind().name()
        : ((Event.Print) event).text();
  }
}
