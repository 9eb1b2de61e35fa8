package tcplessons.keepalive;

import picocli.CommandLine.Command;

/** The steps of lesson 03. */
@Command(
    name = "lesson-03",
    description = "Idle, dead, delayed. Run a step with: mvn -q compile exec:exec@STEP",
    subcommands = {IdleTimeout.class, ReadTimeout.class, KeepAlive.class, NoDelay.class})
final class Lesson03 {

  void main(String[] args) throws Exception {
    Cli.run(this, args);
  }
}
