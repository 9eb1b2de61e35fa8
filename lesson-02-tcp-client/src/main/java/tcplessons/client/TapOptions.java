package tcplessons.client;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How a tap alters the data that it forwards. By default it forwards every read at once. */
final class TapOptions {

  @Option(names = "--drip", description = "Pass on one byte at a time.")
  boolean drip;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      description = "Hold back every piece, such as 200ms. Default: not at all.")
  Duration delay = Duration.ZERO;

  @Option(names = "--coalesce", description = "Pass on in one piece what came in several.")
  boolean coalesce;

  @Option(
      names = "--reset-after",
      paramLabel = "N",
      description = "Break off after N bytes, both directions counted. Default: never.")
  long resetAfterBytes;
}
