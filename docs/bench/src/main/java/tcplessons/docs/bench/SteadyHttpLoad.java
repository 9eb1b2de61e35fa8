package tcplessons.docs.bench;

import java.io.IOException;
import java.util.List;
import tcplessons.docs.kit.Command;
import tcplessons.docs.model.Measurements.Sample;

/**
 * The time within which 99 % of the responses arrive, in milliseconds, at the same rate of requests
 * for every server. The time of a request counts from the moment at which it is due, also if its
 * connection is still waiting for an earlier response. So a server that stalls has longer times,
 * and not fewer requests.
 *
 * @param program {@code load.c}, compiled
 * @param rate requests a second
 */
record SteadyHttpLoad(String program, int connections, int rate, int seconds) implements Load {

  @Override
  public Sample measure(RunningServer server) throws IOException {
    var command =
        List.of(program, "steady", "" + server.port(), "" + connections, "" + rate, "" + seconds);
    return Sample.of(Double.parseDouble(Command.output(command)));
  }
}
