package tcplessons.docs.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tcplessons.docs.kit.Command;
import tcplessons.docs.model.Measurements.Sample;

/**
 * Requests a second and the time to the response, measured by wrk: each connection sends its next
 * request when it has the response to the last one.
 *
 * @param fields request fields, such as {@code Connection: close}
 */
record HttpLoad(int connections, int seconds, List<String> fields) implements Load {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern ERRORS = Pattern.compile("(Socket errors|Non-2xx).*");

  @Override
  public Sample measure(RunningServer server) throws IOException {
    var command = new ArrayList<>(List.of("wrk", "-t2", "-c" + connections, "-d" + seconds + "s"));
    command.add("--latency");
    fields.forEach(field -> command.addAll(List.of("-H", field)));
    command.add("http://127.0.0.1:" + server.port() + "/");
    var report = Command.output(command);
    ERRORS
        .matcher(report)
        .results()
        .forEach(error -> IO.println("  " + server.name() + ": " + error.group()));
    double rate = Double.parseDouble(find(RATE, report).group(1));
    return new Sample(rate, percentile(report, 50), percentile(report, 99));
  }

  /** In milliseconds. */
  private static double percentile(String report, int percent) throws IOException {
    var time = find(Pattern.compile(" " + percent + "%\\s+([\\d.]+)(us|ms|s)\\b"), report);
    double milliseconds =
        switch (time.group(2)) {
          case "us" -> 0.001;
          case "ms" -> 1;
          default -> 1000;
        };
    return Double.parseDouble(time.group(1)) * milliseconds;
  }

  private static MatchResult find(Pattern pattern, String report) throws IOException {
    return pattern
        .matcher(report)
        .results()
        .findFirst()
        .orElseThrow(() -> new IOException("wrk printed: " + report));
  }
}
