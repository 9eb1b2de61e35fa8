package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tcplessons.docs.site.BrowserSession.Scheme;

/** The matrix of servers and faults. */
class SurvivalTest extends BrowserTestCase {

  private static final List<Integer> WITH_A_MATRIX = List.of(1440, 1024, 768);

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void all_faults_are_in_sight_without_scrolling_sideways(String language) {
    for (var width : WITH_A_MATRIX) {
      width(width);
      open(language);
      var last = "[...document.querySelectorAll('.survival thead th')].at(-1)";
      assertThat(session.all(".survival thead th")).hasSize(17);
      assertThat(number(last + ".getBoundingClientRect().right")).isLessThan(width);
      assertThat(number("document.querySelector('.survival .grid').scrollWidth"))
          .isLessThanOrEqualTo(number("document.querySelector('.survival .grid').clientWidth"));
    }
  }

  @Test
  void a_cell_shows_its_words_when_it_has_the_focus_and_arrows_walk_through_the_cells() {
    open("en");
    var first = session.find(".survival td");
    assertThat(words(first).isDisplayed()).isFalse();
    session.script("arguments[0].focus()", first);
    assertThat(words(first).isDisplayed()).isTrue();

    session.type(Keys.ARROW_RIGHT);
    session.type(Keys.ARROW_DOWN);

    var focused = browser.switchTo().activeElement();
    assertThat(focused).isEqualTo(session.find(".survival tr:nth-child(3) td:nth-child(3)"));
    assertThat(words(focused).isDisplayed()).isTrue();
    assertThat(words(first).isDisplayed()).isFalse();
    assertThat(session.all(".survival td[tabindex='0']")).containsExactly(focused);
  }

  @Test
  void on_a_phone_a_server_is_chosen_and_its_results_are_read() {
    width(PHONE);
    open("ko");
    assertThat(shownServers()).containsExactly("reply-once");

    session.all(".survival option").stream()
        .filter(option -> option.getText().equals("cluster"))
        .forEach(WebElement::click);

    assertThat(shownServers()).containsExactly("cluster");
    assertThat(session.all(".survival tr.chosen td"))
        .hasSize(16)
        .allMatch(cell -> words(cell).isDisplayed());
  }

  @ParameterizedTest
  @CsvSource({"1280, 22", "390, 22"})
  void without_scripts_all_words_of_all_servers_are_there(int width, int servers) {
    scripts(false);
    width(width);
    session.open(Scheme.FILE, "en/survival.html");
    assertThat(shownServers()).hasSize(servers);
    assertThat(words(session.find(".survival td")).isDisplayed()).isTrue();
  }

  private void open(String language) {
    session.open(Scheme.HTTP, language + "/survival.html");
  }

  private List<String> shownServers() {
    return session.all(".survival summary").stream()
        .filter(WebElement::isDisplayed)
        .map(WebElement::getText)
        .toList();
  }

  private static WebElement words(WebElement cell) {
    return cell.findElement(By.className("full"));
  }
}
