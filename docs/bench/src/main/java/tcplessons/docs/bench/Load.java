package tcplessons.docs.bench;

import java.io.IOException;
import tcplessons.docs.model.Measurements.Sample;

/** Measures a server for one round. */
interface Load {
  Sample measure(RunningServer server) throws IOException;
}
