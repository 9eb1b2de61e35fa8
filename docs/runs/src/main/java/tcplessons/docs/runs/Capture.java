package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lombok.Locked;

/**
 * What passes on one card of a namespace, read while it happens.
 *
 * <p>Packets arrive here a moment late. A mark, a datagram sent through the same interface, tells
 * that everything before it has arrived: the first one proves that the capture has begun.
 */
final class Capture implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration NEXT_MARK = Duration.ofMillis(200);

  /** The bytes of the longest frame on lo: the kernel keeps so much room for each. */
  private static final String LONGEST = "70000";

  /** Room for 240 frames until the tool gets to them; by default 2 MiB, which is eight. */
  private static final String KIBIBYTES = "16384";

  private static final String FILTER = "tcp or udp dst port " + Network.MARK_PORT;

  /**
   * In this order: tcpdump hands over each packet at once, but refuses to be a namespace's root.
   */
  private static List<List<String>> tools(String card) {
    return List.of(
        List.of(
            "tcpdump",
            "-i",
            card,
            "--immediate-mode",
            "-U",
            "-n",
            "-Z",
            "root",
            "-s",
            LONGEST,
            "-B",
            KIBIBYTES,
            "-w",
            "-",
            FILTER),
        List.of(
            "dumpcap", "-q", "-P", "-i", card, "-s", LONGEST, "-B", "16", "-w", "-", "-f", FILTER));
  }

  private final Network network;
  private final Process tool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<Frame> frames = new ArrayList<>();
  private final Set<String> marks = new HashSet<>();
  private String failure;

  private Capture(Network network, Process tool) {
    this.network = network;
    this.tool = tool;
  }

  /** Begins to capture; empty where no tool is installed that is allowed to. */
  static Optional<Capture> of(Network network, String card) {
    return tools(card).stream()
        .filter(command -> Tools.find(command.getFirst()).isPresent())
        .flatMap(command -> start(network, command).stream())
        .findFirst();
  }

  private static Optional<Capture> start(Network network, List<String> command) {
    try {
      var builder = new ProcessBuilder(network.inside(command));
      builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
      var tool = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var capture = new Capture(network, tool);
      Thread.ofPlatform().daemon().name("capture").start(capture::read);
      if (capture.seesMark("begin")) {
        return Optional.of(capture);
      }
      capture.close();
      return Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Waits until everything that has been sent so far is here. */
  void catchUp() {
    if (!seesMark("end")) {
      throw new StageException("the capture cannot be finished: " + failure);
    }
  }

  /** Sends a mark again and again, as the first ones may come too early to be seen. */
  private boolean seesMark(String mark) {
    lock.lock();
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!marks.contains(mark) && failure == null) {
        if (System.nanoTime() > deadline) {
          failure = "it is more than %d s behind".formatted(PATIENCE.toSeconds());
        }
        network.mark(mark);
        awaitNews(mark);
      }
      return failure == null;
    } catch (InterruptedException e) {
      throw Stage.interrupted();
    } finally {
      lock.unlock();
    }
  }

  private void awaitNews(String mark) throws InterruptedException {
    long left = NEXT_MARK.toNanos();
    while (left > 0 && !marks.contains(mark) && failure == null) {
      left = news.awaitNanos(left);
    }
  }

  /** The TCP segments so far. */
  @Locked("lock")
  List<Frame> frames() {
    return List.copyOf(frames);
  }

  private void read() {
    try {
      Pcap.read(tool.getInputStream(), this::take);
      fail("its tool has ended");
    } catch (IOException | RuntimeException e) {
      fail("the capture cannot be read: " + e.getMessage());
    }
  }

  @Locked("lock")
  private void take(Frame frame) {
    if (Packet.decode(frame).isPresent()) {
      frames.add(frame);
    } else {
      marks.add(markOf(frame));
    }
    news.signalAll();
  }

  @Locked("lock")
  private void fail(String message) {
    failure = message;
    news.signalAll();
  }

  /** A mark's datagram: Ethernet, IPv4 without options, UDP. */
  private static String markOf(Frame frame) {
    int headers = 14 + 20 + 8;
    return new String(frame.bytes(), headers, frame.bytes().length - headers, UTF_8).strip();
  }

  @Override
  public void close() {
    tool.destroyForcibly();
    try {
      tool.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
