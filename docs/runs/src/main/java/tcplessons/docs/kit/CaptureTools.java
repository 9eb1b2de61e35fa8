package tcplessons.docs.kit;

import java.util.List;
import java.util.stream.Stream;

/** The installed programs that capture packets, and how they are started. */
public final class CaptureTools {

  /** The longest frame on lo. The kernel's buffer has room of this size for every frame. */
  private static final String FRAME_BYTES_MAX = "70000";

  /** Room for 240 frames. The default of 2 MiB has room for 8, and a busy machine loses more. */
  private static final String BUFFER_KIB = "16384";

  private CaptureTools() {}

  /**
   * Commands that write the packets of an interface to their standard output, in the order in which
   * they are tried: tcpdump delivers each packet at once, but does not run as the root of a user
   * namespace.
   */
  public static List<List<String>> commands(String networkInterface, String filter) {
    return Stream.of(
            List.of(
                "tcpdump",
                "-i",
                networkInterface,
                "--immediate-mode",
                "-U",
                "-n",
                "-Z",
                "root",
                "-s",
                FRAME_BYTES_MAX,
                "-B",
                BUFFER_KIB,
                "-w",
                "-",
                filter),
            List.of(
                "dumpcap",
                "-q",
                "-P",
                "-i",
                networkInterface,
                "-s",
                FRAME_BYTES_MAX,
                "-B",
                "16",
                "-w",
                "-",
                "-f",
                filter))
        .filter(command -> Tools.isInstalled(command.getFirst()))
        .toList();
  }
}
