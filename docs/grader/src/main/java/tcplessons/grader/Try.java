package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The step {@code try} of every lesson: exercises that are graded through a real socket. */
@Command(
    name = "try",
    sortOptions = false,
    synopsisHeading = "",
    description =
        "%nWithout an argument: the exercises, and your progress. With an exercise: the first call"
            + " copies its starter to my/ and shows the task; each later call grades your file."
            + " With options only: the exercise that you graded last.%n")
public final class Try implements Callable<Integer> {

  static final int PASSED = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** The hint after the last one that was shown. */
  private static final String NEXT = "0";

  private static final String RUN = "--run";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "EXERCISE",
      description = "Its name, such as everybody. Or a lesson, such as 01: lists its exercises.")
  private String id;

  @Option(names = "--watch", description = "Grade again at every save, until Ctrl-C.")
  private boolean watch;

  @Option(names = "--task", description = "Show the task again.")
  private boolean task;

  @Option(
      names = "--hint",
      arity = "0..1",
      fallbackValue = NEXT,
      paramLabel = "N",
      description = "Show the next hint, or hint 1, 2 or 3.")
  private Integer hint;

  @Option(names = "--solution", description = "Show the solution, after a confirmation.")
  private boolean solution;

  @Option(
      names = "--answer",
      paramLabel = "WORD...",
      arity = "1..*",
      description = "The answer to the question of a case file.")
  private List<String> answer;

  @Option(names = "--reset", description = "Back to the starter; your file is kept.")
  private boolean reset;

  @Option(
      names = "--check",
      paramLabel = "N",
      description =
          "Run only \"starts\" and one other check: its name as in the report, in \"\" or with -"
              + " for each space, or its number (1 is \"starts\").")
  private String check;

  @Option(names = "--seed", paramLabel = "N", description = "Repeat the random data of a report.")
  private Long seed;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Grade a program that you started: your server listens on PORT, or your client"
              + " connects to PORT.")
  private Integer port;

  @Option(names = "--lang", paramLabel = "LANG", description = "en or ko; otherwise from LANG.")
  private String language;

  @Option(
      names = "--client",
      paramLabel = "COMMAND",
      description = "The client, if the exercise is a server and a client: \"node my/client.js\".")
  private String client;

  @Option(
      names = RUN,
      paramLabel = "COMMAND...",
      description =
          "Grade this command, such as: --run node my/everybody.js. It is started in the folder in"
              + " which you call Maven, and the grader appends the port, or host and port. It comes"
              + " last; only --watch, --check, --seed and --lang may follow.")
  private String ignored;

  @Option(
      names = "--prove",
      arity = "0..1",
      fallbackValue = "",
      hidden = true,
      description = "For authors: prove that the exercise's checks are right.")
  private String prove;

  @Option(
      names = "--translated",
      hidden = true,
      description = "For authors: mark the Korean text as up to date.")
  private boolean translated;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final Path root;
  private final Path module;
  private final Terminal terminal;
  private final List<String> command;

  @Spec private CommandSpec spec;

  private Try(Path root, Path module, Terminal terminal, List<String> command) {
    this.root = root;
    this.module = module;
    this.terminal = terminal;
    this.command = command;
  }

  /**
   * @param args the project's root, the folder of the module whose build runs this, the folder of
   *     the first module of the build, the folder in which Maven was called, and what the user
   *     typed
   */
  public static void main(String... args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.setOut(utf8(System.out, FileDescriptor.out));
    System.setErr(utf8(System.err, FileDescriptor.err));
    var root = Path.of(args[0]).toAbsolutePath().normalize();
    var module = Path.of(args[1]).toAbsolutePath().normalize();
    var first = Path.of(args[2]).toAbsolutePath().normalize();
    if (first.equals(root) && !module.equals(root)) {
      System.exit(PASSED); // the root prints for all modules
    }
    if (Boolean.getBoolean("end.with.parent")) {
      ProcessHandle.current().parent().ifPresent(Try::exitWhenParentExits);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(Program::closeAll));
    var terminal = new Terminal(root, Path.of(args[3]).toAbsolutePath().normalize());
    System.exit(execute(root, module, terminal, List.of(args).subList(4, args.length)));
  }

  static int execute(Path root, Path module, Terminal terminal, List<String> typed) {
    var line = CommandWords.split(typed, terminal);
    var commandLine = new CommandLine(new Try(root, module, terminal, line.command()));
    commandLine
        .getCommandSpec()
        .usageMessage()
        .customSynopsis(terminal.command("[EXERCISE [OPTIONS]]"));
    return commandLine
        .setOut(new PrintWriter(System.out, true))
        .setErr(new PrintWriter(System.err, true))
        .setParameterExceptionHandler((e, _) -> {
          e.getCommandLine().getErr().println(e.getMessage() + ". " + terminal.command("--help"));
          return USAGE;
        })
        .setExecutionExceptionHandler((e, failed, _) -> {
          failed.getErr().println(e instanceof IOException ? e.getMessage() : e.toString());
          return FAILED;
        })
        .execute(line.options().toArray(String[]::new));
  }

  private static void exitWhenParentExits(ProcessHandle parent) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (parent.isAlive()) {
            CheckRun.pause(Duration.ofMillis(500));
          }
          System.exit(143);
        });
  }

  private static PrintStream utf8(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().newEncoder().canEncode('한')
        ? stream
        : new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }

  @Override
  public Integer call() throws IOException {
    if (language != null && !List.of(Words.ENGLISH, Words.KOREAN).contains(language)) {
      return usage(Words.ofTerminal().say("error.lang", language));
    }
    var words = language == null ? Words.ofTerminal() : Words.in(language);
    var lessons = module.equals(root) ? Exercise.lessons(root) : List.of(module);
    var exercises = Exercise.all(lessons);
    var guide = new Guide(words, terminal, watch);
    if (id == null && answer == null && !hasOptions()) {
      return list(exercises, guide);
    }
    var caseFile = id == null ? Optional.<CaseFile>empty() : CaseFile.find(root, id);
    if (caseFile.isPresent()) {
      return run(new CaseSession(caseFile.get(), words, terminal));
    }
    if (answer != null) {
      return usage(words.say("error.answer"));
    }
    if (id != null && id.matches("\\d\\d?")) {
      var number = "%02d".formatted(Integer.parseInt(id));
      return list(exercises.stream().filter(each -> each.number().equals(number)).toList(), guide);
    }
    var exercise =
        id == null
            ? new ExerciseList(exercises, guide).latest()
            : exercises.stream().filter(each -> each.id().equals(id)).findFirst();
    if (exercise.isEmpty() && id == null) {
      return usage(words.say("error.latest", terminal.command("everybody --hint")));
    }
    if (exercise.isEmpty()) {
      var known = exercises.stream().map(Exercise::id).toList();
      return usage(words.say("error.exercise", id, PlainText.joined(known)));
    }
    return run(new Session(root, module, exercise.get(), exercises, guide));
  }

  /** Whether the user asks for something that is done with one exercise. */
  private boolean hasOptions() {
    var options = spec.commandLine().getParseResult().matchedOptions();
    return command != null || options.stream().anyMatch(o -> !o.longestName().equals("--lang"));
  }

  private static int list(List<Exercise> exercises, Guide guide) throws IOException {
    IO.println(new ExerciseList(exercises, guide).text());
    IO.println(
        "\n  " + guide.words().say("case.list", CaseFile.all(guide.terminal().root()).size()));
    return PASSED;
  }

  private int run(CaseSession session) throws IOException {
    if (translated) {
      Translation.of(session.file()).mark();
      return PASSED;
    }
    if (answer != null) {
      return session.answer(String.join(" ", answer));
    }
    if (hint != null) {
      return hint < 1 || hint > CaseFile.HINTS
          ? usage(session.words().say("error.case-hint"))
          : session.hint(hint);
    }
    return solution ? session.solution() : session.show();
  }

  private int run(Session session) throws IOException {
    if (prove != null) {
      return session.prove(prove);
    }
    if (translated) {
      Translation.of(session.exercise()).mark();
      return PASSED;
    }
    if (task) {
      return session.showTask();
    }
    if (hint != null) {
      int level = hint.equals(Integer.valueOf(NEXT)) ? session.nextHint() : hint;
      return level < 1 || level > ExerciseText.HINTS
          ? usage(session.words().say("error.hint"))
          : session.hint(level);
    }
    if (solution) {
      return session.solution();
    }
    if (reset) {
      return session.reset();
    }
    if (watch && port != null) {
      return usage(session.words().say("error.watch-port"));
    }
    if (command != null && command.isEmpty()) {
      return usage(session.words().say("error.run"));
    }
    int number = check == null ? 0 : session.checkNumber(check);
    if (check != null && number == 0) {
      return usage(
          session.words().say("error.check", session.exercise().id(), session.checkNames()));
    }
    var choice =
        new Session.Choice(
            Optional.ofNullable(command),
            Optional.ofNullable(client).map(words -> List.of(words.strip().split("\\s+"))),
            Optional.ofNullable(port),
            number == 0 ? Optional.empty() : Optional.of(number),
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    return watch ? new Watch(session, choice).run() : session.grade(choice);
  }

  private static int usage(String message) {
    System.err.println(message);
    return USAGE;
  }

  /** What the user typed, divided into the options and the command after {@code --run}. */
  record CommandWords(List<String> options, List<String> command) {

    static CommandWords split(List<String> typed, Terminal terminal) {
      int at = typed.indexOf(RUN);
      if (at < 0) {
        return new CommandWords(typed, null);
      }
      var options = new ArrayList<>(typed.subList(0, at));
      var command = new ArrayList<>(typed.subList(at + 1, typed.size()));
      while (takeLast(command, options)) {}
      if (command.size() == 1
          && command.getFirst().contains(" ")
          && !Files.exists(terminal.file(command.getFirst()))) {
        command = new ArrayList<>(List.of(command.getFirst().strip().split("\\s+")));
      }
      return new CommandWords(options, command);
    }

    private static boolean takeLast(List<String> command, List<String> options) {
      int size = command.size();
      if (size > 1 && command.getLast().equals("--watch")) {
        options.add(command.removeLast());
        return true;
      }
      if (size > 2 && List.of("--check", "--seed", "--lang").contains(command.get(size - 2))) {
        options.addAll(command.subList(size - 2, size));
        command.removeLast();
        command.removeLast();
        return true;
      }
      return false;
    }
  }
}
