package tcplessons.docs.runs;

/** The network in which a scenario is played. */
enum Topology {
  /** A network namespace of its own where one can be created, else the host's loopback. */
  NAMESPACE,
  /** Two hosts and a link between them. */
  TWO_HOSTS,
  /** The host's loopback, with free ports in place of the documented ones. */
  LOOPBACK,
  /** The same, and clients connect to taps: without the right to capture, these report packets. */
  TAPPED
}
