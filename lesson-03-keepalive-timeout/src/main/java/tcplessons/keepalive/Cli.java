package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a step from the command line. It contains no TCP code, so all lessons share a copy.
 *
 * <p>Exit codes: 0 if the step is done or was stopped by Ctrl-C, 1 if it failed at run time, 2 for
 * wrong usage. Every error is one line on stderr.
 */
final class Cli {

  /** How long a step may take to stop after Ctrl-C; every step's own stop limit is shorter. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

  static {
    // Otherwise String.format prints 2,5 in a German locale and ٢٫٥ in an Egyptian one.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
  }

  private Cli() {}

  /**
   * Runs the step that the arguments name, then exits with its exit code.
   *
   * <p>Ctrl-C (SIGINT) and SIGTERM interrupt the step's thread. It is a virtual thread, so the
   * interrupt closes the socket on which it is blocked: see {@link java.net.ServerSocket#accept}.
   */
  static void run(Object lesson, String... args) throws Exception {
    System.setOut(utf8(System.out, FileDescriptor.out));
    System.setErr(utf8(System.err, FileDescriptor.err));
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> System.err.println(describe(e)));
    var exitCode = new FutureTask<>(() -> execute(lesson, args));
    var step = Thread.ofVirtual().unstarted(exitCode);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(step, exitCode)));
    if (Boolean.getBoolean("end.with.parent")) {
      ProcessHandle.current().parent().ifPresent(Cli::exitWhenParentExits);
    }
    step.start();
    System.exit(exitCode.get());
  }

  private static int execute(Object lesson, String... args) {
    try {
      loadClasses(lesson.getClass());
      initializeVirtualThreadPollers();
      return commandLine(lesson).execute(args);
    } catch (Throwable e) { // picocli handles exceptions, but no Error
      System.err.println(describe(e));
      return 1;
    }
  }

  /**
   * Loads all classes of the lesson. Java would open the file of each when it is first used, and a
   * server that has no file descriptor left at that moment would never get the class.
   */
  private static void loadClasses(Class<?> lesson) throws Exception {
    var file = lesson.getResource(lesson.getSimpleName() + ".class").toURI();
    if (file.getScheme().equals("file")) { // not in a jar, which is open already
      try (var files = Files.newDirectoryStream(Path.of(file).getParent(), "*.class")) {
        for (var each : files) {
          var name = each.getFileName().toString().replace(".class", "");
          Class.forName(lesson.getPackageName() + "." + name, false, lesson.getClassLoader());
        }
      }
    }
  }

  /**
   * Lets a virtual thread wait for a socket once. At the first such wait the JVM opens the
   * descriptors of its pollers, which all virtual threads share. Later the process may have no free
   * descriptor left, because its connections use them all.
   */
  private static void initializeVirtualThreadPollers() {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(1); // millisecond
      socket.receive(new DatagramPacket(new byte[1], 1));
    } catch (IOException _) {
      // The timeout, or no network: then the step says so.
    }
  }

  /**
   * Exits as after SIGTERM when the parent process has exited. Maven does not end the processes
   * that it started when it gets SIGTERM itself, so their ports would stay in use.
   */
  private static void exitWhenParentExits(ProcessHandle parent) {
    Thread.startVirtualThread(() -> {
      try {
        while (parent.isAlive()) {
          Thread.sleep(1000); // onExit() of a process that is no child looks every 5 s
        }
        System.exit(143);
      } catch (InterruptedException e) {
        throw new AssertionError("this thread is never interrupted", e);
      }
    });
  }

  private static void stop(Thread step, FutureTask<?> exitCode) {
    if (!exitCode.isDone()) {
      step.interrupt();
      try {
        step.join(STOP_TIMEOUT);
      } catch (InterruptedException _) {
        // The JVM exits anyway.
      }
      Runtime.getRuntime().halt(0); // instead of the 130 or 143 of the signal
    }
  }

  /** A lesson, or a single step, with the options and the error messages that all of them share. */
  static CommandLine commandLine(Object command) {
    var commandLine = new CommandLine(command);
    if (!commandLine.getSubcommands().isEmpty()) {
      commandLine.addSubcommand(new HelpCommand());
      var help = commandLine.getSubcommands().get("help").getCommandSpec();
      help.usageMessage().header("Lists the steps.");
    }
    commandLine.getSubcommands().values().forEach(Cli::addHelpOption);
    addHelpOption(commandLine);
    commandLine
        .getCommandSpec()
        .usageMessage()
        .synopsisSubcommandLabel("STEP")
        .commandListHeading("%nSteps:%n");
    return commandLine
        .registerConverter(Duration.class, new DurationConverter())
        .registerConverter(String.class, Cli::notBlank)
        .registerConverter(Path.class, value -> Path.of(notBlank(value)))
        .setDefaultValueProvider(Cli::defaultValue)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(System.out, true))
        .setErr(new PrintWriter(System.err, true))
        .setParameterExceptionHandler((e, _) -> wrongUsage(e))
        .setExecutionExceptionHandler((e, failed, _) -> failed(e, failed));
  }

  /** An empty host would mean the loopback address, an empty path the current folder. */
  static String notBlank(String value) {
    if (value.isBlank()) {
      throw new TypeConversionException("'" + value + "' is blank");
    }
    return value;
  }

  private static void addHelpOption(CommandLine command) {
    if (command.getCommandSpec().findOption("--help") == null) {
      command.addMixin("help", new HelpOption());
    }
  }

  private static final class HelpOption {
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    private boolean requested;
  }

  /** Makes the help show a duration as it is typed: 5s instead of PT5S. */
  private static String defaultValue(ArgSpec option) {
    return option.initialValue() instanceof Duration duration && duration.isPositive()
        ? DurationConverter.format(duration)
        : null;
  }

  private static int wrongUsage(ParameterException e) {
    var command = e.getCommandLine();
    var err = command.getErr();
    if (command.getParent() == null && e instanceof UnmatchedArgumentException unmatched) {
      err.printf(
          "no such step: %s. The steps of %s: %s%n",
          unmatched.getUnmatched().getFirst(),
          command.getCommandName(),
          String.join(", ", command.getSubcommands().keySet()));
    } else if (command.getParent() == null) {
      command.usage(err); // no step was named
    } else {
      err.printf(
          "%s. Its options: mvn -q compile exec:exec@%s -Dargs=--help%n",
          e.getMessage(), command.getCommandName());
    }
    return 2;
  }

  private static int failed(Exception e, CommandLine command) {
    boolean stopped = e instanceof InterruptedException || Thread.currentThread().isInterrupted();
    if (!stopped) {
      command.getErr().println(describe(e));
    }
    return 1;
  }

  /** One line for the user: the messages of I/O errors are complete, others need their type. */
  static String describe(Throwable e) {
    return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
  }

  /** Without a locale (LANG=C) Java would print question marks instead of Korean. */
  private static PrintStream utf8(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().newEncoder().canEncode('한')
        ? stream
        : new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
