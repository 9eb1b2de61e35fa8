package tcplessons.grader.capture;

import java.util.List;
import java.util.stream.Stream;

/** The programs that capture packets, and how they are started. */
public final class CaptureTools {

  /** The longest frame on lo. The kernel's buffer has room of this size for every frame. */
  public static final int FRAME_BYTES_MAX = 70_000;

  /**
   * Room for 240 of the longest frames. The default of 2 MiB has room for 8, and a busy machine
   * loses more.
   */
  private static final String BUFFER_KIB = "16384";

  private CaptureTools() {}

  /**
   * Commands that write the packets of an interface to their standard output, in the order in which
   * they are tried: tcpdump delivers each packet at once, but does not run as the root of a user
   * namespace.
   *
   * @param frameBytes how many bytes of each frame are captured. If these are few, the buffer has
   *     room for more frames
   */
  public static List<List<String>> commands(
      String networkInterface, String filter, int frameBytes) {
    // -Dcapture=none makes this machine one that does not allow it.
    var only = System.getProperty("capture");
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
                "" + frameBytes,
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
                "" + frameBytes,
                "-B",
                "16",
                "-w",
                "-",
                "-f",
                filter))
        .filter(command -> only == null || only.equals(command.getFirst()))
        .toList();
  }
}
