package tcplessons.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** On Linux and Windows, all addresses 127.x.x.x are this machine; on macOS, only 127.0.0.1 is. */
final class LoopbackAddresses {

  private static final boolean SEVERAL = isLocal("127.0.0.2");

  private LoopbackAddresses() {}

  /** Skips a test that needs 127.0.0.2 or 127.0.0.3 where they do not exist. */
  static void assumeSeveral() {
    assumeTrue(SEVERAL, "127.0.0.2 is no address of this machine");
  }

  private static boolean isLocal(String address) {
    try (var _ = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
