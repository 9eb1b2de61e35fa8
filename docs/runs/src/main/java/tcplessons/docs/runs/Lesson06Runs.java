package tcplessons.docs.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The runs of lesson 06. */
final class Lesson06Runs {

  private static final Lesson LESSON =
      new Lesson("lesson-06-binary", "lesson 06", "tcplessons.binary.Lesson06");

  private static final String SENDER = "target/struct-sender";

  private Lesson06Runs() {}

  static List<Scenario> all() {
    return List.of(
        scenario("struct", "A C++ struct, read in Java", s -> struct(s)),
        scenario("struct-connect", "The C++ program is the server", s -> structConnect(s)),
        scenario("struct-original", "The original's reader: 300", s -> original(s, "A,300,hello")),
        scenario("struct-original-negative", "The same: -2", s -> original(s, "A,-2,hello")),
        scenario("struct-original-two", "Two structs at once", s -> originalTwo(s)),
        scenario("struct-order", "Whose byte order?", s -> structOrder(s)),
        scenario("struct-packed", "A packed struct is too short", s -> structPacked(s)),
        leaking("struct-leak", "What nobody set goes out too", s -> structLeak(s)),
        scenario("struct-idle", "Too slow for a struct", s -> structIdle(s)),
        scenario("bytes", "Three bytes with one write", s -> bytes(s)),
        scenario("bytes-300", "Numbers that are no bytes", s -> bytes300(s)),
        echoing("text", "A character cut in two", s -> text(s)),
        echoing("text-node", "The same with Node's chunks", s -> textNode(s)),
        echoing("text-malformed", "Bytes that are no text, reported", s -> everyByte(s)),
        echoing("text-replaced", "The same, replaced", s -> everyByte(s, "--replace")),
        echoing("frames", "Two messages in one segment", s -> frames(s)),
        scenario("frames-http", "Another protocol's first bytes", s -> framesHttp(s)));
  }

  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script);
  }

  /**
   * The client ends its direction while the last answer is on its way: which is first, is chance.
   */
  private static Scenario echoing(String id, String title, Scenario.Script script) {
    return scenario(id, title, script).withUnordered(true);
  }

  /** What is left on a stack depends on the compiler, and addresses differ from start to start. */
  private static Scenario leaking(String id, String title, Scenario.Script script) {
    return scenario(id, title, script)
        .blurring("41 .. .. .. (2c 01 00 00  68 65 6c 6c 6f 00) .. ..  \\|.*", "41 LEFT $1 LEFT")
        .blurring("00000010  .*", "00000010 LEFT")
        .blurring("data 41.{6}(2c01000068656c6c6f00).{20}", "data 41 LEFT $1 LEFT");
  }

  // Who takes part.

  private static Participant server(Stage stage, String step, int port, String... args) {
    return stage
        .server("server", LESSON.step(step, args).listensOn(port))
        .prints("listen on port " + port);
  }

  /** Says a default aloud, so that the stage can put another port in its place. */
  private static Program saying(Program step, String... defaults) {
    var command = new ArrayList<>(step.command());
    command.addAll(List.of(defaults));
    return step.withCommand(List.copyOf(command));
  }

  /** The C++ sender, which a reader has compiled as the page says. */
  private static Program cpp(String... args) {
    compileSender();
    var command = Stream.concat(Stream.of(SENDER), Stream.of(args)).toList();
    return new Program("C++", "g++", String.join(" ", command), command, LESSON.folder(), null);
  }

  private static synchronized void compileSender() {
    Tools.need("g++");
    var source = LESSON.folder().resolve("src/test/cpp/struct-sender.cpp");
    var program = LESSON.folder().resolve(SENDER);
    try {
      if (isNewer(program, source)) {
        return;
      }
      Files.createDirectories(program.getParent());
      var said = Tools.output(List.of("g++", "-o", program.toString(), source.toString()));
      if (!said.isEmpty()) {
        throw new StageException("g++ says: " + said);
      }
    } catch (IOException e) {
      throw new StageException("the C++ sender cannot be compiled: " + e.getMessage());
    }
  }

  private static boolean isNewer(Path file, Path other) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
  }

  // Structs.

  private static void struct(Stage stage) {
    var server = server(stage, "struct", 8001);
    stage.client("client", cpp("normal", "8001")).ends();
    server.prints("the client has ended");
  }

  private static void structConnect(Stage stage) {
    var server = stage.server("server", cpp("many", "8001", "listen").listensOn(8001));
    server.prints("listen on port 8001");
    stage.client("client", saying(LESSON.step("struct", "--connect"), "--port", "8001")).ends();
    server.ends();
  }

  private static void original(Stage stage, String struct) {
    var server = server(stage, "struct", 8001, "--send", struct, "--listen");
    stage.client("client", LESSON.node("struct-original.js", "8001")).ends();
    server.prints("sent 24 bytes");
  }

  private static void originalTwo(Stage stage) {
    var both = new String[] {"--send", "A,300,hello", "--send", "B,-2,bye", "--listen"};
    var server = server(stage, "struct", 8001, both);
    stage.client("node", LESSON.node("struct-original.js", "8001")).ends();
    server.prints("sent 48 bytes");
    stage.client("java", saying(LESSON.step("struct", "--connect"), "--port", "8001")).ends();
    server.prints("sent 48 bytes");
  }

  private static void structOrder(Stage stage) {
    var server = server(stage, "struct", 8001, "--way", "stream");
    stage.client("client", cpp("normal", "8001")).ends();
    server.prints("the client has ended");
    stage.client("client-2", cpp("big-endian", "8001")).ends();
    server.prints("the client has ended");
  }

  private static void structPacked(Stage stage) {
    var server = server(stage, "struct", 8001);
    stage.client("client", cpp("packed", "8001")).ends();
    server.prints("4 are missing");
  }

  private static void structLeak(Stage stage) {
    var server = server(stage, "bytes", 8000, "--receive");
    stage.client("client", cpp("uninitialised", "8000")).ends();
    server.prints("the client has ended");
  }

  private static void structIdle(Stage stage) {
    var server = server(stage, "struct", 8001, "--idle-timeout", "2s");
    var client = stage.client("client", LESSON.tool("nc", "127.0.0.1", "8001"));
    server.prints("connect address");
    client.types("A");
    server.prints("no whole struct for 2s");
    client.endsInput().ends();
  }

  // Bytes.

  private static void bytes(Stage stage) {
    var server = server(stage, "bytes", 8000, "--receive");
    stage.client("client", saying(LESSON.step("bytes"), "--port", "8000")).ends();
    server.prints("the client has ended");
  }

  private static void bytes300(Stage stage) {
    var server = server(stage, "bytes", 8000, "--receive");
    var ours = LESSON.step("bytes", "--values", "1,200,300");
    stage.client("java", saying(ours, "--port", "8000")).ends();
    server.prints("the client has ended");
    stage.client("node", LESSON.node("bytes.js", "8000", "1", "200", "300")).ends();
  }

  // Text.

  /** Two seconds are long enough for a busy server to read the first piece by itself. */
  private static Participant cutText(Stage stage) {
    var text = LESSON.step("text", "--send", "한글", "--cut", "4", "--pause", "2s");
    return stage.client("client", saying(text, "--port", "6008")).ends();
  }

  private static void text(Stage stage) {
    var server = server(stage, "text", 6008);
    cutText(stage);
    server.prints("the client has ended");
  }

  private static void textNode(Stage stage) {
    var server = stage.server("server", LESSON.node("text.js", "6008").listensOn(6008));
    server.prints("listen on port 6008");
    cutText(stage);
    server.prints("the client has ended");
  }

  private static void everyByte(Stage stage, String... args) {
    var server = server(stage, "text", 6008, args);
    var text = LESSON.step("text", "--send-every-byte");
    stage.client("client", saying(text, "--port", "6008")).ends();
    server.prints(args.length == 0 ? "malformed UTF-8" : "the client has ended");
  }

  // Frames.

  private static void frames(Stage stage) {
    var server = server(stage, "frames", 8002);
    var client = LESSON.step("frames", "--send", "hello", "--send", "한글");
    stage.client("client", saying(client, "--port", "8002")).ends();
    server.prints("the client has ended");
  }

  private static void framesHttp(Stage stage) {
    var server = server(stage, "frames", 8002);
    var client = stage.client("client", LESSON.tool("nc", "127.0.0.1", "8002"));
    server.prints("connect address");
    client.types("GET / HTTP/1.1");
    server.prints("is more than the limit");
    client.endsInput().ends();
  }
}
