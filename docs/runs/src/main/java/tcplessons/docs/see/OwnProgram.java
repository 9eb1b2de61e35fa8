package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lombok.Getter;
import lombok.experimental.Accessors;
import tcplessons.docs.model.Event.OutputStream;
import tcplessons.docs.model.Run.Lane;
import tcplessons.grader.Kernel;

/** A program of the reader, started by a shell, with all processes that it has started. */
@Getter
@Accessors(fluent = true)
final class OwnProgram {

  /**
   * What is started.
   *
   * @param executed the command
   * @param command the same, as the figure shows it
   * @param name precedes its lines on the terminal
   * @param by what it is, as the figure shows it
   */
  record Start(String executed, String command, String name, String by) {

    static Start of(String executed, String command) {
      var first = Pattern.compile("\\s+").split(command.strip())[0];
      var program = Path.of(first).getFileName().toString();
      return new Start(executed, command, program, program);
    }
  }

  /** Receives what a program prints. */
  interface Lines {
    void print(OwnProgram program, OutputStream stream, String line);
  }

  /** What may be the number of a port. */
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[1-9]\\d{0,4}(?![\\w.])");

  /** A longer line becomes several. */
  private static final int LINE_BYTES_MAX = 4096;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final String command;
  private final String name;
  private final String by;
  private final Process process;
  private final AtomicInteger printed = new AtomicInteger();
  private final Set<Integer> named;
  private final Set<Integer> listening = new TreeSet<>();
  private volatile Set<Integer> ports = Set.of();
  private final Set<ProcessHandle> tree = ConcurrentHashMap.newKeySet();
  private final List<Thread> readers;
  private long stopDeadline;

  private OwnProgram(Start start, Process process, Lines lines) {
    this.command = start.command();
    this.name = start.name();
    this.by = start.by();
    this.process = process;
    this.named = named(command);
    this.readers =
        List.of(
            reader(process.getInputStream(), OutputStream.OUT, lines),
            reader(process.getErrorStream(), OutputStream.ERR, lines));
  }

  static OwnProgram start(Start start, Path folder, Lines lines) throws IOException {
    var builder = new ProcessBuilder(shell(start.executed())).directory(folder.toFile());
    setEnvironment(builder.environment());
    return new OwnProgram(start, builder.start(), lines);
  }

  private static List<String> shell(String command) {
    return File.separatorChar == '/' ? List.of("sh", "-c", command) : List.of("cmd", "/c", command);
  }

  /**
   * {@code java} is the Java that runs this code, Python does not hold lines back, and connections
   * to this machine use no proxy.
   */
  private static void setEnvironment(Map<String, String> environment) {
    var java = Path.of(System.getProperty("java.home"), "bin").toString();
    environment.merge("PATH", java, (path, first) -> first + File.pathSeparator + path);
    environment.put("PYTHONUNBUFFERED", "1");
    environment.merge("no_proxy", "localhost,127.0.0.1", (others, own) -> others + "," + own);
  }

  private Thread reader(InputStream in, OutputStream stream, Lines lines) {
    return Thread.ofVirtual()
        .start(() -> {
          var line = new ByteArrayOutputStream();
          try (in) {
            var buffer = new byte[8192];
            for (int count = in.read(buffer); count != -1; count = in.read(buffer)) {
              for (int i = 0; i < count; i++) {
                if (buffer[i] != '\n') {
                  line.write(buffer[i]);
                }
                if (buffer[i] == '\n' || line.size() == LINE_BYTES_MAX) {
                  print(lines, stream, line);
                }
              }
            }
          } catch (IOException _) {
            // the process was killed
          }
          if (line.size() > 0) {
            print(lines, stream, line);
          }
        });
  }

  private void print(Lines lines, OutputStream stream, ByteArrayOutputStream line) {
    lines.print(this, stream, line.toString(UTF_8));
    line.reset();
    printed.incrementAndGet();
  }

  /** A program that has ever listened is a server. */
  synchronized Lane lane() {
    return listening.isEmpty() ? Lane.CLIENT : Lane.SERVER;
  }

  synchronized boolean listensOn(int port) {
    return listening.contains(port);
  }

  /** The ports that a command may name. */
  static Set<Integer> named(String command) {
    return NUMBER
        .matcher(command)
        .results()
        .map(number -> Integer.valueOf(number.group()))
        .filter(number -> number < 1 << 16)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether its command contains this number. */
  boolean names(int port) {
    return named.contains(port);
  }

  synchronized Set<Integer> listening() {
    return new TreeSet<>(listening);
  }

  /** Notes its processes and the ports of their sockets. */
  void look() {
    tree.add(process.toHandle());
    process.descendants().forEach(tree::add);
    var now = Kernel.ports(List.copyOf(tree));
    ports = now.all();
    synchronized (this) {
      listening.addAll(now.listening());
    }
  }

  /** Whether it had a socket on this port at the last {@link #look}. */
  boolean hasSocketOn(int port) {
    return ports.contains(port);
  }

  /** Sends SIGINT to all its processes, as Ctrl-C in its terminal does. */
  void interrupt() throws IOException {
    look();
    var command = new ArrayList<>(List.of("kill", "-INT"));
    tree.stream().filter(ProcessHandle::isAlive).forEach(each -> command.add("" + each.pid()));
    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Sends SIGTERM to all its processes. */
  void terminate() {
    look();
    tree.forEach(ProcessHandle::destroy);
    stopDeadline = System.nanoTime() + STOP_LIMIT.toNanos();
  }

  /** Waits for their end, and sends SIGKILL to those that do not end. */
  void awaitEnd() {
    for (var each : tree) {
      try {
        each.onExit().get(stopDeadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        each.destroyForcibly();
      } catch (ExecutionException | TimeoutException _) {
        each.destroyForcibly();
      }
    }
  }

  /** Waits until its output is read, unless a process that it has left behind holds it open. */
  void awaitOutput() {
    try {
      for (var reader : readers) {
        reader.join(Duration.ofMillis(500));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
