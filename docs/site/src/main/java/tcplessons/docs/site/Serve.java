package tcplessons.docs.site;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Serves the tutorial to browsers on this machine with the JDK's simple file server.
 *
 * <p>It listens on 127.0.0.1 alone. That is enough for {@code http://localhost} where the name also
 * means {@code ::1}: a browser is refused there at once and goes on to 127.0.0.1.
 */
@Command(name = "serve", description = "Serves the tutorial until Ctrl-C.")
public final class Serve implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Parameters(paramLabel = "FOLDER", description = "The folder of the site.")
  private Path folder;

  @Option(
      names = "--port",
      defaultValue = "8000",
      description = "The port to listen on (${DEFAULT-VALUE}); 0 takes any free one.")
  private int port;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Serve())
        .setParameterExceptionHandler((problem, _) -> {
          var err = problem.getCommandLine().getErr();
          err.println(problem.getMessage() + " (--help shows what is possible)");
          return ExitCode.USAGE;
        });
  }

  /** A running server: its port is in its address, and it runs until it is stopped. */
  static HttpServer start(Path folder, int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    var files = SimpleFileServer.createFileHandler(folder.toRealPath());
    var server = HttpServer.create(address, 0, "/", files);
    // Without threads of its own it would answer one reader at a time.
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(), "--port must be from 0 to %d: %d".formatted(MAX_PORT, port));
    }
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), "no such folder: " + folder);
    }
    HttpServer server;
    try {
      server = start(folder, port);
    } catch (BindException e) {
      spec.commandLine().getErr().println(refused(e));
      return ExitCode.SOFTWARE;
    }
    endWell();
    var out = spec.commandLine().getOut();
    out.printf(
        "The tutorial is at http://localhost:%d/ (Ctrl-C ends it)%n",
        server.getAddress().getPort());
    out.flush();
    try {
      new CountDownLatch(1).await();
      return ExitCode.OK;
    } finally {
      server.stop(0);
    }
  }

  private String refused(BindException reason) {
    var other = port == MAX_PORT ? port - 1 : port + 1;
    return "cannot listen on 127.0.0.1:%d: %s; another port: mvn -Dargs=\"--port %d\""
        .formatted(port, reason.getMessage(), other);
  }

  /** Ctrl-C is how one leaves: without this the JVM would report it as a failure, 130. */
  private static void endWell() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(ExitCode.OK), "end-well"));
  }
}
