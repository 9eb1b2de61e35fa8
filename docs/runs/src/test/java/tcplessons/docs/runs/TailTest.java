package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tcplessons.docs.runs.Run.Console;

class TailTest {

  @Test
  void a_line_is_where_its_last_byte_is(@TempDir Path folder) throws IOException {
    var lines = new ArrayList<Tail.Line>();
    try (var tail = new Tail(Console.OUT, Files.writeString(folder.resolve("out"), "글\n\nrest"))) {
      tail.takeLast(lines::add);
    }

    assertThat(lines).extracting(Tail.Line::text).containsExactly("글", "", "rest");
    assertThat(lines).extracting(Tail.Line::offset).containsExactly(2L, 4L, 8L);
  }
}
