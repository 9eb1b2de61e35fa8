package tcplessons.docs.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of the page is provoked, and is word for word what the page says. Another version
 * of a program may put it differently: then the test is skipped and tells what it says now.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AtlasTest {

  static List<Fact> facts() {
    return Atlas.facts().filter(fact -> fact.equals(alternatives(fact).getFirst())).toList();
  }

  /** More than one, if chance decides what the same call says. */
  private static List<Fact> alternatives(Fact fact) {
    return Atlas.facts().filter(other -> other.toString().equals(fact.toString())).toList();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void a_program_says_what_the_page_says(Fact fact) throws Exception {
    fact.by().missing().ifPresent(reason -> abort(reason));
    fact.scene().missing().ifPresent(reason -> abort(reason));
    try (var place = fact.scene().open()) {
      var seen = fact.by().fails(fact.call(), place).at(place.port());
      var said = alternatives(fact).stream().map(Fact::seen).toList();
      if (!said.contains(seen) && !isAsSeen(fact.by())) {
        abort("%s %s says %s".formatted(fact.by(), fact.by().version(), seen));
      }
      assertThat(seen).isIn(said);
    }
  }

  private static boolean isAsSeen(Speaker speaker) throws Exception {
    return (speaker.version() + ".").startsWith(Atlas.version(speaker) + ".");
  }
}
