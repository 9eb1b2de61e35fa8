package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Linux network namespace of our own, where runs are played.
 *
 * <p>Every port in it is free, nobody else's packets are seen, and runs can be played side by side.
 * It lives as long as its holder, a shell that ends when its input does, and ends all that runs
 * inside, so that even a killed JVM leaves nothing behind.
 */
final class Network implements AutoCloseable {

  /** Marks are sent to the discard port, where nobody needs to listen. */
  static final int MARK_PORT = 9;

  private static final String HOLDER =
      """
      ip link set lo up && echo up || exit 1
      while read -r mark; do echo "$mark" > /dev/udp/$0/%d; done
      for process in /proc/[0-9]*; do
        [ $process/ns/net -ef /proc/$$/ns/net ] && [ $process != /proc/$$ ] \
          && kill -KILL ${process#/proc/}
      done
      """
          .formatted(MARK_PORT);

  private static final List<List<String>> WAYS =
      List.of(
          List.of("unshare", "--net"), // as root
          List.of("unshare", "--net", "--map-root-user")); // where users may have namespaces

  private static final String LOOPBACK = "127.0.0.1";
  private static final long PATIENCE_SECONDS = 20;

  private final Process holder;
  private final Writer marks;
  private final List<String> enter;
  private final List<Network> others = new ArrayList<>();

  private Network(Process holder, List<String> enter) {
    this.holder = holder;
    this.marks = new OutputStreamWriter(holder.getOutputStream(), UTF_8);
    this.enter = enter;
  }

  /** A namespace of its own, or empty where the system or the user's rights have none. */
  static Optional<Network> isolated() {
    if (!List.of("unshare", "nsenter", "ip", "bash").stream()
        .allMatch(tool -> Tools.find(tool).isPresent())) {
      return Optional.empty();
    }
    return WAYS.stream().flatMap(way -> hold(way, LOOPBACK).stream()).findFirst();
  }

  /**
   * One more, of the same owner, so that this one may be linked to it. It is closed with this one.
   *
   * @param marksGoTo where its marks are sent
   */
  Network another(String marksGoTo) {
    var another =
        hold(inside(List.of("unshare", "--net")), marksGoTo)
            .orElseThrow(() -> new StageException("there is no second network namespace"));
    others.add(another);
    return another;
  }

  private static Optional<Network> hold(List<String> way, String marksGoTo) {
    var command = new ArrayList<>(way);
    command.addAll(List.of("bash", "-c", HOLDER, marksGoTo));
    try {
      var holder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      if (!"up".equals(new BufferedReader(holder.inputReader(UTF_8)).readLine())) {
        holder.destroyForcibly();
        return Optional.empty();
      }
      var enter = new ArrayList<>(List.of("nsenter", "--target", "" + holder.pid(), "--net"));
      if (way.contains("--map-root-user") || way.contains("--user")) {
        enter.addAll(List.of("--user", "--preserve-credentials"));
      }
      enter.add("--");
      return Optional.of(new Network(holder, enter));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The same command, run inside. Its process is the command itself: nsenter gives way to it. */
  List<String> inside(List<String> command) {
    var inside = new ArrayList<>(enter);
    inside.addAll(command);
    return inside;
  }

  /** Of the process that holds it. */
  String pid() {
    return "" + holder.pid();
  }

  /**
   * Runs a script of a few words inside.
   *
   * @return what it printed
   */
  String run(String script, String... args) {
    var command = new ArrayList<>(inside(List.of("bash", "-e", "-c", script, "bash")));
    command.addAll(List.of(args));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new StageException("it took more than %d s: %s".formatted(PATIENCE_SECONDS, script));
      }
      var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.exitValue() != 0) {
        throw new StageException(output.lines().findFirst().orElse(script));
      }
      return output;
    } catch (IOException e) {
      throw new StageException(e.getMessage());
    } catch (InterruptedException e) {
      throw Stage.interrupted();
    }
  }

  /** Sends a datagram inside, so that a capture shows how far it has come. */
  void mark(String text) {
    try {
      marks.write(text + "\n");
      marks.flush();
    } catch (IOException e) {
      throw new StageException("the network namespace is gone: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    others.forEach(Network::close);
    holder.destroyForcibly();
    try {
      holder.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
