package tcplessons.docs.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tcplessons.docs.Words;
import tcplessons.docs.model.Measurements;
import tcplessons.docs.model.Measurements.Experiment;
import tcplessons.docs.model.Measurements.Sample;
import tcplessons.docs.model.Measurements.Series;
import tcplessons.docs.speed.Figures.FigureException;

class FiguresTest {

  private static final Experiment HTTP =
      new Experiment(
          "http-64",
          "requests",
          List.of(
              new Series(
                  "lesson-04",
                  List.of(
                      new Sample(40_000, 0.5, 5.25),
                      new Sample(44_123, 0.7, 5.75),
                      new Sample(80_000, 0.6, 120.0))),
              new Series(
                  "nginx",
                  List.of(
                      new Sample(80_000, 0.2, 1.0),
                      new Sample(88_246, 0.2, 1.0),
                      new Sample(100_000, 0.2, 1.0)))));

  private static final Experiment DELIVERIES =
      new Experiment(
          "broadcast-50",
          "deliveries",
          List.of(
              new Series("lesson-05", List.of(Sample.of(36_182_926))),
              new Series("netty-nio", List.of(Sample.of(99_960_000))),
              new Series("netty-epoll", List.of(Sample.of(104_123_456)))));

  private static final Experiment IDLE =
      new Experiment("idle", "bytes", List.of(new Series("nginx", List.of(Sample.of(512)))));

  private static final Experiment RATE =
      new Experiment(
          "rate-20000",
          "p99",
          List.of(
              new Series("nginx", List.of(Sample.of(0.254))),
              new Series("node", List.of(Sample.of(1100)))));

  private static final Measurements MEASURED =
      new Measurements(Map.of("netty", "4.2"), List.of(HTTP, DELIVERIES, IDLE, RATE));

  private static Figures figures(String language) {
    return new Figures(MEASURED, Words.in(language));
  }

  @ParameterizedTest
  @CsvSource({
    "http-64, lesson-04, '44,100'",
    "http-64, lesson-04 p50, 0.60 ms",
    "http-64, lesson-04 p99, 5.8 ms",
    "http-64, lesson-04 p99 above nginx, 5.8 ms",
    "http-64, nginx p50 below lesson-04, 0.20 ms",
    "http-64, lesson-04 / nginx, 0.50",
    "http-64, lesson-04 / nginx spread, 0.50 to 0.80",
    "http-64, nginx / lesson-04 at least 1.9, 2.00",
    "broadcast-50, lesson-05, 36.2 million",
    "idle, nginx, 0.5 KiB",
    "rate-20000, nginx, 0.25 ms",
    "rate-20000, node, '1,100 ms'",
    "about, netty, 4.2"
  })
  void a_fact_is_the_median_of_the_rounds_or_of_the_quotients_within_a_round(
      String id, String fact, String text) throws FigureException {
    assertThat(figures("en").fact(id, fact)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "http-64, lesson-04 / nginx spread, 0.50~0.80",
    "broadcast-50, lesson-05, '3,620만'",
    "broadcast-50, netty-nio, 1억",
    "broadcast-50, netty-epoll, 1억 400만",
    "rate-20000, node, '1,100 ms'"
  })
  void a_korean_page_has_the_same_facts(String id, String fact, String text)
      throws FigureException {
    assertThat(figures("ko").fact(id, fact)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "http-64, lesson-04 / nginx at least 0.75, it is 0.500",
    "http-64, nginx / lesson-04 at most 1.5, it is 2.000",
    "http-64, lesson-04 p99 below nginx, it is 5.750",
    "http-64, nginx p50 above lesson-04, it is 0.200",
    "http-64, jetty, 'no figure jetty; there are: lesson-04, nginx'",
    "http-65, jetty, 'no figure http-65; there are: broadcast-50, http-64, idle'",
    "about, jetty, no figure jetty; there are: netty"
  })
  void a_claim_that_the_figures_do_not_prove_is_an_error(String id, String fact, String message) {
    assertThatThrownBy(() -> figures("en").fact(id, fact))
        .isInstanceOf(FigureException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void a_chart_has_a_row_for_each_server_with_its_figures_and_a_bar() {
    var chart = Jsoup.parseBodyFragment(new Chart(HTTP, figures("en")).draw());

    assertThat(chart.select("thead th").eachText())
        .containsExactly(
            "server",
            "requests a second",
            "relative to lesson 04 (lowest to highest)",
            "p50",
            "p99");
    assertThat(chart.select("tbody tr").eachText())
        .containsExactly(
            "lesson 04 44,100 1 0.60 ms 5.8 ms",
            "nginx, from memory 88,200 2.00 (1.25 to 2.00) 0.20 ms 1.0 ms");
    assertThat(chart.select("svg")).hasSize(2).allMatch(svg -> svg.hasAttr("aria-hidden"));
    assertThat(chart.select("rect").eachAttr("width")).containsExactly("44.1", "88.2");
    assertThat(chart.select("path").eachAttr("d")).containsExactly("M40.0 5H80.0", "M80.0 5H100.0");
  }
}
