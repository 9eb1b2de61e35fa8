package tcplessons.docs.survival;

import java.util.List;

/** What the servers survived, as {@code docs/faults} found and recorded it. */
record Survival(String recorded, List<Server> servers) {

  /**
   * A row.
   *
   * @param args the limits that it was started with
   * @param beside how many conversations well-behaved clients held meanwhile
   * @param before what it held on to before the first peer came
   * @param after and when the last one had gone
   */
  record Server(
      int lesson,
      String step,
      List<String> args,
      int beside,
      Vitals before,
      Vitals after,
      List<Cell> cells) {}

  /**
   * What a server holds on to.
   *
   * @param virtual threads of the JVM's own
   * @param sockets objects that stand for one
   * @param heap bytes of live objects
   */
  record Vitals(int descriptors, int platform, int virtual, int sockets, long heap) {}

  /**
   * What became of a peer.
   *
   * @param limit in force; empty if there is none
   */
  record Cell(String column, String outcome, String limit) {}

  int beside() {
    return servers.stream().mapToInt(Server::beside).sum();
  }

  int cells() {
    return servers.stream().mapToInt(server -> server.cells().size()).sum();
  }
}
