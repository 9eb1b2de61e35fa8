package tcplessons.docs.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.kit.Command;
import tcplessons.docs.model.Measurements.Sample;

/**
 * Deliveries a second: one client sends messages of 100 bytes as fast as the server reads them.
 *
 * @param program {@code load.c}, compiled
 */
record BroadcastLoad(String program, int receivers, int seconds) implements Load {

  @Override
  public Sample measure(RunningServer server) throws IOException {
    var command =
        new ArrayList<>(List.of(program, "" + server.port(), "" + receivers, "" + seconds));
    if (server.name().equals(Servers.CEILING)) {
      command.add("alone"); // this server sends by itself
    }
    return Sample.of(Double.parseDouble(Command.output(command)));
  }
}
