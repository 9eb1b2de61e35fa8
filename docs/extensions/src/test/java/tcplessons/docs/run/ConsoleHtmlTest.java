package tcplessons.docs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tcplessons.docs.Words;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;

class ConsoleHtmlTest {

  @ParameterizedTest
  @CsvSource({
    "server, lesson 01, server lesson 1",
    "ss, ss, ss",
    "ss-one-address, ss, 'ss, one address'",
    "ssh, ss, ssh ss"
  })
  void the_heading_says_once_who_it_is_and_what_it_is_made_of(
      String name, String by, String heading) {
    var who = new Run.Participant(name, Lane.SERVER, by, "ss -ltn", null, 0);
    var run = new Run("id", "m", "2026-11-21", Map.of(), List.of(who), List.of(), Map.of(), null);

    var console = Jsoup.parseBodyFragment(new ConsoleHtml(run, who, Words.in("en")).draw(null));

    assertThat(console.selectFirst("figcaption").text()).isEqualTo(heading);
  }
}
