package tcplessons.docs.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Linux network namespace: network_namespaces(7).
 *
 * <p>Every port in it is free, a capture sees no packets of other programs, and several namespaces
 * can be used side by side. A namespace exists as long as its holder, a shell that exits at the end
 * of its input and kills every process inside, so that even a killed JVM leaves nothing behind.
 */
public final class NetworkNamespace implements AutoCloseable {

  /** Markers are sent to the discard port, which needs no listener. */
  public static final int MARKER_PORT = 9;

  private static final String HOLDER =
      """
      ip link set lo up && echo up || exit 1
      while read -r marker; do echo "$marker" > /dev/udp/$0/%d; done
      for process in /proc/[0-9]*; do
        [ $process/ns/net -ef /proc/$$/ns/net ] && [ $process != /proc/$$ ] \
          && kill -KILL ${process#/proc/}
      done
      """
          .formatted(MARKER_PORT);

  /** The second needs user namespaces instead of root. */
  private static final List<List<String>> UNSHARE_COMMANDS =
      List.of(List.of("unshare", "--net"), List.of("unshare", "--net", "--map-root-user"));

  private static final String LOOPBACK = "127.0.0.1";

  private final Process holder;
  private final Writer markers;
  private final List<String> enter;
  private final List<NetworkNamespace> peers = new ArrayList<>();

  private NetworkNamespace(Process holder, List<String> enter) {
    this.holder = holder;
    this.markers = new OutputStreamWriter(holder.getOutputStream(), UTF_8);
    this.enter = enter;
  }

  /** Creates a namespace; empty where the system or the user's rights do not allow it. */
  public static Optional<NetworkNamespace> create() {
    return Stream.of("unshare", "nsenter", "ip", "bash").allMatch(Tools::isInstalled)
        ? UNSHARE_COMMANDS.stream().flatMap(unshare -> hold(unshare, LOOPBACK).stream()).findFirst()
        : Optional.empty();
  }

  /**
   * Creates another namespace of the same owner, so that the two may be linked. It is closed with
   * this one.
   *
   * @param markersTo the address to which its markers are sent
   * @throws IOException if it cannot be created
   */
  public NetworkNamespace createPeer(String markersTo) throws IOException {
    var peer =
        hold(inside(List.of("unshare", "--net")), markersTo)
            .orElseThrow(() -> new IOException("no second network namespace can be created"));
    peers.add(peer);
    return peer;
  }

  private static Optional<NetworkNamespace> hold(List<String> unshare, String markersTo) {
    var command = concat(unshare, List.of("bash", "-c", HOLDER, markersTo));
    try {
      var holder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      if (!"up".equals(new BufferedReader(holder.inputReader(UTF_8)).readLine())) {
        holder.destroyForcibly();
        return Optional.empty();
      }
      var enter = new ArrayList<>(List.of("nsenter", "--target", "" + holder.pid(), "--net"));
      if (unshare.contains("--map-root-user") || unshare.contains("--user")) {
        enter.addAll(List.of("--user", "--preserve-credentials"));
      }
      enter.add("--");
      return Optional.of(new NetworkNamespace(holder, List.copyOf(enter)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Puts nsenter before a command. nsenter executes the command in its own process: same pid. */
  public List<String> inside(List<String> command) {
    return concat(enter, command);
  }

  private static List<String> concat(List<String> one, List<String> other) {
    return Stream.of(one, other).flatMap(List::stream).toList();
  }

  /** The process that holds the namespace, by which ip-link(8) names it. */
  public String pid() {
    return "" + holder.pid();
  }

  /**
   * Runs a shell script inside.
   *
   * @return what it printed
   * @throws IOException if it fails, with what it printed
   */
  public String run(String script, String... args) throws IOException {
    var bash = List.of("bash", "-e", "-c", script, "bash");
    return Command.output(inside(concat(bash, List.of(args))));
  }

  /** Sends a datagram with a marker, which shows how far a capture has come. */
  public void sendMarker(String marker) throws IOException {
    markers.write(marker + "\n");
    markers.flush();
  }

  @Override
  public void close() {
    peers.forEach(NetworkNamespace::close);
    holder.destroyForcibly();
    try {
      holder.waitFor(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
