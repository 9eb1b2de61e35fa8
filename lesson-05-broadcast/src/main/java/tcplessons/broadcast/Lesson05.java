package tcplessons.broadcast;

import picocli.CommandLine.Command;

/** The steps of lesson 05. */
@Command(
    name = "lesson-05",
    description = "One to all. Run a step with: mvn -q compile exec:exec@STEP",
    subcommands = {Broadcast.class, Chat.class, Cluster.class})
final class Lesson05 {

  void main(String[] args) throws Exception {
    Cli.run(this, args);
  }
}
