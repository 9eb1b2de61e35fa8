package tcplessons.docs.see;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.OutputStream;
import tcplessons.docs.model.Run.Lane;
import tcplessons.docs.see.ObservedRun.Owners;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;

/** The programs that the reader has named, started one after the other and stopped together. */
final class OwnPrograms implements AutoCloseable {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  /** A server in Java that is compiled first, on a busy machine. */
  private static final Duration FIRST_UP_LIMIT = Duration.ofSeconds(30);

  private static final Duration NEXT_UP_LIMIT = Duration.ofSeconds(1);

  /** The consoles of servers print what the last client has caused. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private final Path folder;
  private final PrintStream out;
  private final Observed observed;
  private final List<OwnProgram> programs = new CopyOnWriteArrayList<>();

  /** When the sockets of the programs were read last, in microseconds since 1970. */
  private long looked;

  /**
   * @param folder in which the programs are started
   * @param out where their lines are shown
   * @param connections whether a connection is shown although no program is known to have an end
   */
  OwnPrograms(Path folder, PrintStream out, Predicate<Segment> connections, int frameBytesMax) {
    this.folder = folder;
    this.out = out;
    this.observed = new Observed(first -> owners(first, connections), frameBytesMax);
  }

  Observed observed() {
    return observed;
  }

  /**
   * Called for each segment of a connection that is not shown yet. A busy machine has thousands of
   * connections of other programs, and may lose the SYN of one of these.
   */
  private Owners owners(Segment segment, Predicate<Segment> connections) {
    synchronized (programs) {
      return find(segment, connections);
    }
  }

  private Owners find(Segment segment, Predicate<Segment> connections) {
    boolean isWanted = connections.test(segment);
    // The SYN, or the first segment that a tap reports: only these have no ACK.
    if (!segment.has(Flag.ACK)) {
      lookAfter(segment.micros());
    }
    boolean opens = segment.has(Flag.SYN) && !segment.has(Flag.ACK);
    boolean isToServer = opens || isServed(segment.target().getPort());
    int serverPort = (isToServer ? segment.target() : segment.source()).getPort();
    int clientPort = (isToServer ? segment.source() : segment.target()).getPort();
    var server = find(program -> program.listensOn(serverPort));
    var client = find(program -> program != server && program.hasSocketOn(clientPort));
    boolean isNamed = find(program -> program.names(serverPort)) != null;
    if (client == null && server == null && !isNamed) {
      return isWanted ? Owners.UNKNOWN : null;
    }
    // A client that exits at once has no socket any more.
    return new Owners(client == null && isNamed && !isWanted ? lastClient() : client, server);
  }

  /** Reads which sockets the programs have, unless that was done after this time. */
  private void lookAfter(long micros) {
    if (looked <= micros) {
      looked = TimedEvent.now();
      programs.forEach(OwnProgram::look);
    }
  }

  private boolean isServed(int port) {
    return find(program -> program.listensOn(port) || program.names(port)) != null;
  }

  private OwnProgram find(Predicate<OwnProgram> condition) {
    return programs.stream().filter(condition).findFirst().orElse(null);
  }

  /** The client that was started last. */
  OwnProgram lastClient() {
    return programs.reversed().stream()
        .filter(program -> program.lane() == Lane.CLIENT)
        .findFirst()
        .orElse(null);
  }

  /**
   * Starts the programs, each when the one before listens or has had time to. The terminal belongs
   * to the last one.
   *
   * @param wire what changes the commands that follow a server, given that server
   */
  void start(List<String> commands, Function<OwnProgram, UnaryOperator<String>> wire)
      throws IOException, InterruptedException {
    var change = UnaryOperator.<String>identity();
    for (var command : commands) {
      var program = start(OwnProgram.Start.of(change.apply(command), command));
      if (programs.size() == commands.size()) {
        readTerminal();
      }
      awaitUp(program, programs.size() == 1 ? FIRST_UP_LIMIT : NEXT_UP_LIMIT);
      if (program.lane() == Lane.SERVER) {
        var before = change;
        var more = wire.apply(program);
        change = text -> more.apply(before.apply(text));
      }
    }
  }

  OwnProgram start(OwnProgram.Start start) throws IOException {
    long started = TimedEvent.now();
    var program = launch(start);
    observed.add(program);
    observed.note(started, (ms, names) -> new Event.Start(ms, names.get(program)));
    program.process().onExit().thenAccept(process -> noteExit(program, process.exitValue()));
    return program;
  }

  /** A program may connect before this method returns: whose its connection is, waits for that. */
  private OwnProgram launch(OwnProgram.Start start) throws IOException {
    synchronized (programs) {
      var program = OwnProgram.start(start, folder, this::print);
      programs.add(program);
      return program;
    }
  }

  private void awaitUp(OwnProgram program, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (program.process().isAlive()
        && program.lane() == Lane.CLIENT
        && !observed.hasConnectionOf(program)
        && System.nanoTime() < deadline) {
      Thread.sleep(POLL_INTERVAL);
      program.look();
    }
  }

  private void print(OwnProgram program, OutputStream stream, String line) {
    out.println(program.name() + " | " + line);
    observed.note((ms, names) -> new Event.Print(ms, names.get(program), stream, line));
  }

  private void noteExit(OwnProgram program, int code) {
    program.awaitOutput();
    observed.note((ms, names) -> new Event.Exit(ms, names.get(program), code));
  }

  /** What the reader types goes to the program that was started last. */
  private void readTerminal() {
    var program = programs.getLast();
    Thread.ofPlatform()
        .daemon()
        .name("terminal")
        .start(() -> {
          try (var in =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
              type(program, line);
            }
            endInput(program);
          } catch (IOException _) {
            // the program has exited
          }
        });
  }

  void type(OwnProgram program, String line) throws IOException {
    observed.note((ms, names) -> new Event.Input(ms, names.get(program), line));
    program.process().getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    program.process().getOutputStream().flush();
  }

  void interrupt(OwnProgram program) throws IOException {
    observed.note((ms, names) -> new Event.Signal(ms, names.get(program), "INT"));
    program.interrupt();
  }

  void endInput(OwnProgram program) throws IOException {
    observed.note((ms, names) -> new Event.InputEnd(ms, names.get(program)));
    program.process().getOutputStream().close();
  }

  /** Waits for the end of the last client; a program that listens is a server. */
  void awaitClients() throws InterruptedException {
    while (programs.stream()
        .anyMatch(program -> program.process().isAlive() && isClient(program))) {
      Thread.sleep(POLL_INTERVAL);
      programs.stream().filter(program -> program.process().isAlive()).forEach(OwnProgram::look);
    }
    Thread.sleep(QUIET);
  }

  /** If all listen, they run until Ctrl-C. */
  private boolean isClient(OwnProgram program) {
    return program.lane() == Lane.CLIENT
        || programs.stream().allMatch(each -> each.lane() == Lane.SERVER);
  }

  /** Stops what still runs, with all processes that it has started. */
  void stop(String signal) {
    for (var program : programs) {
      if (program.process().isAlive()) {
        observed.note((ms, names) -> new Event.Signal(ms, names.get(program), signal));
      }
    }
    close();
    programs.forEach(OwnProgram::awaitOutput);
  }

  /** All together, so that one that does not end delays no other. */
  @Override
  public void close() {
    programs.forEach(OwnProgram::terminate);
    programs.forEach(OwnProgram::awaitEnd);
  }
}
