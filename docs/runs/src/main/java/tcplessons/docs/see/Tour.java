package tcplessons.docs.see;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tcplessons.docs.kit.Lesson;
import tcplessons.docs.kit.Project;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.ParticipantEvent;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Participant;
import tcplessons.docs.model.RunFile;
import tcplessons.grader.capture.LiveCapture;

/**
 * Plays recorded runs on this machine, one step each time the reader presses Enter: it starts the
 * same programs, types the same lines and presses the same Ctrl-C.
 */
final class Tour {

  /** The programs of a lesson, as readers start them. */
  private static final Pattern MAVEN =
      Pattern.compile("mvn -q (?:-f \\.\\./(\\S+) )?compile exec:exec@(\\S+)(?: -Dargs=\"(.*)\")?");

  private static final int FRAME_BYTES = 1024;
  private static final Duration RESULT_LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private final Properties texts;
  private final Output output;
  private final BlockingQueue<Boolean> enters;
  private final PrintStream out;
  private final PrintStream err;

  /** The browser that has opened the page of the first run connects to those that follow. */
  private int pagePort;

  Tour(Output output, BlockingQueue<Boolean> enters, PrintStream out, PrintStream err) {
    this.texts = texts(output.words().language());
    this.output = output;
    this.enters = enters;
    this.out = out;
    this.err = err;
  }

  /**
   * One Enter.
   *
   * @param actions what the tour does
   * @param results what the programs do until the next step
   */
  record Step(List<ParticipantEvent> actions, List<ParticipantEvent> results) {}

  /** A step begins with each action that follows the output of a program. */
  static List<Step> steps(Run run) {
    var steps = new ArrayList<Step>();
    run.events(ParticipantEvent.class)
        .forEach(event -> {
          boolean isResult = event instanceof Event.Print || event instanceof Event.Exit;
          if (!isResult && (steps.isEmpty() || !steps.getLast().results().isEmpty())) {
            steps.add(new Step(new ArrayList<>(), new ArrayList<>()));
          }
          var step = steps.getLast();
          (isResult ? step.results() : step.actions()).add(event);
        });
    return steps;
  }

  /** What happens in each step, and where to look: the key is {@code RUN.1}, {@code RUN.2} ... */
  static Properties texts(String language) {
    var texts = new Properties();
    try {
      texts.load(new StringReader(Output.resource("tour_" + language + ".properties")));
    } catch (IOException e) {
      throw new AssertionError(e); // a string can be read
    }
    return texts;
  }

  static Run run(String id) throws IOException {
    return RunFile.read(Project.module().resolve("recorded/" + id + ".json"));
  }

  /** Why a run is over. */
  enum End {
    ALL_STEPS,
    END_OF_INPUT,
    EXIT_OF_A_PROGRAM
  }

  /** Returns false if a program that the next step needs has exited. */
  boolean play(List<String> ids) throws IOException, InterruptedException {
    var runs = new ArrayList<Run>();
    for (var id : ids) {
      runs.add(run(id));
    }
    runs.stream()
        .flatMap(run -> run.participants().stream())
        .filter(each -> !MAVEN.matcher(each.command()).matches())
        .forEach(each -> Tools.need(each.command().split(" ")[0]));
    var end = End.ALL_STEPS;
    for (var run : runs) {
      if (end == End.ALL_STEPS) {
        end = play(run);
      }
    }
    return end != End.EXIT_OF_A_PROGRAM;
  }

  private End play(Run run) throws IOException, InterruptedException {
    var folder = Lesson.inFolder(run.lesson()).folder();
    try (var programs = new OwnPrograms(folder, out, _ -> true, 0);
        var wire = new Wire(programs.observed(), FRAME_BYTES, err)) {
      wire.start(ports(run));
      if (!wire.isCaptured()) {
        err.println(LiveCapture.HOW_TO_ALLOW);
        return play(run, programs);
      }
      var title = output.words().say("see.tour", run.lesson());
      try (var page = LivePage.open(programs.observed(), output, title, pagePort)) {
        out.println(text("page").formatted(page.address()));
        if (pagePort == 0) {
          output.open(page.address());
        }
        pagePort = page.address().getPort();
        return play(run, programs);
      }
    }
  }

  private static Set<Integer> ports(Run run) {
    return run.packets().stream()
        .map(packet -> packet.toServer() ? packet.target() : packet.source())
        .map(server -> Integer.valueOf(server.substring(server.lastIndexOf(':') + 1)))
        .collect(Collectors.toSet());
  }

  private End play(Run run, OwnPrograms programs) throws IOException, InterruptedException {
    var started = new HashMap<String, OwnProgram>();
    var printed = new HashMap<String, Integer>();
    var steps = steps(run);
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      out.printf("%n%d/%d%n", i + 1, steps.size());
      step.actions().forEach(action -> out.println("    " + show(run, action)));
      out.println(text(run.id() + "." + (i + 1)));
      if (!awaitEnter(text("enter"))) {
        return End.END_OF_INPUT;
      }
      for (var action : step.actions()) {
        perform(run, action, programs, started);
      }
      for (var result : step.results()) {
        var program = started.get(result.who());
        boolean isExit = result instanceof Event.Exit;
        int lines = isExit ? 0 : printed.merge(result.who(), 1, Integer::sum);
        if (!awaitResult(program, lines, isExit)) {
          out.println(text("exited").formatted(program.name()));
          return End.EXIT_OF_A_PROGRAM;
        }
      }
    }
    return awaitEnter(text("over")) ? End.ALL_STEPS : End.END_OF_INPUT;
  }

  private String text(String key) {
    return texts.getProperty(key);
  }

  /** Returns false at the end of the input. */
  private boolean awaitEnter(String prompt) throws InterruptedException {
    out.print(prompt + " ");
    out.flush();
    boolean isEnter = enters.take();
    out.println();
    return isEnter;
  }

  private static String show(Run run, ParticipantEvent action) {
    return action.who()
        + switch (action) {
          case Event.Start start -> "$ " + participant(run, start).command();
          case Event.Input input -> "> " + input.text();
          case Event.InputEnd _ -> "> Ctrl-D";
          default -> "> Ctrl-C";
        };
  }

  private static void perform(
      Run run, ParticipantEvent action, OwnPrograms programs, Map<String, OwnProgram> started)
      throws IOException {
    var program = started.get(action.who());
    switch (action) {
      case Event.Start start -> {
        var that = participant(run, start);
        started.put(
            start.who(),
            programs.start(
                new OwnProgram.Start(
                    executed(run, that.command()), that.command(), that.name(), that.by())));
      }
      case Event.Input input -> programs.type(program, input.text());
      case Event.InputEnd _ -> programs.endInput(program);
      default -> programs.interrupt(program);
    }
  }

  private static Participant participant(Run run, ParticipantEvent event) {
    return run.participant(event.who()).orElseThrow();
  }

  /** The program of a lesson without Maven, which would take seconds to start it. */
  private static String executed(Run run, String command) {
    var maven = MAVEN.matcher(command);
    if (!maven.matches()) {
      return command;
    }
    var folder = maven.group(1) == null ? run.lesson() : maven.group(1);
    var java =
        Lesson.inFolder(folder)
            .command(List.of("-Dend.with.parent=true"), maven.group(2), List.of())
            .stream()
            .map(word -> '"' + word + '"')
            .collect(Collectors.joining(" "));
    return maven.group(3) == null ? java : java + " " + maven.group(3);
  }

  /**
   * Waits for as many lines as the recorded program had printed, or for its exit, at most {@link
   * #RESULT_LIMIT}: another version of the program may print less.
   *
   * @return false if it has exited before
   */
  private static boolean awaitResult(OwnProgram program, int lines, boolean isExit)
      throws InterruptedException {
    long deadline = System.nanoTime() + RESULT_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      boolean isAlive = program.process().isAlive();
      if (isExit ? !isAlive : program.printed().get() >= lines) {
        return true;
      }
      if (!isAlive) {
        program.awaitOutput();
        return program.printed().get() >= lines;
      }
      Thread.sleep(POLL_INTERVAL);
    }
    return true;
  }
}
