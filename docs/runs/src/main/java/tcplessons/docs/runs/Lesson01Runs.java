package tcplessons.docs.runs;

import java.util.List;

/** The runs of lesson 01. */
final class Lesson01Runs {

  private static final Lesson LESSON =
      new Lesson("lesson-01-tcp-server", "lesson 01", "tcplessons.server.Lesson01");

  private Lesson01Runs() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("reply-once", "One message, one answer, and both ends", LESSON, Lesson01Runs::replyOnce));
  }

  private static void replyOnce(Stage stage) {
    var server = stage.server("server", LESSON.step("reply-once").listensOn(5000));
    server.prints("listen on port 5000");
    var client = stage.client("client", LESSON.node("say.js", "5000", "testing~"));
    server.prints("testing~");
    client.ends();
  }
}
