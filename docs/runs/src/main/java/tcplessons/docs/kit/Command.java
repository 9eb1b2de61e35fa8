package tcplessons.docs.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that has been run to its end.
 *
 * @param out what it printed on standard output, without white space around it
 * @param err the same of standard error
 */
public record Command(int exitCode, String out, String err) {

  /**
   * Runs a command with empty input, in {@link #setEnvironment a fixed environment}.
   *
   * @throws IOException if it cannot be started, or runs for longer than {@link Waiting#LIMIT}
   */
  public static Command run(List<String> words) throws IOException {
    var out = Files.createTempFile("command", ".out");
    var err = Files.createTempFile("command", ".err");
    try {
      var builder =
          new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
      setEnvironment(builder.environment());
      var process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(
            "more than %d s: %s".formatted(Waiting.LIMIT.toSeconds(), String.join(" ", words)));
      }
      return new Command(
          process.exitValue(), text(Files.readAllBytes(out)), text(Files.readAllBytes(err)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @return what it printed on standard output
   * @throws IOException also if its exit code is not 0; the message is what it printed
   */
  public static String output(List<String> words) throws IOException {
    var command = run(words);
    if (command.exitCode != 0) {
      var printed = (command.err + "\n" + command.out).strip();
      throw new IOException(
          printed.lines().findFirst().orElse(words.getFirst() + " failed: " + command.exitCode));
    }
    return command.out;
  }

  /**
   * Makes the output of programs the same on every machine: English, UTF-8, UTC, no proxy, and
   * lines that are not folded.
   */
  public static void setEnvironment(Map<String, String> environment) {
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "NODE_OPTIONS", "LANGUAGE"));
    environment.keySet().removeIf(name -> name.endsWith("_proxy"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TZ", "UTC");
    environment.put("COLUMNS", "200");
    environment.merge("PATH", Tools.ADMINISTRATOR_PATH, (path, more) -> path + ":" + more);
  }

  /** Bytes that are no UTF-8 become replacement characters. */
  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8).strip();
  }
}
