package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Connects and says nothing.
 *
 * @param patience how long it waits for anything to happen
 */
record Silent(Duration patience) implements Peer {

  // tag::meet[]
  @Override
  public Seen meet(Socket socket) throws IOException {
    return Seen.until(socket, patience);
  }
  // end::meet[]
}
