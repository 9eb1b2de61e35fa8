package tcplessons.binary;

import picocli.CommandLine.Command;

/** The steps of lesson 06. */
@Command(
    name = "lesson-06",
    description = "Text, structs and frames. Run a step with: mvn -q compile exec:exec@STEP",
    subcommands = {Struct.class, Bytes.class, Text.class, Frames.class})
final class Lesson06 {

  void main(String[] args) throws Exception {
    Cli.run(this, args);
  }
}
