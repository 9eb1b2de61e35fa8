package tcplessons.grader;

import static tcplessons.grader.Signature.Kind.CLOSED;
import static tcplessons.grader.Signature.Kind.EXITED;
import static tcplessons.grader.Signature.Kind.MEMORY;
import static tcplessons.grader.Signature.Kind.MORE;
import static tcplessons.grader.Signature.Kind.NOTHING;
import static tcplessons.grader.Signature.Kind.RESET;
import static tcplessons.grader.Signature.Kind.UNCONNECTED;
import static tcplessons.grader.Signature.Kind.UNREAD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One check while it runs: its transcript, its random data, and how long it waits. */
final class CheckRun {

  /** A program none of whose threads has run for this long does nothing more by itself. */
  private static final Duration QUIET = Duration.ofMillis(600);

  /** The same where the kernel does not show threads: without an event and with little work. */
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private static final Duration LITTLE_WORK = Duration.ofMillis(50);

  /** Nothing that a check expects needs as much work: the program runs in a circle. */
  private static final Duration MUCH_WORK = Duration.ofSeconds(4);

  /** A program that works and works, on a machine that works on something else. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** A program that does something all the time, and never what is expected. */
  private static final Duration LIMIT_IN_ALL = Duration.ofMinutes(5);

  private static final Duration SETTLED = Duration.ofMillis(60);
  private static final Duration SETTLED_LIMIT = Duration.ofSeconds(3);
  private static final Duration SETTLED_PAUSE = Duration.ofMillis(300);
  private static final Duration CUT_PAUSE = Duration.ofMillis(80);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(8);
  private static final Duration LOOK_TIME_MAX = Duration.ofMillis(100);

  /** What is seen of a program that has ended. */
  private static final Set<Signature.Kind> ENDINGS =
      EnumSet.of(CLOSED, RESET, NOTHING, UNREAD, UNCONNECTED);

  final Transcript transcript = new Transcript();
  final Random random;
  private final boolean seesKernel;
  private final List<Connection> connections = new ArrayList<>();
  private final Set<String> reasons = new LinkedHashSet<>();
  private final Set<String> notChecked = new LinkedHashSet<>();
  private Optional<Program> program;
  private final List<Program> others = new ArrayList<>();
  private Duration patience = Duration.ZERO;
  private Optional<Duration> timeLimit = Optional.empty();
  private long timeLimitStart;
  private boolean isVoid;
  private boolean isSkipped;
  private Optional<StarvationWatch> starvation = Optional.empty();
  private int step;

  /**
   * @param seesKernel whether {@code /proc} is used
   */
  CheckRun(Random random, Optional<Program> program, boolean seesKernel) {
    this.seesKernel = seesKernel;
    this.random = random;
    this.program = program;
  }

  void program(Program started) {
    program = Optional.of(started);
  }

  Optional<Program> program() {
    return program;
  }

  /** Another program takes part: the grader waits while one of them works. */
  void addOther(Program started) {
    others.add(started);
  }

  private Stream<Program> programs() {
    return Stream.concat(program.stream(), others.stream());
  }

  void add(Connection connection) {
    connections.add(connection);
  }

  List<Connection> connections() {
    return connections;
  }

  int nextStep() {
    return ++step;
  }

  /** A reason that the check gives. */
  Phrase.Reason because(String reason) {
    reasons.add(reason);
    return new Phrase.Reason(reason);
  }

  Set<String> reasons() {
    return reasons;
  }

  /** Whether {@code /proc} shows what the program that the grader has started is doing. */
  boolean seesProgram() {
    return seesKernel && program.isPresent();
  }

  boolean seesKernel() {
    return seesKernel;
  }

  int step() {
    return step;
  }

  /** The program may be idle for this long before it does what is expected. */
  void patience(Duration time) {
    patience = time;
  }

  /** The check is void if this is not called again, or does not end, within the time. */
  void punctual(Duration max) {
    restartTimeLimit();
    timeLimit = Optional.of(max);
  }

  /** The next step of a check that is about times. */
  void restartTimeLimit() {
    lookAtTime(System.nanoTime());
    timeLimitStart = System.nanoTime();
  }

  private void lookAtTime(long now) {
    isVoid |= timeLimit.filter(max -> now - timeLimitStart > max.toNanos()).isPresent();
  }

  /** The check is void if this machine lets a thread wait for longer. */
  void starvationMax(Duration max) {
    starvation = Optional.of(StarvationWatch.start(max));
  }

  /** Whether this machine was too busy for what the check measures. */
  boolean isVoid() {
    return isVoid || starvation.filter(StarvationWatch::isBroken).isPresent();
  }

  /** The check is not judged, because the grader cannot do what it needs. */
  void skip(String why) {
    notChecked(why);
    isSkipped = true;
  }

  boolean isSkipped() {
    return isSkipped;
  }

  void notChecked(String what) {
    notChecked.add(what);
  }

  Set<String> notChecked() {
    return notChecked;
  }

  /** Returns an exception for the check to throw. */
  Deviation deviation(Signature.Kind kind, Phrase expected, Phrase observed) {
    if (program.filter(p -> p.err().text().contains("OutOfMemoryError")).isPresent()) {
      return new Deviation(new Signature(MEMORY, step), expected, new Phrase("observed.memory"));
    }
    if (ENDINGS.contains(kind) && program.filter(Program::floods).isPresent()) {
      return new Deviation(
          new Signature(kind, step), expected, new Phrase("observed.floods", observed));
    }
    if (connections.stream().anyMatch(Connection::isFlooded)) {
      return new Deviation(new Signature(MORE, step), expected, new Phrase("observed.flooded"));
    }
    var code = ENDINGS.contains(kind) ? exitCode() : Optional.<Integer>empty();
    if (code.isPresent()) {
      transcript.addExit(code.get());
      return new Deviation(
          new Signature(EXITED, step), expected, new Phrase("observed.exited", code.get()));
    }
    return new Deviation(new Signature(kind, step), expected, observed);
  }

  /**
   * What the program has printed on stderr in this check, before the grader has gone on after the
   * event that shows what is wrong. If the program has stopped working, the cause may be older.
   */
  String stderr(Deviation deviation) {
    var kind = deviation.signature.kind();
    boolean hasStopped = ENDINGS.contains(kind) || kind == EXITED || kind == MEMORY;
    long from = hasStopped ? Long.MIN_VALUE : transcript.nanos(Duration.ZERO);
    var events = transcript.events();
    int marked = TranscriptText.marked(events, deviation);
    long to =
        marked < 0
            ? Long.MAX_VALUE
            : events.stream()
                .skip(marked + 1L)
                .filter(event -> event.kind().isFromGrader())
                .findFirst()
                .map(event -> transcript.nanos(event.at()))
                .orElse(Long.MAX_VALUE);
    return program.map(p -> p.err().text(from, to)).orElse("");
  }

  /** The exit code, if the program has ended or is just ending. */
  Optional<Integer> exitCode() {
    if (program.isEmpty()) {
      return Optional.empty();
    }
    // While a JVM ends, it may be quiet for a moment. A program that goes on has a socket.
    if (seesProgram() && Kernel.socketCount(program.get().processes()) == 0) {
      await(program.get()::hasExited);
    } else {
      settle(program.get()::hasExited);
    }
    return program.get().exitCode();
  }

  /**
   * Waits until the condition holds, or until the program certainly does nothing more by itself.
   *
   * @return whether the condition holds
   */
  boolean await(BooleanSupplier condition) {
    return await(condition, new Waiting(true));
  }

  /** As {@link #await}, for a program that may send something from time to time without end. */
  boolean awaitDespiteEvents(BooleanSupplier condition) {
    return await(condition, new Waiting(false));
  }

  private boolean await(BooleanSupplier condition, Waiting waiting) {
    while (!condition.getAsBoolean()) {
      if (waiting.isOver()) {
        return condition.getAsBoolean();
      }
      pause(Duration.ofMillis(1));
    }
    return true;
  }

  /** Decides that a wait is over. */
  private final class Waiting {
    private final Quiet quiet = new Quiet();
    private final long started = System.nanoTime();
    private final boolean eventsCount;
    private long looked;
    private Duration work = work();
    private long worked = started;

    /**
     * @param eventsCount whether the program does something as long as it sends
     */
    Waiting(boolean eventsCount) {
      this.eventsCount = eventsCount;
    }

    boolean isOver() {
      long now = System.nanoTime();
      if (now - looked < LOOK_INTERVAL.toNanos()) {
        return false;
      }
      looked = now;
      if (connections.stream().anyMatch(Connection::isFlooded)
          || since(started).compareTo(LIMIT_IN_ALL.plus(patience)) > 0) {
        return true;
      }
      var idle = eventsCount ? transcript.idle() : since(started);
      if (seesProgram()) {
        return min(quiet.look(), idle).compareTo(QUIET.plus(patience)) > 0
            || program.get().floods() && idle.compareTo(QUIET) > 0
            || idle.compareTo(LIMIT) > 0
            || idle.compareTo(MUCH_WORK) > 0 && work().minus(work).compareTo(workMax()) > 0;
      }
      var done = work();
      if (done.minus(work).compareTo(LITTLE_WORK) > 0 && idle.compareTo(LIMIT) < 0) {
        work = done;
        worked = now;
      }
      var pause = Duration.ofNanos(now - worked);
      return min(pause, idle).compareTo(PAUSE.plus(patience)) > 0;
    }
  }

  /**
   * For how long the program has been quiet. Each look counts for a short time only: while the
   * grader itself gets no processor, it does not see what the program does.
   */
  private final class Quiet {
    private Duration time = Duration.ZERO;
    private long looked = System.nanoTime();

    Duration look() {
      long now = System.nanoTime();
      var since = min(Duration.ofNanos(now - looked), LOOK_TIME_MAX);
      looked = now;
      time = isActive() ? Duration.ZERO : time.plus(since);
      return time;
    }
  }

  /** While a program starts, its runtime works. */
  private Duration workMax() {
    return MUCH_WORK.plus(patience.multipliedBy(4));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Duration work() {
    return programs().map(Program::processorTime).reduce(Duration.ZERO, Duration::plus);
  }

  private boolean isActive() {
    return programs().filter(p -> !p.hasExited()).anyMatch(Program::isActive) || isStarved();
  }

  /** Whether threads of the grader itself have not done yet what they could. */
  private boolean isStarved() {
    var open = connections.stream().filter(Connection::isOpen).toList();
    if (!seesKernel || open.isEmpty()) {
      return false;
    }
    var table = Kernel.table();
    return open.stream().anyMatch(connection -> connection.isStarved(table));
  }

  /** Waits until the program has done what it does by itself, or until the condition holds. */
  void settle(BooleanSupplier condition) {
    if (!seesProgram()) {
      settleUnseen(condition);
      return;
    }
    long start = System.nanoTime();
    var quiet = new Quiet();
    while (!condition.getAsBoolean()
        && quiet.look().compareTo(SETTLED) < 0
        && since(start).compareTo(SETTLED_LIMIT) < 0) {
      pause(Duration.ofMillis(4));
    }
  }

  /** Until the program's processor time has stayed the same for a moment. */
  private void settleUnseen(BooleanSupplier condition) {
    long start = System.nanoTime();
    long worked = start;
    var work = work();
    while (!condition.getAsBoolean()
        && since(worked).compareTo(SETTLED_PAUSE) < 0
        && since(start).compareTo(SETTLED_LIMIT) < 0) {
      pause(LOOK_INTERVAL);
      if (work().compareTo(work) > 0) {
        work = work();
        worked = System.nanoTime();
      }
    }
  }

  /** Waits until the program has read what was sent to it. */
  void awaitRead(Connection connection) {
    if (seesKernel) {
      await(() -> connection.unreadByProgram() == 0 || connection.isReset());
    } else {
      notChecked("cuts");
      pause(CUT_PAUSE);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  void close() {
    // While the grader waits for what does not come, the time no longer counts.
    lookAtTime(transcript.latest());
    timeLimit = Optional.empty();
    starvation.ifPresent(StarvationWatch::close);
    connections.forEach(Connection::close);
  }
}
