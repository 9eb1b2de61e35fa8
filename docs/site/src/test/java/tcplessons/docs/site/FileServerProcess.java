package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Lesson 04's file server, as readers of the tutorial run it. */
final class FileServerProcess implements AutoCloseable {

  private static final String LISTENING = "listen on port ";

  private final Process process;
  private final int port;

  private FileServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static FileServerProcess start(Path folder) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    "tcplessons.http.Lesson04",
                    "files",
                    "--quiet",
                    "--root=" + folder,
                    "--port=0"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out = process.inputReader();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(LISTENING)) {
        return new FileServerProcess(process, Integer.parseInt(line.substring(LISTENING.length())));
      }
    }
    throw new IOException("lesson 04's file server does not listen");
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
