package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An exercise of stages, whose attempt is a server and its client. */
@Timeout(300)
class StagesTest {

  @TempDir Path folder;
  private Path lesson;
  private Path server;
  private Path client;

  @BeforeEach
  void copy_the_exercise() throws IOException {
    lesson = TryProcess.lesson(folder, "lesson-06-binary", "room");
    server = lesson.resolve("my/Room.java");
    client = lesson.resolve("my/RoomClient.java");
  }

  private Path solution(String file) {
    return lesson.resolve("src/exercises/room/solution").resolve(file);
  }

  /** A server that passes the first three stages and the fifth. */
  private void writeServerWithoutLimit() throws IOException {
    Files.createDirectories(server.getParent());
    var source = Files.readString(solution("Room.java"));
    Files.writeString(server, source.replace("|| length > PAYLOAD_BYTES_MAX", ""));
  }

  @Test
  void the_first_call_copies_both_starters_and_a_reset_keeps_both_files() throws Exception {
    assertThat(TryProcess.run(lesson, "room")).endsWith("exit 0");
    assertThat(server).content().contains("TODO");
    assertThat(client).content().contains("TODO");

    Files.writeString(client, "void main() {}");
    assertThat(TryProcess.run(lesson, "room", "--reset")).endsWith("exit 0");
    assertThat(client).content().contains("TODO");
    try (var backups = Files.list(lesson.resolve("my/backup"))) {
      assertThat(backups).hasSize(2);
    }
  }

  @Test
  void the_report_and_the_list_show_the_stage_that_was_reached() throws Exception {
    writeServerWithoutLimit();

    assertThat(TryProcess.run(lesson, "room"))
        .startsWith("room 3/12 ")
        .contains("✗ limits", "Any length is accepted")
        .endsWith("exit 1");
    assertThat(TryProcess.run(lesson)).containsPattern("room.* 3 of 12 checks");
  }

  @Test
  void a_stage_passes_alone_although_an_earlier_one_fails() throws Exception {
    writeServerWithoutLimit();

    assertThat(TryProcess.run(lesson, "room", "--check", "status-page"))
        .startsWith("room   ")
        .contains("✓ status page")
        .endsWith("exit 0");
  }

  @Test
  void the_client_may_be_another_command() throws Exception {
    // The path of the solution has a space, which would end a word of the command.
    var other = Files.copy(solution("RoomClient.java"), folder.resolve("RoomClient.java"));

    assertThat(gradeClient("java " + other)).contains("✓ client").endsWith("exit 0");
    assertThat(gradeClient("false")).contains("✗ client").endsWith("exit 1");
  }

  private String gradeClient(String command) throws Exception {
    var own = solution("Room.java").toString();
    return TryProcess.run(
        lesson, "room", "--client", command, "--check", "client", "--run", "java", own);
  }

  @Test
  void without_a_client_its_stages_are_not_judged() throws Exception {
    assertThat(
            TryProcess.run(
                lesson,
                "room",
                "--check",
                "client",
                "--run",
                "java",
                solution("Room.java").toString()))
        .contains("? client", "--client")
        .endsWith("exit 1");
  }
}
