package tcplessons.docs.runs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.NetworkNamespace;
import tcplessons.docs.model.Run.Lane;

/** The network of one scenario: where its processes run, and the capture of their packets. */
final class ScenarioNetwork implements AutoCloseable {

  private final Optional<TwoHosts> pair;
  private final Optional<NetworkNamespace> namespace;
  private final Optional<PacketCapture> capture;

  /**
   * @throws MissingToolException if this system cannot have two hosts
   */
  static ScenarioNetwork create(Topology topology) {
    var pair =
        topology == Topology.TWO_HOSTS
            ? Optional.of(TwoHosts.create())
            : Optional.<TwoHosts>empty();
    var namespace =
        switch (topology) {
          case NAMESPACE -> NetworkNamespace.create();
          case TWO_HOSTS -> pair.map(hosts -> hosts.host(Lane.SERVER));
          case LOOPBACK, TAPPED -> Optional.<NetworkNamespace>empty();
        };
    return new ScenarioNetwork(pair, namespace);
  }

  private ScenarioNetwork(Optional<TwoHosts> pair, Optional<NetworkNamespace> namespace) {
    this.pair = pair;
    this.namespace = namespace;
    var captured = pair.isPresent() ? TwoHosts.INTERFACE : "lo";
    capture = namespace.flatMap(where -> PacketCapture.start(where, captured));
  }

  /** Whether every port is free, so that programs can use the documented ones. */
  boolean isIsolated() {
    return namespace.isPresent();
  }

  Optional<PacketCapture> capture() {
    return capture;
  }

  /** The command that runs this command on the host of that lane. */
  List<String> on(Lane lane, List<String> command) {
    return pair.map(hosts -> hosts.host(lane))
        .or(() -> namespace)
        .map(where -> where.inside(command))
        .orElse(command);
  }

  /**
   * Sets a kernel parameter on every host.
   *
   * @throws MissingToolException where it cannot be set
   */
  void setKernelParameter(String parameter, String value) {
    var namespaces = pair.map(TwoHosts::namespaces).orElse(namespace.stream().toList());
    if (namespaces.isEmpty()) {
      throw new MissingToolException(
          "%s can be set in a network namespace only".formatted(parameter));
    }
    try {
      for (var each : namespaces) {
        each.run("echo $2 > /proc/sys/${1//.//}", parameter, value);
      }
    } catch (IOException e) {
      throw new MissingToolException(
          "%s cannot be set here: %s".formatted(parameter, e.getMessage()));
    }
  }

  /**
   * Runs a shell script on the host of that lane.
   *
   * @throws MissingToolException if it fails
   */
  void configure(Lane lane, String script, String... args) {
    var host =
        pair.map(hosts -> hosts.host(lane))
            .or(() -> namespace)
            .orElseThrow(() -> new MissingToolException("only a network namespace is configured"));
    try {
      host.run(script, args);
    } catch (IOException e) {
      throw new MissingToolException("not possible here: " + script + ": " + e.getMessage());
    }
  }

  /**
   * @throws MissingToolException where there are no TAP devices
   */
  void delayLink(Duration delay) {
    try {
      link().delay(delay);
    } catch (IOException e) {
      throw new MissingToolException("the link cannot be delayed: " + e.getMessage());
    }
  }

  /**
   * @return the time at which the link was down, in microseconds since 1970
   */
  long takeLinkDown() {
    try {
      return link().takeDown();
    } catch (IOException e) {
      throw new ScenarioException("the link cannot be taken down: " + e.getMessage());
    }
  }

  /**
   * @return the time at which the link was up, in microseconds since 1970
   */
  long bringLinkUp() {
    try {
      return link().bringUp();
    } catch (IOException e) {
      throw new ScenarioException("the link cannot be brought up: " + e.getMessage());
    }
  }

  private TwoHosts link() {
    return pair.orElseThrow(
        () -> new ScenarioException("there is no link: the scenario is not played on two hosts"));
  }

  @Override
  public void close() {
    capture.ifPresent(PacketCapture::close);
    namespace.ifPresent(NetworkNamespace::close);
    pair.ifPresent(TwoHosts::close);
  }
}
