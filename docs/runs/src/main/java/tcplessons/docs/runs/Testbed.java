package tcplessons.docs.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.LinkState;
import tcplessons.docs.model.Run.Lane;

/**
 * The programs and the network of a scenario. Its methods are named so that a scenario reads as
 * sentences: {@code testbed.cutsLink()}, {@code client.types("hello")}. Closing the testbed kills
 * every process that it has started, also after a scenario that failed.
 *
 * <p>{@link ScenarioNetwork} creates the network, {@link Processes} starts the programs, {@link
 * Ports} assigns the port numbers, and {@link OutputObserver} collects the events.
 */
final class Testbed implements AutoCloseable {

  private final ScenarioNetwork hosts;
  private final OutputObserver observer;
  private final Processes processes;
  private final Optional<Taps> taps;
  private final Timing timing;
  private final Thread shutdownHook = new Thread(this::killAll);

  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<Integer, String> clients = new LinkedHashMap<>();
  private final NavigableMap<Long, LinkState> links = new TreeMap<>();
  private final List<PacketLoss> losses = new ArrayList<>();
  private final List<DurationFact> durations = new ArrayList<>();

  private Testbed(ScenarioNetwork hosts, Optional<Taps> taps, Timing timing, Duration waitLimit)
      throws IOException {
    this.hosts = hosts;
    this.taps = taps;
    this.timing = timing;
    observer = new OutputObserver(waitLimit);
    processes = new Processes(hosts, new Ports(hosts.isIsolated()), observer, timing, taps);
  }

  /**
   * @param waitLimit the longest wait for one line or one exit
   * @throws MissingToolException if this machine cannot have that topology
   */
  static Testbed open(Topology topology, Timing timing, Duration waitLimit) {
    try {
      var taps = topology == Topology.TAPPED ? Optional.of(new Taps()) : Optional.<Taps>empty();
      var testbed = new Testbed(ScenarioNetwork.create(topology), taps, timing, waitLimit);
      Runtime.getRuntime().addShutdownHook(testbed.shutdownHook);
      testbed.observer.start();
      return testbed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a program on the client's side. */
  Participant client(String name, Program program) {
    return processes.start(name, Lane.CLIENT, program);
  }

  /** Starts a program on the server's side. */
  Participant server(String name, Program program) {
    return processes.start(name, Lane.SERVER, program);
  }

  /** Records a number that pages cite. */
  void fact(String name, Object value) {
    facts.put(name, value.toString());
  }

  /**
   * Records the time from the first event of one kind to the next of another, with one decimal
   * digit. Only exact times are recorded.
   */
  void fact(String name, ChronoUnit unit, Predicate<Event> from, Predicate<Event> to) {
    if (timing == Timing.EXACT) {
      durations.add(new DurationFact(name, unit, from, to));
    }
  }

  /**
   * Sets a kernel parameter, as sysctl(8) names it, for the sockets that are created from now on.
   * Only some parameters of {@code net} belong to a network namespace.
   *
   * @throws MissingToolException where it cannot be set
   */
  void sets(String parameter, Object value) {
    hosts.setKernelParameter(parameter, value.toString());
    settings.put(parameter, value.toString());
  }

  /**
   * Makes the network lose segments of one side, and marks them in the run.
   *
   * @param first 0 for the first segment of that kind
   * @throws MissingToolException where nft(8) does not work
   */
  void loses(Lane sender, PacketLoss.Kind kind, int first, int count) {
    var loss = new PacketLoss(sender, kind, first, count);
    filters(loss.receiver(), loss.rules());
    losses.add(loss);
  }

  /** States that a firewall drops all segments of one side and kind, from number first on. */
  void marksLost(Lane sender, PacketLoss.Kind kind, int first) {
    losses.add(new PacketLoss(sender, kind, first, PacketLoss.ALL));
  }

  /** Gives a host rules in the language of nft(8). */
  void filters(Lane host, String rules) {
    Tools.need("nft");
    hosts.configure(host, "nft \"$1\"", rules);
  }

  /** Delays every packet between two hosts by this time, in each direction. */
  void delaysLink(Duration delay) {
    delaysLink(delay, Integer.MAX_VALUE);
  }

  /** Delays every packet, and limits how many bytes per second the link carries. */
  void delaysLink(Duration delay, int bytesPerSecond) {
    hosts.delayLink(delay, bytesPerSecond);
  }

  /**
   * Puts the client behind a router with NAT, which removes a connection from its table when no
   * packet has passed for this time.
   */
  void translatesAddresses(Duration idle) {
    Tools.need("nft");
    var parameter = "net.netfilter.nf_conntrack_tcp_timeout_established";
    var seconds = "" + idle.toSeconds();
    hosts.translateAddresses(parameter, seconds);
    settings.put(parameter, seconds);
  }

  /** Lets the network interfaces cut data into segments, as those of real machines do. */
  void enablesOffload() {
    for (var lane : Lane.values()) {
      hosts.configure(lane, "ip link set eth0 gso_max_segs 65535");
    }
  }

  /** Takes the link between two hosts down. Packets are lost, and neither host is notified. */
  void cutsLink() {
    links.put(hosts.takeLinkDown(), LinkState.DOWN);
  }

  /** Brings the link up again. */
  void mendsLink() {
    links.put(hosts.bringLinkUp(), LinkState.UP);
  }

  /** Repeats a program on the server's host until it prints this; the run does not contain it. */
  void waitsFor(Program program, String text) {
    waitsFor(Lane.SERVER, program, text);
  }

  /** Repeats a program on the host of that lane until it prints this. */
  void waitsFor(Lane lane, Program program, String text) {
    var output = "";
    long deadline = System.nanoTime() + observer.waitLimit().toNanos();
    do {
      output = processes.output(program, lane);
      if (output.replaceAll("\\s+", " ").contains(text)) {
        return;
      }
    } while (System.nanoTime() < deadline);
    throw new ScenarioException(
        "waited %d s for %s to print \"%s\". Its last output:%n%s"
            .formatted(observer.waitLimit().toSeconds(), program.typed(), text, output));
  }

  /**
   * States which client opens a connection, where it is not the one that was started last.
   *
   * @param connection 1 for the first SYN of the run
   */
  void opens(int connection, Participant client) {
    clients.put(connection, client.name());
  }

  /** Waits until no participant prints any more and every packet is captured. */
  Observation observation() {
    observer.awaitQuiet();
    hosts.capture().ifPresent(PacketCapture::catchUp);
    observer.finish();
    return new Observation(
        observer.participants(),
        observer.events(),
        hosts.capture().map(PacketCapture::frames).orElse(List.of()),
        hosts.capture().isPresent(),
        taps.map(Taps::connections).orElse(List.of()),
        taps.map(Taps::clients).orElseGet(() -> Map.copyOf(clients)),
        links,
        List.copyOf(losses),
        new LinkedHashMap<>(settings),
        new LinkedHashMap<>(facts),
        List.copyOf(durations));
  }

  private void killAll() {
    processes.kill();
    taps.ifPresent(Taps::close);
    hosts.close();
  }

  @Override
  public void close() {
    observer.close();
    killAll();
    processes.close();
    Runtime.getRuntime().removeShutdownHook(shutdownHook);
  }
}
