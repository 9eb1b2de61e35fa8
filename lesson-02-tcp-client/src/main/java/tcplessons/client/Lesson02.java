package tcplessons.client;

import picocli.CommandLine.Command;

/** The steps of lesson 02. */
@Command(
    name = "lesson-02",
    description = "A TCP client. Run a step with: mvn -q compile exec:exec@STEP",
    subcommands = {
      Connect.class,
      Ticker.class,
      ReplyAlways.class,
      Console.class,
      Echo.class,
      Tap.class
    })
final class Lesson02 {

  void main(String[] args) throws Exception {
    Cli.run(this, args);
  }
}
