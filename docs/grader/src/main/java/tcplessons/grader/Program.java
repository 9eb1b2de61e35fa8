package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The process of an attempt, with everything that it starts. */
final class Program implements AutoCloseable {

  /** More than any exercise lets a program print. */
  static final int STDOUT_BYTES_MAX = 16 << 20;

  private static final long FLOOD_BYTES = 256L << 20;
  private static final int STDERR_BYTES_MAX = 1 << 16;
  private static final String TAG = "TRY_ATTEMPT";

  /** All that run, for the moment in which the grader itself is ended. */
  private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

  private final Process process;
  private final String tag = UUID.randomUUID().toString();
  private final Output out;
  private final Output err = new Output(STDERR_BYTES_MAX, _ -> {});

  private Program(ProcessBuilder builder, Consumer<byte[]> printed) throws IOException {
    builder.environment().put(TAG, tag);
    process = builder.start();
    RUNNING.add(this);
    out = new Output(STDOUT_BYTES_MAX, printed);
    out.readFrom(process.getInputStream());
    err.readFrom(process.getErrorStream());
  }

  /**
   * @param printed gets what it prints on stdout
   * @throws IOException if there is no such program
   */
  static Program start(List<String> command, Path folder, Consumer<byte[]> printed)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    // Java would announce on stderr that it has read them.
    builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return new Program(builder, printed);
  }

  /** Writes this to the program's stdin, as fast as the program reads it, and closes stdin. */
  void input(byte[] bytes) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (var in = process.getOutputStream()) {
            in.write(bytes);
          } catch (IOException _) {
            // The program has closed its stdin, or has ended.
          }
        });
  }

  /** Writes this to the program's stdin, and leaves stdin open. */
  void type(byte[] bytes) {
    try {
      process.getOutputStream().write(bytes);
      process.getOutputStream().flush();
    } catch (IOException _) {
      // The program has closed its stdin, or has ended.
    }
  }

  /** Sends SIGTERM, also to the processes that it has started: it may be a script. */
  void terminate() {
    processes().forEach(ProcessHandle::destroy);
  }

  /** Whether it prints more than any exercise needs. */
  boolean floods() {
    return out.count() + err.count() > FLOOD_BYTES;
  }

  /** Ends all programs that run. */
  static void closeAll() {
    RUNNING.forEach(Program::close);
  }

  Output out() {
    return out;
  }

  Output err() {
    return err;
  }

  boolean hasExited() {
    return !process.isAlive();
  }

  Optional<Integer> exitCode() {
    return hasExited() ? Optional.of(process.exitValue()) : Optional.empty();
  }

  /** Whether all that it will ever print has been read. */
  boolean hasPrintedAll() {
    return hasExited() && out.hasEnded() && err.hasEnded();
  }

  /** Its processor time so far, that of its children included. */
  Duration processorTime() {
    return processes().stream()
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  boolean isActive() {
    return Kernel.isActive(processes());
  }

  Set<Integer> listening() {
    return Kernel.listening(processes());
  }

  List<ProcessHandle> processes() {
    return Stream.concat(
            Stream.of(process.toHandle()).filter(ProcessHandle::isAlive), process.descendants())
        .toList();
  }

  /** Ends the processes at once, also those that have cut themselves off from their parent. */
  @Override
  public void close() {
    var descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    if (Kernel.isVisible()) {
      Kernel.withEnvironment(TAG + "=" + tag).forEach(ProcessHandle::destroyForcibly);
    }
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    RUNNING.remove(this);
  }
}
