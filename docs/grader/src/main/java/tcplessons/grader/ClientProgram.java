package tcplessons.grader;

import static tcplessons.grader.Signature.Kind.CODE;
import static tcplessons.grader.Signature.Kind.LESS;
import static tcplessons.grader.Signature.Kind.MORE;
import static tcplessons.grader.Signature.Kind.NOTHING;
import static tcplessons.grader.Signature.Kind.OPEN;

import java.util.Optional;

/** A client that the grader has started, and what a check expects of its stdout and its exit. */
public final class ClientProgram {

  private final CheckRun run;
  private final String name;
  private final Optional<Program> program;

  /**
   * @param name for the transcript; empty if there is only one program
   * @param program empty if the reader has started it
   */
  ClientProgram(CheckRun run, String name, Optional<Program> program) {
    this.run = run;
    this.name = name;
    this.program = program;
  }

  /** Types this text on the program's stdin, in UTF-8. */
  public void type(String text) {
    program.ifPresent(p -> p.type(Bytes.utf8(text)));
  }

  /** EOF on the program's stdin. */
  public void endInput() {
    program.ifPresent(p -> p.input(new byte[0]));
  }

  /** The program prints exactly this on stdout, from its start to its exit. */
  public void expectOutput(String expected) {
    expectOutput(Bytes.utf8(expected));
  }

  /** The program prints exactly these bytes on stdout, from its start to its exit. */
  public void expectOutput(byte[] expected) {
    run.nextStep();
    if (program.isEmpty()) {
      run.notChecked("stdout");
      return;
    }
    awaitOutput(expected, expected.length + 1);
    compareOutput(expected);
  }

  /** The program has printed exactly this on stdout so far. */
  public void expectOutputSoFar(String text) {
    run.nextStep();
    if (program.isEmpty()) {
      run.notChecked("stdout");
      return;
    }
    var expected = Bytes.utf8(text);
    awaitOutput(expected, expected.length);
    compareOutput(expected);
  }

  private void awaitOutput(byte[] expected, int count) {
    var out = program.get().out();
    run.await(() ->
        out.count() >= count
            || program.get().hasPrintedAll()
            || !isBeginning(expected, out.bytes()));
  }

  private void compareOutput(byte[] expected) {
    var out = program.get().out();
    var came = out.bytes();
    var phrase = new Phrase("expected.stdout", (Object) expected);
    if (!isBeginning(expected, came)) {
      throw deviation(
              Bytes.wrong(expected, came),
              phrase,
              Difference.phrase("stdout-wrong", expected, came))
          .at(printed(Bytes.mismatch(expected, came)));
    }
    if (came.length > expected.length) {
      var more = Bytes.part(came, expected.length, came.length);
      throw deviation(MORE, phrase, new Phrase("observed.stdout-more", (Object) more))
          .at(printed(expected.length));
    }
    if (came.length < expected.length) {
      throw deviation(
          came.length == 0 ? NOTHING : LESS,
          phrase,
          came.length == 0
              ? new Phrase("observed.stdout-nothing")
              : new Phrase("observed.stdout-less", (Object) came));
    }
  }

  private Deviation.Place printed(long at) {
    return new Deviation.Place(name, Event.Kind.STDOUT, at);
  }

  private static boolean isBeginning(byte[] expected, byte[] came) {
    return Bytes.begins(expected, came) || Bytes.begins(came, expected);
  }

  /** The program ends, with this exit code. */
  public void expectExit(int code) {
    run.nextStep();
    if (program.isEmpty()) {
      run.notChecked("exit");
      return;
    }
    var expected = new Phrase("expected.exit", code);
    if (!run.awaitDespiteEvents(program.get()::hasExited)) {
      throw deviation(OPEN, expected, new Phrase("observed.runs"));
    }
    run.await(program.get()::hasPrintedAll);
    int observed = program.get().exitCode().orElseThrow();
    run.transcript.addExit(name, observed);
    if (observed != code) {
      throw deviation(CODE, expected, new Phrase("observed.exit", observed));
    }
  }

  /** The program has printed exactly one line on stderr, which is no stack trace. */
  public void expectOneErrorLine() {
    run.nextStep();
    if (program.isEmpty()) {
      run.notChecked("stderr");
      return;
    }
    run.await(program.get()::hasPrintedAll);
    long lines = program.get().err().text().lines().filter(line -> !line.isBlank()).count();
    if (lines != 1) {
      throw deviation(
          lines == 0 ? NOTHING : MORE,
          new Phrase("expected.one-line"),
          new Phrase("observed.lines", lines));
    }
  }

  /** A client may end: it does so after whatever went wrong. */
  private Deviation deviation(Signature.Kind kind, Phrase expected, Phrase observed) {
    return new Deviation(new Signature(kind, run.step()), expected, observed);
  }
}
