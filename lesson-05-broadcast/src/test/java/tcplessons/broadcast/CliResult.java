package tcplessons.broadcast;

import java.io.PrintWriter;
import java.util.List;

/** What a command line of this lesson prints, and its exit code. Every lesson has the same copy. */
record CliResult(int exitCode, List<String> out, List<String> err) {

  /** Executes the lesson's command line in this JVM; Surefire's configuration names its class. */
  static CliResult of(String... arguments) throws ReflectiveOperationException {
    var out = new CapturedOutput();
    var err = new CapturedOutput();
    var lesson = Class.forName(System.getProperty("lesson")).getDeclaredConstructor();
    int exitCode =
        Cli.commandLine(lesson.newInstance())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CliResult(exitCode, out.lines(), err.lines());
  }
}
