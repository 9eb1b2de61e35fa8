package tcplessons.http;

import picocli.CommandLine.Command;

/** The steps of lesson 04. */
@Command(
    name = "lesson-04",
    description = "HTTP from bytes. Run a step with: mvn -q compile exec:exec@STEP",
    subcommands = {Hello.class, Inspect.class, Broken.class, Echo.class, FileServer.class})
final class Lesson04 {

  void main(String[] args) throws Exception {
    Cli.run(this, args);
  }
}
