package tcplessons.docs.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.asciidoctor.ast.Document;
import tcplessons.docs.Words;
import tcplessons.docs.model.Measurements;
import tcplessons.docs.model.Measurements.Experiment;
import tcplessons.docs.model.Measurements.Series;
import tcplessons.docs.model.Measurements.Spread;

/**
 * The recorded figures in the words of a language. A fact of an experiment is one of
 *
 * <ul>
 *   <li>{@code SERVER}: its median
 *   <li>{@code SERVER p50}, {@code SERVER p99}: the time to the response
 *   <li>{@code SERVER / OTHER}: the median of the quotients within a round
 *   <li>{@code SERVER / OTHER spread}: the lowest and the highest of these quotients
 * </ul>
 *
 * <p>{@code at least N} or {@code at most N} after a quotient, and {@code below OTHER} or {@code
 * above OTHER} after a time, prove the sentence around it.
 */
record Figures(Measurements measurements, Words words) {

  /** The target of facts about the machine and the versions. */
  private static final String ABOUT = "about";

  private static final Pattern TIME = Pattern.compile("(\\S+) (p50|p99)(?: (below|above) (\\S+))?");
  private static final Pattern RATIO =
      Pattern.compile("(\\S+) / (\\S+?)( spread)?(?: at (least|most) ([\\d.]+))?");

  private static final double MILLION = 1e6;
  private static final double TEN_THOUSAND = 1e4;
  private static final double HUNDRED_MILLION = 1e8;
  private static final double KIB = 1024;
  private static final int SIGNIFICANT_DIGITS = 3;

  /** The page's attribute {@code measurements} is the file with the data. */
  static Figures of(Document page) throws FigureException {
    try {
      var file = Path.of(String.valueOf(page.getAttribute("measurements")));
      return new Figures(Measurements.read(file), Words.of(page));
    } catch (IOException e) {
      throw new FigureException("the measurements cannot be read: " + e.getMessage());
    }
  }

  /** A page refers to a figure that does not exist, or that does not prove its sentence. */
  static final class FigureException extends Exception {
    private static final long serialVersionUID = 1;

    FigureException(String message) {
      super(message);
    }
  }

  String fact(String id, String fact) throws FigureException {
    if (id.equals(ABOUT)) {
      return about(fact);
    }
    var experiment = experiment(id);
    var time = TIME.matcher(fact);
    if (time.matches()) {
      double median = median(experiment, time.group(1), time.group(2));
      if (time.group(3) != null) {
        double other = median(experiment, time.group(4), time.group(2));
        check(
            id + ": " + fact,
            median,
            time.group(3).equals("below") ? median < other : median > other);
      }
      return time(median);
    }
    var quotient = RATIO.matcher(fact);
    if (quotient.matches()) {
      var ratio =
          server(experiment, quotient.group(1)).ratio(server(experiment, quotient.group(2)));
      if (quotient.group(4) != null) {
        double limit = Double.parseDouble(quotient.group(5));
        double median = ratio.median();
        check(
            id + ": " + fact,
            median,
            quotient.group(4).equals("least") ? median >= limit : median <= limit);
      }
      return quotient.group(3) == null ? ratio(ratio.median()) : spread(ratio);
    }
    return value(experiment, server(experiment, fact).value().median());
  }

  private static double median(Experiment experiment, String name, String percentile)
      throws FigureException {
    var server = server(experiment, name);
    return (percentile.equals("p50") ? server.p50() : server.p99()).median();
  }

  private static void check(String claim, double value, boolean isTrue) throws FigureException {
    if (!isTrue) {
      throw new FigureException("it is %.3f, so this is not true: %s".formatted(value, claim));
    }
  }

  private String about(String name) throws FigureException {
    var value = measurements.about().get(name);
    if (value == null) {
      throw unknown(name, List.copyOf(measurements.about().keySet()));
    }
    return value;
  }

  Experiment experiment(String id) throws FigureException {
    var experiment = measurements.experiment(id);
    if (experiment.isEmpty()) {
      throw unknown(id, measurements.experiments().stream().map(Experiment::id).toList());
    }
    return experiment.get();
  }

  private static Series server(Experiment experiment, String name) throws FigureException {
    var server = experiment.server(name);
    if (server.isEmpty()) {
      throw unknown(name, experiment.servers().stream().map(Series::name).toList());
    }
    return server.get();
  }

  private static FigureException unknown(String name, List<String> known) {
    return new FigureException(
        "no figure %s; there are: %s"
            .formatted(name, known.stream().sorted().collect(Collectors.joining(", "))));
  }

  /** As many digits as a reader can use. */
  String value(Experiment experiment, double value) {
    if (experiment.unit().equals("bytes")) {
      return words.say("speed.kib", value / KIB);
    }
    if (experiment.unit().equals("p99")) {
      return time(value);
    }
    double power =
        Math.pow(10, Math.max(0, Math.floor(Math.log10(value)) + 1 - SIGNIFICANT_DIGITS));
    double rounded = Math.round(value / power) * power;
    return rounded < MILLION
        ? words.say("speed.number", rounded)
        : words
            .say(
                "speed.large",
                rounded / MILLION,
                Math.floor(rounded / HUNDRED_MILLION),
                rounded % HUNDRED_MILLION / TEN_THOUSAND)
            .strip();
  }

  String time(double milliseconds) {
    var key = milliseconds < 1 ? "speed.short" : milliseconds < 100 ? "speed.time" : "speed.long";
    return words.say(key, milliseconds);
  }

  String ratio(double ratio) {
    return words.say("speed.ratio", ratio);
  }

  String spread(Spread ratio) {
    return words.say("speed.spread", ratio(ratio.lowest()), ratio(ratio.highest()));
  }
}
