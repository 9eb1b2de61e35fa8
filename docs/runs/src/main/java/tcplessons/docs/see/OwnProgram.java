package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import lombok.Getter;
import lombok.experimental.Accessors;
import tcplessons.docs.model.Event.OutputStream;
import tcplessons.docs.model.Run.Lane;
import tcplessons.grader.Kernel;

/** A program of the reader, started by a shell, with all processes that it has started. */
@Getter
@Accessors(fluent = true)
final class OwnProgram {

  /** Receives what a program prints. */
  interface Lines {
    void print(OwnProgram program, OutputStream stream, String line);
  }

  /** A longer line becomes several. */
  private static final int LINE_BYTES_MAX = 4096;

  private static final int STOP_SECONDS = 2;

  private final String command;
  private final Process process;
  private final Set<Integer> listening = new TreeSet<>();
  private final Set<ProcessHandle> tree = ConcurrentHashMap.newKeySet();
  private final List<Thread> readers;

  private OwnProgram(String command, Process process, Lines lines) {
    this.command = command;
    this.process = process;
    this.readers =
        List.of(
            reader(process.getInputStream(), OutputStream.OUT, lines),
            reader(process.getErrorStream(), OutputStream.ERR, lines));
  }

  /**
   * @param executed the command
   * @param command the same, as the figure shows it
   */
  static OwnProgram start(String executed, String command, Path folder, Lines lines)
      throws IOException {
    var builder = new ProcessBuilder(shell(executed)).directory(folder.toFile());
    setEnvironment(builder.environment());
    return new OwnProgram(command, builder.start(), lines);
  }

  private static List<String> shell(String command) {
    return File.separatorChar == '/' ? List.of("sh", "-c", command) : List.of("cmd", "/c", command);
  }

  /** {@code java} is the Java that runs this code, and Python does not hold lines back. */
  private static void setEnvironment(Map<String, String> environment) {
    var java = Path.of(System.getProperty("java.home"), "bin").toString();
    environment.merge("PATH", java, (path, first) -> first + File.pathSeparator + path);
    environment.put("PYTHONUNBUFFERED", "1");
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
                  lines.print(this, stream, line.toString(UTF_8));
                  line.reset();
                }
              }
            }
          } catch (IOException _) {
            // the process was killed
          }
          if (line.size() > 0) {
            lines.print(this, stream, line.toString(UTF_8));
          }
        });
  }

  /** The name of the program, as the figure shows it. */
  String by() {
    var words = Pattern.compile("\\s+").split(command.strip());
    return Path.of(words[0]).getFileName().toString();
  }

  /** A program that has ever listened is a server. */
  synchronized Lane lane() {
    return listening.isEmpty() ? Lane.CLIENT : Lane.SERVER;
  }

  synchronized boolean listensOn(int port) {
    return listening.contains(port);
  }

  synchronized Set<Integer> listening() {
    return new TreeSet<>(listening);
  }

  /** Notes its processes and the ports on which they listen. */
  void look() {
    tree.add(process.toHandle());
    process.descendants().forEach(tree::add);
    var ports = Kernel.listening(List.copyOf(tree));
    synchronized (this) {
      listening.addAll(ports);
    }
  }

  boolean hasSocketOn(int port) {
    look();
    return Kernel.localPorts(List.copyOf(tree)).contains(port);
  }

  /** Sends SIGTERM to all its processes, and SIGKILL to those that do not end. */
  void stop() {
    look();
    var all = new LinkedHashSet<>(tree);
    all.forEach(ProcessHandle::destroy);
    for (var each : all) {
      try {
        each.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
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
