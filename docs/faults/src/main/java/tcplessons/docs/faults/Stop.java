package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops the server while clients converse with it.
 *
 * @param signal TERM or INT
 */
record Stop(String signal, ServerProcess server, Row row) {

  private static final int CLIENTS = 10;
  private static final int GUESTS = 3;
  private static final Duration ACCEPTED = Duration.ofMillis(20);

  /** A server may finish what is in flight, lesson 04 within 5 s. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  // tag::play[]
  /** Returns what was not as it must be. */
  List<String> play() throws IOException, InterruptedException {
    var objections = new ArrayList<String>();
    var load = new ArrayList<Beside>();
    var guests = new ArrayList<Socket>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        load.add(new Beside(row.good(), server.port()));
      }
      for (var client : load) {
        client.awaitFirst();
        client.failure().ifPresent(objections::add);
      }
      for (int i = 0; i < GUESTS; i++) {
        enter(guests);
      }
      if (row.finishes().isPresent()) {
        guests.addFirst(row.good().connect(server.port()));
        row.finishes().get().begin(guests.getFirst());
      }
      server.signal(signal); // <1>
      if (row.finishes().isPresent()) {
        awaitDeaf();
        row.finishes().get().end(guests.getFirst()); // <2>
      }
      int code = server.exitCode(LIMIT);
      if (code != 0) {
        objections.add("exit code " + code); // <3>
      }
      for (var guest : guests) {
        var seen = Seen.until(guest, Peer.PATIENCE);
        if (seen.ending() == Seen.Ending.OPEN) { // <4>
          objections.add("a connection outlives the server: " + seen);
        }
      }
    } finally {
      load.forEach(Beside::close);
      for (var guest : guests) {
        guest.close();
      }
    }
    return objections;
  }

  // end::play[]

  /** Nobody new is let in any more. */
  private void awaitDeaf() {
    ServerProcess.await(Peer.PATIENCE, "stops", () -> !TcpTable.listens(server.port()));
  }

  /** Somebody who has been accepted: at a bad time one is sent away before that is seen. */
  private void enter(List<Socket> guests) {
    ServerProcess.awaitRarely(
        Peer.PATIENCE,
        "accepted",
        () -> {
          var guest = row.good().connect(server.port());
          guests.add(guest);
          Thread.sleep(ACCEPTED);
          return TcpTable.isAccepted(server.port(), guest.getLocalPort());
        });
  }
}
