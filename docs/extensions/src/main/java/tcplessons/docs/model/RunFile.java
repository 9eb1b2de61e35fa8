package tcplessons.docs.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes a run's JSON file, with one line for each event, so that diffs are readable. */
public final class RunFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

  private RunFile() {}

  public static Run read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Run.class);
  }

  public static void write(Run run, Path file) throws IOException {
    Files.writeString(file, toJson(run), UTF_8);
  }

  public static String toJson(Run run) throws IOException {
    return JSON.writer(new OneLineAnEvent()).writeValueAsString(run) + "\n";
  }

  /** Breaks lines in the outermost object and the lists directly in it, nowhere deeper. */
  private static final class OneLineAnEvent implements PrettyPrinter {
    private static final int LISTS = 2;

    private int depth;

    @Override
    public void writeStartObject(JsonGenerator json) throws IOException {
      json.writeRaw("{");
      depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) throws IOException {
      breakLine(json, 1, " ");
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(",");
      breakLine(json, 1, " ");
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) throws IOException {
      depth--;
      breakLine(json, 0, entries == 0 ? "" : " ");
      json.writeRaw("}");
    }

    @Override
    public void writeStartArray(JsonGenerator json) throws IOException {
      json.writeRaw("[");
      depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      breakLine(json, LISTS, "");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(",");
      breakLine(json, LISTS, " ");
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) throws IOException {
      depth--;
      breakLine(json, LISTS - 1, "");
      json.writeRaw("]");
    }

    @Override
    public void writeRootValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw("\n");
    }

    private void breakLine(JsonGenerator json, int deepest, String otherwise) throws IOException {
      json.writeRaw(depth <= deepest ? "\n" + "  ".repeat(depth) : otherwise);
    }
  }
}
