package tcplessons.docs.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExerciseMacroTest {

  @Test
  void code_before_a_korean_particle_is_code_and_a_listing_stays_as_it_is() {
    var lines = List.of("`read`의 결과, ``write``는", "----", "var text = \"`read`의\";", "----", "`+`");

    assertThat(ExerciseMacro.unconstrained(lines))
        .containsExactly(
            "``read``의 결과, ``write``는", "----", "var text = \"`read`의\";", "----", "``+``");
  }
}
