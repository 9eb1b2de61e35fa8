package tcplessons.grader;

import static tcplessons.grader.Signature.Kind.MEMORY;
import static tcplessons.grader.Signature.Kind.OTHER;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The checks of an exercise. A subclass declares them in {@link #checks}, in their order. */
public abstract sealed class Checks implements AutoCloseable permits ServerChecks, ClientChecks {

  /** The name of the first check of every exercise: it tests the machine, not the program. */
  public static final String STARTS = "starts";

  private static final List<String> WORDS =
      List.of(
          "kiwi", "melon", "plum", "cherry", "mango", "grape", "peach", "lemon", "olive", "fig");

  /**
   * A check.
   *
   * @param name a few words
   */
  record Check(String name, Action action) {}

  interface Action {
    void run() throws IOException;
  }

  private final List<Check> declared = new ArrayList<>();
  private List<String> arguments = List.of();
  private Attempt attempt;
  private CheckRun run;
  private Packets packets = Packets.none();
  private List<String> startedWith = List.of();

  /** Declares the checks, with {@code check(...)}. */
  protected abstract void checks();

  /** The program gets these arguments before the port, or before host and port. */
  protected final void arguments(String... words) {
    arguments = List.of(words);
  }

  /** Declares a check that connects by itself. */
  protected final void check(String name, Runnable script) {
    declared.add(new Check(name, script::run));
  }

  /** Declares a check of one connection. */
  protected abstract void check(String name, Consumer<Connection> script);

  final void add(String name, Action action) {
    declared.add(new Check(name, action));
  }

  /** All checks, "starts" first. */
  final List<Check> all() {
    if (declared.isEmpty()) {
      add(STARTS, this::starts);
      checks();
    }
    return List.copyOf(declared);
  }

  final void prepare(Attempt program, Packets captured) {
    attempt = program;
    packets = captured;
  }

  final Packets packets() {
    return packets;
  }

  /** The arguments with which the program was started last. */
  final List<String> startedWith() {
    return startedWith;
  }

  final void startedWith(List<String> words) {
    startedWith = List.copyOf(words);
  }

  final void begin(CheckRun next) {
    run = next;
  }

  /** The check that is running. */
  final CheckRun run() {
    return run;
  }

  final Attempt attempt() {
    return attempt;
  }

  final List<String> argumentWords() {
    return arguments;
  }

  abstract void starts() throws IOException;

  /** Ends what was started for the check. */
  void end() {}

  @Override
  public abstract void close();

  // What scripts use.

  /** Random numbers, which the seed of the attempt determines. */
  protected final Random random() {
    return run.random;
  }

  /** A random word. */
  protected final String word() {
    return WORDS.get(random().nextInt(WORDS.size()));
  }

  protected final byte[] randomBytes(int count) {
    return Bytes.random(random(), count);
  }

  /** All values that a byte has, in random order. */
  protected final byte[] everyByte() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      int other = random().nextInt(i + 1);
      bytes[i] = bytes[other];
      bytes[other] = (byte) i;
    }
    return bytes;
  }

  /**
   * The program may do nothing for this long before it does what is expected next, because it waits
   * for a time by itself.
   */
  protected final void patience(Duration time) {
    run.patience(time);
  }

  /**
   * The grader does nothing for this long, so that a time limit of the program expires that should
   * not exist. A right program passes however long this is.
   */
  protected final void idle(Duration time) {
    CheckRun.pause(time);
  }

  /**
   * Something cannot be checked on this system.
   *
   * @param what {@code not-checked.WHAT} of the grader's sentences
   */
  protected final void notChecked(String what) {
    run.notChecked(what);
  }

  /**
   * This check is about times. It is judged only if what happens from here on, up to the next call
   * or the end of the check, takes no longer than this; otherwise the machine is too busy, and the
   * check is repeated, and at last not judged.
   */
  protected final void punctual(Duration max) {
    run.punctual(max);
  }

  /**
   * The program may close if the grader does not do something in time, for example read. So this
   * check is judged only if the machine lets no thread of the grader wait for longer than this;
   * otherwise it is repeated, and at last not judged.
   */
  protected final void starvationMax(Duration max) {
    run.starvationMax(max);
  }

  /** Waits until the program has done what it does by itself: it may even end. */
  protected final void settle() {
    run.settle(() -> false);
  }

  /** The time since the check began. */
  protected final Duration elapsed() {
    return run.transcript.elapsed();
  }

  /**
   * A condition.
   *
   * @param expectation what is expected, as a sentence
   */
  protected final void that(boolean holds, String expectation) {
    run.nextStep();
    var phrase = new Phrase("expected.what", run.because(expectation));
    if (!holds) {
      throw run.deviation(OTHER, phrase, new Phrase("observed.other"));
    }
  }

  /**
   * The program has not run out of memory. Only stderr shows it.
   *
   * @param reason why it need not
   */
  protected final void memoryIsLeft(String reason) {
    run.nextStep();
    var phrase = new Phrase("expected.memory", run.because(reason));
    if (run.program().isEmpty()) {
      run.notChecked("memory");
      return;
    }
    var err = run.program().get().err();
    run.settle(() -> err.text().contains("OutOfMemoryError"));
    if (err.text().contains("OutOfMemoryError")) {
      throw run.deviation(MEMORY, phrase, new Phrase("observed.memory"));
    }
  }
}
