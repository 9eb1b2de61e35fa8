package tcplessons.docs.runs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tcplessons.docs.runs.Run.Console;
import tcplessons.docs.runs.Run.Lane;
import tcplessons.docs.runs.Run.LinkState;

/**
 * Where a scenario is played: starts its participants, listens to them and to the wire, and ends
 * every one of them when the scenario is over, however it goes.
 *
 * <p>Scenarios speak of the ports that a lesson documents. In a network of its own the stage leaves
 * them alone; on the plain loopback it puts free ones in their place, and puts the documented ones
 * back into what it notes.
 */
final class Stage implements AutoCloseable {

  /** How lines get their times. */
  enum Clock {
    /** From strace, to the microsecond and in true order with the packets. */
    EXACT,
    /** When they were seen. Enough where nobody looks at times. */
    ROUGH
  }

  /** Where it is played. */
  enum Place {
    /** A network of its own where there can be one, else the plain loopback. */
    ISOLATED,
    /** Two machines and a link between them, or else nowhere. */
    TWO_MACHINES,
    PLAIN
  }

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_UNREST = Duration.ofSeconds(2);
  private static final Pattern LISTENING = Pattern.compile("listen on port (\\d+)");

  private final Clock clock;
  private final Duration patience;
  private final Optional<Machines> machines;
  private final Optional<Network> network;
  private final Optional<Capture> capture;
  private final Path folder;
  private final Thread watcher;
  private final Thread cleaner = new Thread(this::endAll);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<Participant> participants = new CopyOnWriteArrayList<>();
  private final List<Observed.Moment> moments = new ArrayList<>();
  private final Map<Integer, Integer> ports = new LinkedHashMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<Integer, String> clients = new LinkedHashMap<>();
  private final NavigableMap<Long, LinkState> links = new TreeMap<>();
  private final List<Observed.Span> spans = new ArrayList<>();
  private volatile boolean over;

  /**
   * @param patience the longest wait for one line or one end
   * @throws MissingTool if it cannot be played there
   */
  Stage(Place place, Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
    machines = place == Place.TWO_MACHINES ? Optional.of(Machines.linked()) : Optional.empty();
    try {
      folder = Files.createTempDirectory("stage");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    network =
        switch (place) {
          case ISOLATED -> Network.isolated();
          case TWO_MACHINES -> machines.map(both -> both.at(Lane.SERVER));
          case PLAIN -> Optional.empty();
        };
    var card = machines.isPresent() ? Machines.CARD : "lo";
    capture = network.flatMap(where -> Capture.of(where, card));
    Runtime.getRuntime().addShutdownHook(cleaner);
    watcher = Thread.ofPlatform().daemon().name("watcher").start(this::watch);
  }

  static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  static StageException interrupted() {
    Thread.currentThread().interrupt();
    return new StageException("interrupted");
  }

  Duration patience() {
    return patience;
  }

  // What a scenario says.

  /** Starts a program at the client's end of the wire. */
  Participant client(String name, Program program) {
    return start(name, Lane.CLIENT, program);
  }

  /** Starts a program at the server's end of the wire. */
  Participant server(String name, Program program) {
    return start(name, Lane.SERVER, program);
  }

  /** Notes a number that pages cite. */
  void fact(String name, Object value) {
    facts.put(name, value.toString());
  }

  /**
   * Notes how long it took from one thing to the next, when the run is recorded: from the first
   * event of the one kind to the first of the other behind it. With one digit behind the point.
   */
  void fact(String name, ChronoUnit unit, Predicate<Run.Event> from, Predicate<Run.Event> to) {
    if (clock == Clock.EXACT) {
      spans.add(new Observed.Span(name, unit, from, to));
    }
  }

  /**
   * Sets a parameter of the kernel's, as sysctl(8) names it, for what is started from now on. Only
   * a network of its own has its own, and only some of {@code net}.
   *
   * @throws MissingTool where it cannot be set
   */
  void sets(String parameter, Object value) {
    var networks = machines.map(Machines::all).orElse(network.stream().toList());
    if (networks.isEmpty()) {
      throw new MissingTool("%s can be set in a network of its own only".formatted(parameter));
    }
    try {
      networks.forEach(n -> n.run("echo $2 > /proc/sys/${1//.//}", parameter, "" + value));
    } catch (StageException e) {
      throw new MissingTool("%s cannot be set here: %s".formatted(parameter, e.getMessage()));
    }
    settings.put(parameter, value.toString());
  }

  /**
   * Takes the link between two machines down. Nobody is told: what is sent from now on is lost, and
   * both ends hear nothing but silence.
   */
  void cutsLink() {
    link(LinkState.DOWN, both().cut());
  }

  /** Brings the link up again. */
  void mendsLink() {
    link(LinkState.UP, both().mend());
  }

  private Machines both() {
    return machines.orElseThrow(
        () -> new StageException("there is no link: the scenario is not played between machines"));
  }

  private void link(LinkState state, long micros) {
    links.put(micros, state);
  }

  /** Runs a program again and again, unseen, at the server's end, until it prints the text. */
  void waitsFor(Program program, String text) {
    waitsFor(Lane.SERVER, program, text);
  }

  /** The same at either end, which makes a difference between two machines only. */
  void waitsFor(Lane lane, Program program, String text) {
    Tools.need(program.tool());
    var last = "";
    for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; ) {
      last = Tools.output(commandOf(program, lane));
      if (last.replaceAll("\\s+", " ").contains(text)) {
        return;
      }
    }
    throw new StageException(
        "waited %d s for %s to print \"%s\". Its last words:%n%s"
            .formatted(patience.toSeconds(), program.typed(), text, last));
  }

  /**
   * Says who opens a connection, where it is not the client that was started last.
   *
   * @param connection 1 for the first SYN of the run
   */
  void opens(int connection, Participant client) {
    clients.put(connection, client.name());
  }

  private Participant start(String name, Lane lane, Program program) {
    Tools.need(program.tool());
    try {
      var out = Files.createFile(folder.resolve(name + ".out"));
      var err = Files.createFile(folder.resolve(name + ".err"));
      var trace = Optional.of(folder.resolve(name + ".trace")).filter(_ -> clock == Clock.EXACT);
      var plain = commandOf(program, lane);
      var builder =
          new ProcessBuilder(trace.map(file -> Trace.observed(plain, file)).orElse(plain))
              .directory(program.folder().toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      setEnvironment(builder.environment());
      var tails = List.of(new Tail(Console.OUT, out), new Tail(Console.ERR, err));
      return enter(name, lane, program, builder, tails, trace);
    } catch (IOException e) {
      throw new StageException(name + " cannot be started: " + e.getMessage());
    }
  }

  private Participant enter(
      String name,
      Lane lane,
      Program program,
      ProcessBuilder builder,
      List<Tail> tails,
      Optional<Path> trace)
      throws IOException {
    lock.lock();
    try {
      long micros = micros();
      var process = builder.start();
      var participant = new Participant(this, name, lane, program, process, tails, trace, micros);
      note(micros, ms -> new Run.Start(ms, name));
      participants.add(participant);
      return participant;
    } finally {
      lock.unlock();
    }
  }

  private List<String> commandOf(Program program, Lane lane) {
    // A shell lets its background jobs, and so their children, ignore Ctrl-C: not ours.
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(network.isPresent() ? program.command() : onPlain(program));
    var where = machines.map(both -> both.at(lane)).or(() -> network);
    return where.map(n -> n.inside(command)).orElse(command);
  }

  /** The same everywhere: English, UTF-8, one time zone, and the lines that tools would fold. */
  private static void setEnvironment(Map<String, String> environment) {
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "NODE_OPTIONS", "LANGUAGE"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TZ", "UTC");
    environment.put("COLUMNS", "200");
    environment.put("PATH", environment.get("PATH") + File.pathSeparator + "/usr/sbin:/sbin");
  }

  // Ports on the plain loopback.

  private List<String> onPlain(Program program) {
    var nominal = program.listens();
    var actual = new HashMap<>(ports);
    if (nominal != null) {
      actual.putIfAbsent(nominal, 0);
    }
    var command = program.command().stream().map(word -> swap(word, actual));
    return nominal == null || says(program, nominal)
        ? command.toList()
        : Stream.concat(command, Stream.of("--port", actual.get(nominal).toString())).toList();
  }

  private static boolean says(Program program, int port) {
    return program.command().stream().anyMatch(word -> !swap(word, Map.of(port, 0)).equals(word));
  }

  /** A line as it would be with the documented ports. */
  String nominal(Participant participant, String line) {
    if (network.isPresent()) {
      return line;
    }
    var listening = LISTENING.matcher(line);
    if (participant.program().listens() != null && listening.find()) {
      ports.put(participant.program().listens(), Integer.valueOf(listening.group(1)));
    }
    var back =
        ports.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    return swap(line, back);
  }

  private static String swap(String text, Map<Integer, Integer> numbers) {
    return Pattern.compile("\\b\\d+\\b")
        .matcher(text)
        .replaceAll(match -> {
          var number = match.group().length() > 5 ? -1 : Integer.parseInt(match.group());
          return numbers.containsKey(number) ? "" + numbers.get(number) : match.group();
        });
  }

  // Watching.

  private void watch() {
    while (!over) {
      look();
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private void look() {
    for (var participant : participants) {
      if (participant.hasNews()) {
        lock.lock();
        try {
          participant.take();
          news.signalAll();
        } finally {
          lock.unlock();
        }
      }
    }
  }

  void note(long micros, DoubleFunction<Run.Event> event) {
    lock.lock();
    try {
      moments.add(new Observed.Moment(micros, event));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for what comes from the participants.
   *
   * @param hopeless why it can't come any more, or null
   */
  void await(String what, BooleanSupplier come, Supplier<String> hopeless) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!come.getAsBoolean()) {
        if (hopeless.get() != null) {
          throw new StageException(
              "waited for " + what + ", but " + hopeless.get() + ". So far:\n" + soFar());
        }
        if (left <= 0) {
          throw new StageException(
              "waited %d s for %s. So far:%n%s".formatted(patience.toSeconds(), what, soFar()));
        }
        left = news.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  private String soFar() {
    return participants.stream().map(Participant::soFar).collect(Collectors.joining("\n"));
  }

  // The end.

  /** Waits until all is said and every packet seen, and tells what was observed. */
  Observed observed() {
    awaitQuiet();
    capture.ifPresent(Capture::catchUp);
    over = true;
    try {
      watcher.join();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    look();
    participants.stream().filter(p -> p.exit() == null).forEach(Participant::takeLast);
    participants.forEach(Participant::noteAll);
    return new Observed(
        List.copyOf(participants),
        List.copyOf(moments),
        capture.map(Capture::frames).orElse(List.of()),
        capture.isPresent(),
        Map.copyOf(clients),
        links,
        new LinkedHashMap<>(settings),
        new LinkedHashMap<>(facts),
        List.copyOf(spans));
  }

  private void awaitQuiet() {
    long deadline = System.nanoTime() + LONGEST_UNREST.toNanos();
    lock.lock();
    try {
      while (System.nanoTime() < deadline && news.await(QUIET.toMillis(), MILLISECONDS)) {
        // Something happened: wait again.
      }
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    over = true;
    endAll();
    Runtime.getRuntime().removeShutdownHook(cleaner);
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endAll() {
    participants.forEach(participant -> participant.process().destroyForcibly());
    capture.ifPresent(Capture::close);
    network.ifPresent(Network::close);
    machines.ifPresent(Machines::close);
    for (var participant : participants) {
      try {
        participant.process().waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        for (var tail : participant.tails()) {
          tail.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }
}
