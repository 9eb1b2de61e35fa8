package tcplessons.server;

import picocli.CommandLine.Command;

/** The steps of lesson 01. */
@Command(
    name = "lesson-01",
    description = "A TCP server. Run a step with: mvn -q compile exec:exec@STEP",
    subcommands = {ReplyOnce.class, Hello.class, Lifecycle.class})
final class Lesson01 {

  void main(String[] args) throws Exception {
    Cli.run(this, args);
  }
}
