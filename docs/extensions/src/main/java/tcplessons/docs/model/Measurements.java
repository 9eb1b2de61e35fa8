package tcplessons.docs.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How fast the servers of the lessons and others are: the content of {@code
 * docs/bench/recorded.json}.
 *
 * @param about the date, the machine and the versions, by name
 */
public record Measurements(Map<String, String> about, List<Experiment> experiments) {

  /**
   * One question, asked of several servers in turn, round after round.
   *
   * @param unit of the values, such as {@code requests}
   */
  public record Experiment(String id, String unit, List<Series> servers) {

    public Optional<Series> server(String name) {
      return servers.stream().filter(server -> server.name.equals(name)).findFirst();
    }
  }

  /** The results of one server, one for each round. */
  public record Series(String name, List<Sample> rounds) {

    public Spread value() {
      return Spread.of(rounds.stream().map(Sample::value).toList());
    }

    /** The median time to a response. */
    public Spread p50() {
      return Spread.of(rounds.stream().map(Sample::p50).toList());
    }

    public Spread p99() {
      return Spread.of(rounds.stream().map(Sample::p99).toList());
    }

    /** Whether the time to each response was measured. */
    public boolean hasTimes() {
      return rounds.getFirst().p50 != null;
    }

    /** The quotient of two servers in the same round, when the machine was the same for both. */
    public Spread ratio(Series other) {
      return Spread.of(
          IntStream.range(0, rounds.size())
              .mapToObj(i -> rounds.get(i).value / other.rounds.get(i).value)
              .toList());
    }
  }

  /**
   * The result of one round.
   *
   * @param p50 within this time half of the responses had arrived, in milliseconds; or null
   * @param p99 the same of 99 %
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Sample(double value, Double p50, Double p99) {

    public static Sample of(double value) {
      return new Sample(value, null, null);
    }
  }

  /** The median of several rounds, the lowest and the highest. */
  public record Spread(double median, double lowest, double highest) {

    static Spread of(List<Double> values) {
      var sorted = values.stream().sorted().toList();
      int count = sorted.size();
      double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
      return new Spread(median, sorted.getFirst(), sorted.getLast());
    }
  }

  public Optional<Experiment> experiment(String id) {
    return experiments.stream().filter(experiment -> experiment.id.equals(id)).findFirst();
  }

  public static Measurements read(Path file) throws IOException {
    return RecordedJson.read(file, Measurements.class);
  }

  public void write(Path file) throws IOException {
    RecordedJson.write(this, file);
  }
}
