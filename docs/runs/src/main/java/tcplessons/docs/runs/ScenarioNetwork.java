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
    setKernelParameter(
        pair.map(TwoHosts::namespaces).orElse(namespace.stream().toList()), parameter, value);
  }

  private static void setKernelParameter(
      List<NetworkNamespace> namespaces, String parameter, String value) {
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
   * Puts a router with NAT between the hosts, and sets a kernel parameter of this router.
   *
   * @throws MissingToolException where nft(8) does not work
   */
  void translateAddresses(String parameter, String value) {
    try {
      link().translateAddresses();
    } catch (IOException e) {
      throw new MissingToolException("addresses cannot be translated: " + e.getMessage());
    }
    setKernelParameter(List.of(link().router()), parameter, value);
  }

  /**
   * @throws MissingToolException where there are no TAP devices
   */
  void delayLink(Duration delay, int bytesPerSecond) {
    try {
      link().delay(delay, bytesPerSecond);
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
