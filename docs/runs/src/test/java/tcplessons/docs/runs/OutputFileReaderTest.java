package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tcplessons.docs.model.Event.OutputStream;

class OutputFileReaderTest {

  @Test
  void the_offset_of_a_line_is_that_of_its_last_byte(@TempDir Path folder) throws IOException {
    var lines = new ArrayList<OutputFileReader.Line>();
    try (var tail =
        new OutputFileReader(
            OutputStream.OUT, Files.writeString(folder.resolve("out"), "글\n\nrest"))) {
      tail.readUnfinished(lines::add);
    }

    assertThat(lines).extracting(OutputFileReader.Line::text).containsExactly("글", "", "rest");
    assertThat(lines).extracting(OutputFileReader.Line::offset).containsExactly(2L, 4L, 8L);
  }
}
