package tcplessons.docs.failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The file that the page is drawn from. */
final class Atlas {

  private static final Path FILE = Path.of("failures.json");

  private Atlas() {}

  static Stream<Fact> facts() {
    return read().required("failures").valueStream().flatMap(Atlas::facts);
  }

  /** The version of a program that said all this: its first numbers. */
  static String version(Speaker speaker) {
    return read().required("with").required(speaker.toString()).textValue();
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(FILE.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Fact> facts(JsonNode failure) {
    return failure
        .required("seen")
        .valueStream()
        .map(seen ->
            new Fact(
                failure.required("id").textValue(),
                Scene.valueOf(constant(seen, "scene")),
                Speaker.valueOf(constant(seen, "by")),
                seen.required("call").textValue(),
                new Seen(seen.required("name").textValue(), seen.path("text").textValue())));
  }

  private static String constant(JsonNode seen, String field) {
    return seen.required(field).textValue().toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
