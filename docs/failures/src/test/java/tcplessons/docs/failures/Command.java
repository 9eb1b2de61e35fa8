package tcplessons.docs.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that was run to its end. */
record Command(int exitCode, String out, String err) {

  private static final int SECONDS = 60;

  static boolean isInstalled(String program) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/sbin"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static Command run(List<String> words) throws IOException, InterruptedException {
    var err = Files.createTempFile("failure", ".err");
    try {
      var builder = new ProcessBuilder(words).redirectError(err.toFile());
      builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "NODE_OPTIONS"));
      builder.environment().keySet().removeIf(name -> name.endsWith("_proxy"));
      builder.environment().put("LC_ALL", "C.UTF-8");
      var process = builder.start();
      process.getOutputStream().close();
      var out = process.getInputStream();
      // What ends the process ends its output too.
      var limit =
          Thread.startVirtualThread(() -> {
            try {
              if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
              }
            } catch (InterruptedException _) {
              process.destroyForcibly();
            }
          });
      var text = new String(out.readAllBytes(), UTF_8);
      limit.join();
      return new Command(process.waitFor(), text.strip(), Files.readString(err).strip());
    } finally {
      Files.delete(err);
    }
  }
}
