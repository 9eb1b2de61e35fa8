package tcplessons.docs.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.Tools;

/** The runs of lesson 06. */
final class Lesson06Runs {

  private static final LessonPrograms LESSON = LessonPrograms.of(6);

  private static final String SENDER = "target/struct-sender";

  private Lesson06Runs() {}

  static List<Scenario> all() {
    return List.of(
        scenario("struct", "A C++ struct, read in Java", s -> struct(s)),
        scenario("struct-connect", "The C++ program is the server", s -> structConnect(s)),
        scenario("struct-original", "The original's reader: 300", s -> original(s, "A,300,hello")),
        scenario("struct-original-negative", "The same: -2", s -> original(s, "A,-2,hello")),
        scenario("struct-original-two", "Two structs at once", s -> originalTwo(s)),
        scenario("struct-order", "Byte order", s -> structOrder(s)),
        scenario("struct-packed", "A packed struct is too short", s -> structPacked(s)),
        leaking("struct-leak", "Uninitialised bytes are sent too", s -> structLeak(s)),
        scenario("struct-idle", "Too slow for a struct", s -> structIdle(s)),
        scenario("bytes", "Three bytes with one write", s -> bytes(s)),
        scenario("bytes-300", "Numbers that do not fit into a byte", s -> bytes300(s)),
        echoing("text", "A character cut in two", s -> text(s)),
        echoing("text-node", "The same with Node's chunks", s -> textNode(s)),
        echoing("text-malformed", "Malformed UTF-8, reported", s -> everyByte(s)),
        echoing("text-replaced", "The same, replaced", s -> everyByte(s, "--replace")),
        echoing("frames", "Two messages in one segment", s -> frames(s)),
        scenario("frames-http", "Another protocol's first bytes", s -> framesHttp(s)));
  }

  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script);
  }

  /** The client half-closes while the last response is in flight: the order of the two varies. */
  private static Scenario echoing(String id, String title, Scenario.Script script) {
    return scenario(id, title, script).withUnordered(true);
  }

  /** Old bytes on the stack depend on the compiler, and addresses differ in every process. */
  private static Scenario leaking(String id, String title, Scenario.Script script) {
    return scenario(id, title, script)
        .normalizing("41 .. .. .. (2c 01 00 00  68 65 6c 6c 6f 00) .. ..  \\|.*", "41 LEFT $1 LEFT")
        .normalizing("00000010  .*", "00000010 LEFT")
        .normalizing("data 41.{6}(2c01000068656c6c6f00).{20}", "data 41 LEFT $1 LEFT");
  }

  // Participants.

  private static Participant server(Testbed testbed, String step, int port, String... args) {
    return testbed
        .server("server", LESSON.step(step, args).listensOn(port))
        .prints("listen on port " + port);
  }

  /** The C++ sender, which a reader compiles as the page shows. */
  private static Program cpp(String... args) {
    compileSender();
    var command = Stream.concat(Stream.of(SENDER), Stream.of(args)).toList();
    return LESSON.program("C++", "g++", String.join(" ", command), command);
  }

  private static synchronized void compileSender() {
    Tools.need("g++");
    var folder = LESSON.lesson().folder();
    var source = folder.resolve("src/test/cpp/struct-sender.cpp");
    var program = folder.resolve(SENDER);
    try {
      if (isNewer(program, source)) {
        return;
      }
      Files.createDirectories(program.getParent());
      Command.output(List.of("g++", "-o", program.toString(), source.toString()));
    } catch (IOException e) {
      throw new ScenarioException("the C++ sender cannot be compiled: " + e.getMessage());
    }
  }

  private static boolean isNewer(Path file, Path other) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
  }

  // Structs.

  private static void struct(Testbed testbed) {
    var server = server(testbed, "struct", 8001);
    testbed.client("client", cpp("normal", "8001")).ends();
    server.prints("the client has ended");
  }

  private static void structConnect(Testbed testbed) {
    var server = testbed.server("server", cpp("many", "8001", "listen").listensOn(8001));
    server.prints("listen on port 8001");
    testbed
        .client("client", LESSON.step("struct", "--connect").withArguments("--port", "8001"))
        .ends();
    server.ends();
  }

  private static void original(Testbed testbed, String struct) {
    var server = server(testbed, "struct", 8001, "--send", struct, "--listen");
    testbed.client("client", LESSON.node("struct-original.js", "8001")).ends();
    server.prints("sent 24 bytes");
  }

  private static void originalTwo(Testbed testbed) {
    var both = new String[] {"--send", "A,300,hello", "--send", "B,-2,bye", "--listen"};
    var server = server(testbed, "struct", 8001, both);
    testbed.client("node", LESSON.node("struct-original.js", "8001")).ends();
    server.prints("sent 48 bytes");
    testbed
        .client("java", LESSON.step("struct", "--connect").withArguments("--port", "8001"))
        .ends();
    server.prints("sent 48 bytes");
  }

  private static void structOrder(Testbed testbed) {
    var server = server(testbed, "struct", 8001, "--way", "stream");
    testbed.client("client", cpp("normal", "8001")).ends();
    server.prints("the client has ended");
    testbed.client("client-2", cpp("big-endian", "8001")).ends();
    server.prints("the client has ended");
  }

  private static void structPacked(Testbed testbed) {
    var server = server(testbed, "struct", 8001);
    testbed.client("client", cpp("packed", "8001")).ends();
    server.prints("4 are missing");
  }

  private static void structLeak(Testbed testbed) {
    var server = server(testbed, "bytes", 8000, "--receive");
    testbed.client("client", cpp("uninitialised", "8000")).ends();
    server.prints("the client has ended");
  }

  private static void structIdle(Testbed testbed) {
    var server = server(testbed, "struct", 8001, "--idle-timeout", "2s");
    var client = testbed.client("client", LESSON.tool("nc", "127.0.0.1", "8001"));
    server.prints("connect address");
    client.types("A");
    server.prints("no whole struct for 2s");
    client.endsInput().ends();
  }

  // Bytes.

  private static void bytes(Testbed testbed) {
    var server = server(testbed, "bytes", 8000, "--receive");
    testbed.client("client", LESSON.step("bytes").withArguments("--port", "8000")).ends();
    server.prints("the client has ended");
  }

  private static void bytes300(Testbed testbed) {
    var server = server(testbed, "bytes", 8000, "--receive");
    var ours = LESSON.step("bytes", "--values", "1,200,300");
    testbed.client("java", ours.withArguments("--port", "8000")).ends();
    server.prints("the client has ended");
    testbed.client("node", LESSON.node("bytes.js", "8000", "1", "200", "300")).ends();
  }

  // Text.

  /** In two seconds even a busy server reads the first piece by itself. */
  private static Participant cutText(Testbed testbed) {
    var text = LESSON.step("text", "--send", "한글", "--cut", "4", "--pause", "2s");
    return testbed.client("client", text.withArguments("--port", "6008")).ends();
  }

  private static void text(Testbed testbed) {
    var server = server(testbed, "text", 6008);
    cutText(testbed);
    server.prints("the client has ended");
  }

  private static void textNode(Testbed testbed) {
    var server = testbed.server("server", LESSON.node("text.js", "6008").listensOn(6008));
    server.prints("listen on port 6008");
    cutText(testbed);
    server.prints("the client has ended");
  }

  private static void everyByte(Testbed testbed, String... args) {
    var server = server(testbed, "text", 6008, args);
    var text = LESSON.step("text", "--send-every-byte");
    testbed.client("client", text.withArguments("--port", "6008")).ends();
    server.prints(args.length == 0 ? "malformed UTF-8" : "the client has ended");
  }

  // Frames.

  private static void frames(Testbed testbed) {
    var server = server(testbed, "frames", 8002);
    var client = LESSON.step("frames", "--send", "hello", "--send", "한글");
    testbed.client("client", client.withArguments("--port", "8002")).ends();
    server.prints("the client has ended");
  }

  private static void framesHttp(Testbed testbed) {
    var server = server(testbed, "frames", 8002);
    var client = testbed.client("client", LESSON.tool("nc", "127.0.0.1", "8002"));
    server.prints("connect address");
    client.types("GET / HTTP/1.1");
    server.prints("is more than the limit");
    client.endsInput().ends();
  }
}
