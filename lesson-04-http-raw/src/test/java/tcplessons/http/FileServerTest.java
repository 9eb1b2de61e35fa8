package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileServerTest {

  private static final String DATE = "Sun, 22 Nov 2026 00:00:00 GMT";
  private static final String BEFORE = "Sat, 21 Nov 2026 23:59:59 GMT";
  private static final String AFTER = "Sun, 22 Nov 2026 00:00:01 GMT";

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void fill() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("sub/empty"));
    Files.writeString(root.resolve("index.html"), "<h1>안녕</h1>");
    Files.writeString(root.resolve("digits.txt"), "0123456789");
    Files.writeString(root.resolve("sub/index.html"), "<h1>sub</h1>");
    Files.writeString(root.resolve("한글 이름.txt"), "이름");
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(Files.createDirectories(folder.resolve("root2")).resolve("a.txt"), "secret");
    var time = FileTime.from(Instant.parse("2026-11-22T00:00:00.5Z"));
    Files.setLastModifiedTime(root.resolve("digits.txt"), time);
  }

  @Test
  void a_file_is_sent_with_all_that_a_browser_wants_to_know() throws Exception {
    var answer = get("/index.html");
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.body().getBytes(ISO_8859_1)).asString(UTF_8).isEqualTo("<h1>안녕</h1>");
    assertThat(answer.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.field("Content-Length")).isEqualTo("15");
    assertThat(answer.field("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.field("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
    assertThat(answer.field("ETag")).matches("\"[^\"]+\"");
    assertThat(answer.field("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.field("Cache-Control")).isEqualTo("no-cache");
    assertThat(get("/digits.txt").field("Last-Modified")).isEqualTo(DATE);
  }

  @Test
  void a_folder_is_its_index() throws Exception {
    assertThat(get("/").body()).isEqualTo(get("/index.html").body());
    assertThat(get("/sub/").body()).isEqualTo("<h1>sub</h1>");
    assertThat(get("/sub/?query").body()).isEqualTo("<h1>sub</h1>");
  }

  @Test
  void a_folder_without_its_slash_is_elsewhere() throws Exception {
    var answer = get("/sub");
    assertThat(answer.code()).isEqualTo("301");
    assertThat(answer.field("Location")).isEqualTo("/sub/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/sub/empty/", "/index.html/", "/digits.txt/a", "/sub/nothing"})
  void what_is_not_there_is_404_and_no_folder_is_listed(String path) throws Exception {
    assertThat(get(path).code()).isEqualTo("404");
  }

  @Test
  void a_name_may_be_korean_and_have_a_space() throws Exception {
    assertThat(get("/%ED%95%9C%EA%B8%80%20%EC%9D%B4%EB%A6%84.txt").code()).isEqualTo("200");
  }

  @ParameterizedTest
  @CsvSource({
    "a.html, text/html; charset=utf-8",
    "a.HTML, text/html; charset=utf-8",
    "a.css, text/css; charset=utf-8",
    "a.js, text/javascript; charset=utf-8",
    "a.svg, image/svg+xml",
    "a.png, image/png",
    "a.json, application/json",
    "a.pcapng, application/octet-stream",
    "a, application/octet-stream",
    "html, text/html; charset=utf-8",
  })
  void the_end_of_a_name_says_what_it_is(String name, String type) {
    assertThat(ContentTypes.of(name)).isEqualTo(type);
  }

  // Nothing outside the root.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt", "/../root2/a.txt", "/sub/../../secret.txt", "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt", "/..%2fsecret.txt", "/..%5csecret.txt", "/..\\secret.txt",
        "/sub/..%2f..%2fsecret.txt", "/.%2e/secret.txt", "//secret.txt", "/%00/../secret.txt",
        "/index.html%00", "/%c0%ae%c0%ae/secret.txt", "/%252e%252e/secret.txt", "/....//secret.txt",
        "http://localhost/../secret.txt", "/sub/link/secret.txt", "/link.txt", "/out/secret.txt",
        "/linked/",
      })
  void nothing_outside_the_folder_is_sent_however_it_is_spelled(String path) throws Exception {
    Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("sub/link"), Path.of("../.."));
    Files.createSymbolicLink(root.resolve("out"), folder);
    Files.createDirectory(root.resolve("linked"));
    Files.createSymbolicLink(root.resolve("linked/index.html"), folder.resolve("secret.txt"));
    var answer = get(path);
    assertThat(answer.code()).isIn("400", "404");
    assertThat(answer.body()).doesNotContain("secret\n").isNotEqualTo("secret");
  }

  @Test
  void a_link_that_stays_inside_is_followed() throws Exception {
    Files.createSymbolicLink(root.resolve("link.txt"), Path.of("digits.txt"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("sub"));
    assertThat(get("/link.txt").body()).isEqualTo("0123456789");
    assertThat(get("/link/").body()).isEqualTo("<h1>sub</h1>");
  }

  @Test
  void a_link_to_itself_is_404() throws Exception {
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    assertThat(get("/loop").code()).isEqualTo("404");
  }

  @Test
  void a_pipe_is_not_opened() throws Exception {
    assumeTrue(Command.isInstalled("mkfifo"), "mkfifo is not installed");
    var pipe = root.resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(get("/pipe").code()).isEqualTo("404");
  }

  @Test
  void a_root_that_is_not_there_is_an_exception() {
    assertThatThrownBy(() -> Running.files(root.resolve("nothing")))
        .isInstanceOf(IOException.class);
  }

  // Methods.

  @Test
  void head_is_get_without_the_body() throws Exception {
    try (var running = Running.files(root);
        var client = running.connect()) {
      var get = client.send(request("GET", "/digits.txt", Map.of())).answer();
      var head = client.send(request("HEAD", "/digits.txt", Map.of())).answerToHead();
      assertThat(head.statusLine()).isEqualTo(get.statusLine());
      assertThat(withoutDate(head)).isEqualTo(withoutDate(get));
      assertThat(client.send(request("GET", "/digits.txt", Map.of())).answer().body())
          .isEqualTo("0123456789");
    }
  }

  private static List<Fields.Field> withoutDate(Answer answer) {
    return answer.fields().all().stream().filter(field -> !field.name().equals("Date")).toList();
  }

  @Test
  void other_methods_change_nothing() throws Exception {
    try (var running = Running.files(root);
        var client = running.connect()) {
      for (var method : List.of("PUT", "POST", "DELETE", "PATCH")) {
        var answer = client.send(request(method, "/digits.txt", Map.of())).answer();
        assertThat(answer.code()).isEqualTo("405");
        assertThat(answer.field("Allow")).isEqualTo("GET, HEAD");
      }
      assertThat(client.send(request("BREW", "/", Map.of())).answer().code()).isEqualTo("501");
    }
    assertThat(root.resolve("digits.txt")).hasContent("0123456789");
  }

  // Conditions.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-None-Match       | TAG                  | 304",
        "If-None-Match       | W/TAG                | 304",
        "If-None-Match       | \"x\", TAG           | 304",
        "If-None-Match       | *                    | 304",
        "If-None-Match       | \"x\"                | 200",
        "If-Modified-Since   | " + DATE + "         | 304",
        "If-Modified-Since   | " + AFTER + "        | 304",
        "If-Modified-Since   | " + BEFORE + "       | 200",
        "If-Modified-Since   | yesterday            | 200",
        "If-Match            | TAG                  | 200",
        "If-Match            | *                    | 200",
        "If-Match            | W/TAG                | 412",
        "If-Match            | \"x\"                | 412",
        "If-Unmodified-Since | " + DATE + "         | 200",
        "If-Unmodified-Since | " + BEFORE + "       | 412",
        "If-Unmodified-Since | yesterday            | 200",
      })
  void a_client_that_has_the_file_is_told_so(String name, String value, String code)
      throws Exception {
    var tag = get("/digits.txt").field("ETag");
    var answer = get("/digits.txt", Map.of(name, value.replace("TAG", tag)));
    assertThat(answer.code()).isEqualTo(code);
    if (code.equals("304")) {
      assertThat(answer.field("ETag")).isEqualTo(tag);
      assertThat(answer.fields().values("Content-Length")).isEmpty();
    }
  }

  @Test
  void a_tag_is_asked_instead_of_a_date() throws Exception {
    var fields = Map.of("If-None-Match", "\"x\"", "If-Modified-Since", AFTER);
    assertThat(get("/digits.txt", fields).code()).isEqualTo("200");
  }

  @Test
  void a_changed_file_has_another_tag_even_in_the_same_second() throws Exception {
    var tag = get("/digits.txt").field("ETag");
    Files.writeString(root.resolve("digits.txt"), "9876543210");
    var time = FileTime.from(Instant.parse("2026-11-22T00:00:00.6Z"));
    Files.setLastModifiedTime(root.resolve("digits.txt"), time);
    assertThat(get("/digits.txt").field("ETag")).isNotEqualTo(tag);
    assertThat(get("/digits.txt", Map.of("If-None-Match", tag)).body()).isEqualTo("9876543210");
  }

  // Parts.

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, 0123, bytes 0-3/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=8-, 206, 89, bytes 8-9/10",
    "bytes=9-99, 206, 9, bytes 9-9/10",
    "'bytes=0-1,3-4', 200, 0123456789,",
    "bytes=3-2, 200, 0123456789,",
    "nonsense, 200, 0123456789,",
  })
  void a_part_of_a_file(String range, String code, String body, String contentRange)
      throws Exception {
    var answer = get("/digits.txt", Map.of("Range", range));
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.field("Content-Range")).isEqualTo(contentRange);
  }

  @Test
  void a_part_behind_the_end_is_416_and_says_where_the_end_is() throws Exception {
    var answer = get("/digits.txt", Map.of("Range", "bytes=10-"));
    assertThat(answer.code()).isEqualTo("416");
    assertThat(answer.field("Content-Range")).isEqualTo("bytes */10");
  }

  @Test
  void a_part_of_another_version_is_not_sent() throws Exception {
    var tag = get("/digits.txt").field("ETag");
    var range = Map.of("Range", "bytes=0-3", "If-Range", tag);
    assertThat(get("/digits.txt", range).code()).isEqualTo("206");
    for (var other : List.of("\"x\"", "W/" + tag, BEFORE)) {
      var answer = get("/digits.txt", Map.of("Range", "bytes=0-3", "If-Range", other));
      assertThat(answer.code()).as(other).isEqualTo("200");
    }
  }

  // Large files.

  @Test
  void a_large_file_arrives_as_it_is() throws Exception {
    int size = 5_000_000;
    var bytes = new byte[size];
    new Random(4).nextBytes(bytes);
    Files.write(root.resolve("large.bin"), bytes);
    try (var running = Running.files(root);
        var client = HttpClient.newHttpClient()) {
      var uri = URI.create(running.url("/large.bin"));
      var request = HttpRequest.newBuilder(uri).build();
      var body = client.send(request, BodyHandlers.ofByteArray()).body();
      assertThat(sha(body)).isEqualTo(sha(bytes));
    }
  }

  private static byte[] sha(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @Test
  void a_file_that_is_larger_than_the_memory_is_streamed() throws Exception {
    try (var file = new RandomAccessFile(root.resolve("huge.bin").toFile(), "rw")) {
      file.setLength(1L << 40); // a hole of 1 TiB takes no room
    }
    var range = Map.of("Range", "bytes=1099511627770-");
    assertThat(get("/huge.bin", range).body()).isEqualTo("\0".repeat(6));
    try (var running = Running.files(root);
        var client = running.connect()) {
      client.send(request("GET", "/huge.bin", Map.of()));
      assertThat(client.socket.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
      client.reset();
      running.err.awaitLines(lines -> lines.size() == 1);
    }
  }

  @Test
  void a_file_that_becomes_shorter_ends_the_connection() throws Exception {
    try (var file = new RandomAccessFile(root.resolve("huge.bin").toFile(), "rw")) {
      file.setLength(1L << 30);
      try (var running = Running.files(root);
          var client = running.connect()) {
        client.send(request("GET", "/huge.bin", Map.of()));
        client.socket.getInputStream().readNBytes(1000);
        file.setLength(10);
        client.readToTheEnd(); // less than was promised, but it ends
        running.err.awaitLines(
            lines -> lines.stream().anyMatch(line -> line.endsWith("shorter while it was sent")));
      }
    }
  }

  // How to ask.

  private Answer get(String path) throws Exception {
    return get(path, Map.of());
  }

  private Answer get(String path, Map<String, String> fields) throws Exception {
    try (var running = Running.files(root);
        var client = running.connect()) {
      return client.send(request("GET", path, fields)).answer();
    }
  }

  private static String request(String method, String path, Map<String, String> fields) {
    var lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: localhost"));
    fields.forEach((name, value) -> lines.add(name + ": " + value));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }
}
