package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileHandlerTest {

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
  void a_file_is_sent_with_its_type_length_and_validators() throws Exception {
    var response = get("/index.html");
    assertThat(response.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(response.body().getBytes(ISO_8859_1)).asString(UTF_8).isEqualTo("<h1>안녕</h1>");
    assertThat(response.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(response.field("Content-Length")).isEqualTo("15");
    assertThat(response.field("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.field("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
    assertThat(response.field("ETag")).matches("\"[^\"]+\"");
    assertThat(response.field("Accept-Ranges")).isEqualTo("bytes");
    assertThat(response.field("Cache-Control")).isEqualTo("no-cache");
    assertThat(get("/digits.txt").field("Last-Modified")).isEqualTo(DATE);
  }

  @Test
  void a_folder_is_served_as_its_index_html() throws Exception {
    assertThat(get("/").body()).isEqualTo(get("/index.html").body());
    assertThat(get("/sub/").body()).isEqualTo("<h1>sub</h1>");
    assertThat(get("/sub/?query").body()).isEqualTo("<h1>sub</h1>");
  }

  @Test
  void a_folder_without_a_slash_is_redirected() throws Exception {
    var response = get("/sub");
    assertThat(response.code()).isEqualTo("301");
    assertThat(response.field("Location")).isEqualTo("/sub/");
    assertThat(get("/sub?a=/b&c").field("Location")).isEqualTo("/sub/?a=/b&c");
    assertThat(get("http://localhost/sub?q").field("Location")).isEqualTo("/sub/?q");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/sub/empty/", "/index.html/", "/digits.txt/a", "/sub/nothing"})
  void a_missing_file_and_a_folder_without_index_html_are_404(String path) throws Exception {
    assertThat(get(path).code()).isEqualTo("404");
  }

  @Test
  void a_file_name_may_have_korean_letters_and_a_space() throws Exception {
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
    "a.webp, image/webp",
    "a.avif, image/avif",
    "a.woff2, font/woff2",
    "a.ttf, font/ttf",
    "a.mp4, video/mp4",
    "a.webm, video/webm",
    "a.map, application/json",
    "a.webmanifest, application/manifest+json",
    "a.pcapng, application/x-pcapng",
    "a.mjs, text/javascript; charset=utf-8",
    "a.wasm, application/wasm",
    "a.txt, text/plain; charset=utf-8",
    "a.md, text/markdown; charset=utf-8",
    "a.csv, text/csv; charset=utf-8",
    "a.xml, text/xml; charset=utf-8",
    "a.jpg, image/jpeg",
    "a.jpeg, image/jpeg",
    "a.gif, image/gif",
    "a.ico, image/vnd.microsoft.icon",
    "a.pdf, application/pdf",
    "a, application/octet-stream",
    "a.unknown, application/octet-stream",
    "html, application/octet-stream",
    "js, application/octet-stream",
  })
  void the_extension_of_a_name_decides_the_media_type(String name, String type) {
    assertThat(ContentTypes.of(name)).isEqualTo(type);
  }

  // Paths outside the root.

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
  void no_spelling_of_a_path_leads_outside_the_folder(String path) throws Exception {
    Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("sub/link"), Path.of("../.."));
    Files.createSymbolicLink(root.resolve("out"), folder);
    Files.createDirectory(root.resolve("linked"));
    Files.createSymbolicLink(root.resolve("linked/index.html"), folder.resolve("secret.txt"));
    var response = get(path);
    assertThat(response.code()).isIn("400", "404");
    assertThat(response.body()).doesNotContain("secret\n").isNotEqualTo("secret");
  }

  @Test
  void a_symbolic_link_inside_the_folder_is_followed() throws Exception {
    Files.createSymbolicLink(root.resolve("link.txt"), Path.of("digits.txt"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("sub"));
    assertThat(get("/link.txt").body()).isEqualTo("0123456789");
    assertThat(get("/link/").body()).isEqualTo("<h1>sub</h1>");
  }

  @Test
  void a_symbolic_link_to_itself_is_404() throws Exception {
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    assertThat(get("/loop").code()).isEqualTo("404");
  }

  @Test
  void a_named_pipe_is_404() throws Exception {
    assumeTrue(TestProcess.isInstalled("mkfifo"), "mkfifo is not installed");
    var pipe = root.resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(get("/pipe").code()).isEqualTo("404");
  }

  // Methods.

  @Test
  void head_gets_the_fields_of_get() throws Exception {
    try (var running = RunningStep.server(new FileServer(), "--root", root.toString());
        var client = RawClient.connect(running)) {
      var get = client.send(request("GET", "/digits.txt", Map.of())).readResponse();
      var head = client.send(request("HEAD", "/digits.txt", Map.of())).readResponseToHead();
      assertThat(head.statusLine()).isEqualTo(get.statusLine());
      assertThat(withoutDate(head)).isEqualTo(withoutDate(get));
      assertThat(client.send(request("GET", "/digits.txt", Map.of())).readResponse().body())
          .isEqualTo("0123456789");
    }
  }

  private static List<Fields.Field> withoutDate(ClientResponse response) {
    return response.fields().all().stream().filter(field -> !field.name().equals("Date")).toList();
  }

  @Test
  void other_methods_are_refused() throws Exception {
    try (var running = RunningStep.server(new FileServer(), "--root", root.toString());
        var client = RawClient.connect(running)) {
      for (var method : List.of("PUT", "POST", "DELETE", "PATCH")) {
        var response = client.send(request(method, "/digits.txt", Map.of())).readResponse();
        assertThat(response.code()).isEqualTo("405");
        assertThat(response.field("Allow")).isEqualTo("GET, HEAD");
      }
      assertThat(client.send(request("BREW", "/", Map.of())).readResponse().code())
          .isEqualTo("501");
    }
    assertThat(root.resolve("digits.txt")).hasContent("0123456789");
  }

  @Test
  void a_client_that_waits_for_100_continue_gets_the_refusal_of_its_method() throws Exception {
    var fields = Map.of("Expect", "100-continue", "Content-Length", "900000");
    for (var method : List.of("PUT", "BREW")) {
      try (var running = RunningStep.server(new FileServer(), "--root", root.toString());
          var client = RawClient.connect(running)) {
        var responses = client.send(request(method, "/", fields)).readResponses();
        assertThat(responses)
            .singleElement()
            .satisfies(it -> assertThat(it.code()).isEqualTo(method.equals("PUT") ? "405" : "501"))
            .satisfies(it -> assertThat(it.field("Connection")).isEqualTo("close"));
      }
    }
  }

  // Conditional requests.

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
        "If-None-Match       | \"a,*,b\"          | 200",
        "If-None-Match       | \"a\\\", TAG        | 304",
        "If-None-Match       | , ,TAG,              | 304",
        "If-None-Match       | *, \"x\"            | 200",
        "If-Modified-Since   | yesterday            | 200",
        "If-Modified-Since   | Sunday, 22-Nov-26 00:00:00 GMT | 304",
        "If-Modified-Since   | Sun Nov 22 00:00:00 2026       | 304",
        "If-Modified-Since   | Mon, 31 Nov 2026 00:00:00 GMT  | 200",
        "If-Match            | TAG                  | 200",
        "If-Match            | *                    | 200",
        "If-Match            | W/TAG                | 412",
        "If-Match            | \"x\"                | 412",
        "If-Unmodified-Since | " + DATE + "         | 200",
        "If-Unmodified-Since | " + BEFORE + "       | 412",
        "If-Match            | \"a,*,b\"          | 412",
        "If-Unmodified-Since | yesterday            | 200",
        "If-Unmodified-Since | Saturday, 21-Nov-26 23:59:59 GMT | 412",
        "If-Unmodified-Since | Sat Nov 21 23:59:59 2026         | 412",
      })
  void conditional_requests_are_evaluated_with_tag_and_date(String name, String value, String code)
      throws Exception {
    var tag = get("/digits.txt").field("ETag");
    var response = get("/digits.txt", Map.of(name, value.replace("TAG", tag)));
    assertThat(response.code()).isEqualTo(code);
    if (code.equals("304")) {
      assertThat(response.field("ETag")).isEqualTo(tag);
      assertThat(response.fields().values("Content-Length")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Modified-Since   | " + DATE + "   | " + DATE + "   | 200",
        "If-Modified-Since   | " + DATE + "   | " + BEFORE + " | 200",
        "If-Unmodified-Since | " + BEFORE + " | " + BEFORE + " | 200",
        "If-None-Match       | \"x\"          | TAG           | 304",
      })
  void a_date_that_comes_twice_is_ignored_and_two_lists_are_one(
      String name, String first, String second, String code) throws Exception {
    var tag = get("/digits.txt").field("ETag");
    var twice = first + "\r\n" + name + ": " + second.replace("TAG", tag);
    assertThat(get("/digits.txt", Map.of(name, twice)).code()).isEqualTo(code);
  }

  @Test
  void last_modified_is_not_later_than_date() throws Exception {
    var time = FileTime.from(Instant.now().plusSeconds(100_000));
    Files.setLastModifiedTime(root.resolve("digits.txt"), time);
    var response = get("/digits.txt");
    assertThat(HttpDate.parse(response.field("Last-Modified")).orElseThrow())
        .isBeforeOrEqualTo(HttpDate.parse(response.field("Date")).orElseThrow());
  }

  @Test
  void a_tag_takes_precedence_over_a_date() throws Exception {
    var fields = Map.of("If-None-Match", "\"x\"", "If-Modified-Since", AFTER);
    assertThat(get("/digits.txt", fields).code()).isEqualTo("200");
  }

  @Test
  void a_file_changed_within_the_same_second_has_another_tag() throws Exception {
    var tag = get("/digits.txt").field("ETag");
    Files.writeString(root.resolve("digits.txt"), "9876543210");
    var time = FileTime.from(Instant.parse("2026-11-22T00:00:00.6Z"));
    Files.setLastModifiedTime(root.resolve("digits.txt"), time);
    assertThat(get("/digits.txt").field("ETag")).isNotEqualTo(tag);
    assertThat(get("/digits.txt", Map.of("If-None-Match", tag)).body()).isEqualTo("9876543210");
  }

  // Ranges.

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
  void a_range_of_a_file_is_sent_as_206(String range, String code, String body, String contentRange)
      throws Exception {
    var response = get("/digits.txt", Map.of("Range", range));
    assertThat(response.code()).isEqualTo(code);
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.field("Content-Range")).isEqualTo(contentRange);
  }

  @Test
  void the_last_bytes_of_an_empty_file_are_the_whole_file() throws Exception {
    Files.createFile(root.resolve("empty.txt"));
    var response = get("/empty.txt", Map.of("Range", "bytes=-5"));
    assertThat(response.code()).isEqualTo("200");
    assertThat(response.field("Content-Length")).isEqualTo("0");
  }

  @Test
  void a_range_that_comes_twice_gets_the_whole_file() throws Exception {
    var range = Map.of("Range", "bytes=0-3\r\nRange: bytes=0-3");
    assertThat(get("/digits.txt", range).code()).isEqualTo("200");
  }

  @Test
  void a_range_after_the_end_is_416_with_the_size_of_the_file() throws Exception {
    var response = get("/digits.txt", Map.of("Range", "bytes=10-"));
    assertThat(response.code()).isEqualTo("416");
    assertThat(response.field("Content-Range")).isEqualTo("bytes */10");
  }

  @Test
  void a_range_of_another_version_gets_the_whole_file() throws Exception {
    var tag = get("/digits.txt").field("ETag");
    var range = Map.of("Range", "bytes=0-3", "If-Range", tag);
    assertThat(get("/digits.txt", range).code()).isEqualTo("206");
    // A date is a weak validator: the file may have been written twice in that second.
    var twice = tag + "\r\nIf-Range: " + tag;
    for (var other : List.of("\"x\"", "W/" + tag, BEFORE, DATE, twice)) {
      var response = get("/digits.txt", Map.of("Range", "bytes=0-3", "If-Range", other));
      assertThat(response.code()).as(other).isEqualTo("200");
    }
  }

  // Large files.

  @Test
  void a_large_file_arrives_unchanged() throws Exception {
    int size = 5_000_000;
    var bytes = new byte[size];
    new Random(4).nextBytes(bytes);
    Files.write(root.resolve("large.bin"), bytes);
    try (var running = RunningStep.server(new FileServer(), "--root", root.toString());
        var client = HttpClient.newHttpClient()) {
      var uri = URI.create(RawClient.url(running, "/large.bin"));
      var request = HttpRequest.newBuilder(uri).build();
      var body = client.send(request, BodyHandlers.ofByteArray()).body();
      assertThat(sha(body)).isEqualTo(sha(bytes));
    }
  }

  private static byte[] sha(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @Test
  void a_file_larger_than_the_memory_is_streamed() throws Exception {
    try (var file = new RandomAccessFile(root.resolve("huge.bin").toFile(), "rw")) {
      file.setLength(1L << 40); // a sparse file of 1 TiB uses no disk blocks
    }
    var range = Map.of("Range", "bytes=1099511627770-");
    assertThat(get("/huge.bin", range).body()).isEqualTo("\0".repeat(6));
    try (var running = RunningStep.server(new FileServer(), "--root", root.toString());
        var client = RawClient.connect(running)) {
      client.send(request("GET", "/huge.bin", Map.of()));
      assertThat(client.socket.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
      client.reset();
      running.err.awaitLines(1);
    }
  }

  /** A blocked write continues when a third of the send buffer is free, which may be 4 MiB. */
  @Test
  void a_client_that_reads_slowly_without_a_pause_gets_the_whole_file() throws Exception {
    int size = 8 << 20;
    try (var file = new RandomAccessFile(root.resolve("large.bin").toFile(), "rw")) {
      file.setLength(size);
    }
    var step = new FileServer();
    step.root = root;
    step.http.limits.minBytesPerSecond = 1 << 20;
    try (var running = RunningStep.server(step, "--quiet", "--write-time", "500ms");
        var client = RawClient.connect(running)) {
      client.send(request("GET", "/large.bin", Map.of()));
      var in = client.socket.getInputStream();
      for (int received = 0; received < size; received += 32 * 1024) {
        assertThat(in.readNBytes(32 * 1024)).as("after %d bytes", received).hasSize(32 * 1024);
        Thread.sleep(30);
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_file_that_becomes_shorter_while_it_is_sent_closes_the_connection() throws Exception {
    try (var file = new RandomAccessFile(root.resolve("huge.bin").toFile(), "rw")) {
      file.setLength(1L << 30);
      try (var running = RunningStep.server(new FileServer(), "--root", root.toString());
          var client = RawClient.connect(running)) {
        client.send(request("GET", "/huge.bin", Map.of()));
        client.socket.getInputStream().readNBytes(1000);
        file.setLength(10);
        client.readUntilEof(); // EOF after fewer bytes than Content-Length
        running.err.awaitLine(line -> line.endsWith("shorter while it was sent"));
      }
    }
  }

  // Precompressed files.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                  | true",
        "deflate, GZIP;q=0.5   | true",
        "x-gzip                | true",
        "*                     | true",
        "br, *;q=0.1           | true",
        "gzip;q=1.000          | true",
        "gzip;q=0              | false",
        "gzip;q=0.000, *       | false",
        "*, gzip;q=0           | false",
        "*;q=0                 | false",
        "gzip;q=2              | false",
        "gzip ;\tq=0.5         | true",
        "gzip, *;q=0           | true",
        "gzip, identity;q=0    | true",
        "identity;q=0          | false",
        "identity;q=0, *       | true",
        "identity, gzip        | true",
        "identity, gzip;q=0.5  | false",
        "identity;q=0.5, gzip  | true",
        "identity;q=1, *;q=0   | false",
        "identity, *;q=0.5     | false",
        "br, deflate           | false",
        "identity              | false",
        "x;a=\", gzip, \"       | false",
        "x;a=\"\\\", gzip, \"     | false",
        "''                    | false",
      })
  void a_compressed_file_is_sent_to_a_client_that_accepts_it(String value, boolean compressed)
      throws Exception {
    Files.writeString(root.resolve("index.html.gz"), "compressed");
    var plain = get("/index.html");
    var response = get("/", Map.of("Accept-Encoding", value));
    assertThat(response.body()).isEqualTo(compressed ? "compressed" : plain.body());
    assertThat(response.field("Content-Encoding")).isEqualTo(compressed ? "gzip" : null);
    assertThat(response.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(response.field("Vary")).isEqualTo("Accept-Encoding");
    assertThat(plain.field("Vary")).isEqualTo("Accept-Encoding");
    assertThat(plain.field("Content-Encoding")).isNull();
    assertThat(response.field("ETag").equals(plain.field("ETag"))).isNotEqualTo(compressed);
  }

  @Test
  void a_compressed_file_has_no_ranges_and_is_validated_by_its_own_tag() throws Exception {
    Files.writeString(root.resolve("digits.txt.gz"), "compressed");
    var gzip = Map.of("Accept-Encoding", "gzip", "Range", "bytes=0-1");
    var whole = get("/digits.txt", gzip);
    assertThat(whole.code()).isEqualTo("200");
    assertThat(whole.body()).isEqualTo("compressed");
    assertThat(whole.field("Accept-Ranges")).isNull();
    assertThat(get("/digits.txt", Map.of("Range", "bytes=0-1")).body()).isEqualTo("01");
    var again = Map.of("Accept-Encoding", "gzip", "If-None-Match", whole.field("ETag"));
    assertThat(get("/digits.txt", again).code()).isEqualTo("304");
    assertThat(get("/digits.txt", again).field("Vary")).isEqualTo("Accept-Encoding");
    var other = Map.of("If-None-Match", whole.field("ETag"));
    assertThat(get("/digits.txt", other).code()).isEqualTo("200");
    var plainTag = get("/digits.txt").field("ETag");
    var stale = Map.of("Accept-Encoding", "gzip", "If-None-Match", plainTag);
    assertThat(get("/digits.txt", stale).body()).isEqualTo("compressed");
  }

  @Test
  void head_of_a_compressed_file_has_the_fields_of_get() throws Exception {
    Files.writeString(root.resolve("digits.txt.gz"), "compressed-");
    var gzip = Map.of("Accept-Encoding", "gzip");
    try (var running = RunningStep.server(new FileServer(), "--root", root.toString());
        var client = RawClient.connect(running)) {
      var get = client.send(request("GET", "/digits.txt", gzip)).readResponse();
      var head = client.send(request("HEAD", "/digits.txt", gzip)).readResponseToHead();
      assertThat(withoutDate(head)).isEqualTo(withoutDate(get));
      assertThat(head.field("Content-Encoding")).isEqualTo("gzip");
      assertThat(head.field("Content-Length")).isEqualTo("11");
    }
  }

  @Test
  void a_folder_with_the_name_of_a_compressed_file_is_not_sent() throws Exception {
    Files.createDirectory(root.resolve("digits.txt.gz"));
    var response = get("/digits.txt", Map.of("Accept-Encoding", "gzip"));
    assertThat(response.body()).isEqualTo("0123456789");
    assertThat(response.field("Vary")).isNull();
  }

  @Test
  void a_compressed_file_that_is_asked_for_by_its_own_name_has_no_content_encoding()
      throws Exception {
    Files.writeString(root.resolve("digits.txt.gz"), "compressed");
    var response = get("/digits.txt.gz", Map.of("Accept-Encoding", "gzip"));
    assertThat(response.body()).isEqualTo("compressed");
    assertThat(response.field("Content-Encoding")).isNull();
    assertThat(response.field("Content-Type")).isEqualTo("application/octet-stream");
  }

  @Test
  void a_compressed_file_outside_the_folder_is_not_sent() throws Exception {
    Files.createSymbolicLink(root.resolve("digits.txt.gz"), folder.resolve("secret.txt"));
    var response = get("/digits.txt", Map.of("Accept-Encoding", "gzip"));
    assertThat(response.body()).isEqualTo("0123456789");
  }

  @Test
  void a_link_to_a_compressed_file_inside_the_folder_is_followed() throws Exception {
    Files.writeString(root.resolve("other.gz"), "compressed");
    Files.createSymbolicLink(root.resolve("digits.txt.gz"), Path.of("other.gz"));
    var response = get("/digits.txt", Map.of("Accept-Encoding", "gzip"));
    assertThat(response.body()).isEqualTo("compressed");
  }

  @Test
  void a_compressed_file_that_is_older_than_the_file_is_not_sent() throws Exception {
    var compressed = Files.writeString(root.resolve("digits.txt.gz"), "compressed");
    Files.setLastModifiedTime(compressed, FileTime.from(Instant.parse("2026-11-21T00:00:00Z")));
    var response = get("/digits.txt", Map.of("Accept-Encoding", "gzip"));
    assertThat(response.body()).isEqualTo("0123456789");
  }

  @Test
  void a_file_without_a_compressed_one_does_not_vary() throws Exception {
    var response = get("/digits.txt", Map.of("Accept-Encoding", "gzip"));
    assertThat(response.body()).isEqualTo("0123456789");
    assertThat(response.field("Vary")).isNull();
  }

  // Files that change while they are opened.

  @Test
  void a_file_that_is_replaced_by_rename_is_sent_as_one_of_its_versions() throws Exception {
    var file = root.resolve("version.txt");
    Files.writeString(file, version(0));
    var bodies = new ConcurrentHashMap<String, String>();
    try (var running = RunningStep.server(new FileServer(), "--quiet", "--root", root.toString());
        var threads = Executors.newCachedThreadPool()) {
      var replacing = new AtomicBoolean(true);
      var replacer =
          threads.submit(() -> {
            for (int i = 1; replacing.get(); i++) {
              var next = Files.writeString(root.resolve("next.txt"), version(i % 1000));
              Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return null;
          });
      try {
        var clients = new ArrayList<Callable<Void>>();
        for (int i = 0; i < 4; i++) {
          clients.add(() -> getVersions(running, bodies));
        }
        for (var client : threads.invokeAll(clients)) {
          client.get();
        }
      } finally {
        replacing.set(false);
      }
      replacer.get();
      assertThat(running.err.lines()).isEmpty();
    }
    assertThat(bodies).hasSizeGreaterThan(1);
  }

  private static Void getVersions(RunningStep running, Map<String, String> bodies)
      throws IOException {
    try (var client = RawClient.connect(running)) {
      for (int i = 0; i < 500; i++) {
        var response = client.send(request("GET", "/version.txt", Map.of())).readResponse();
        assertThat(response.code()).isEqualTo("200");
        var body = response.body();
        assertThat(body).isEqualTo(version(body.length() - 1000));
        var before = bodies.putIfAbsent(response.field("ETag"), body);
        assertThat(before == null || before.equals(body)).as(response.field("ETag")).isTrue();
      }
    }
    return null;
  }

  /** Each version has a length of its own, and repeats one letter. */
  private static String version(int number) {
    return Character.toString('a' + number % 26).repeat(1000 + number);
  }

  @Test
  void a_compressed_file_that_is_deleted_while_it_is_opened_is_replaced_by_the_file()
      throws Exception {
    var compressed = root.resolve("digits.txt.gz");
    try (var running = RunningStep.server(new FileServer(), "--quiet", "--root", root.toString());
        var client = RawClient.connect(running);
        var threads = Executors.newCachedThreadPool()) {
      var deleting = new AtomicBoolean(true);
      var deleter =
          threads.submit(() -> {
            while (deleting.get()) {
              Files.writeString(compressed, "compressed");
              Files.delete(compressed);
            }
            return null;
          });
      try {
        var get = request("GET", "/digits.txt", Map.of("Accept-Encoding", "gzip"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (System.nanoTime() < end) {
          assertThat(client.send(get).readResponse().code()).isEqualTo("200");
        }
      } finally {
        deleting.set(false);
      }
      deleter.get();
    }
  }

  @ParameterizedTest
  @CsvSource({"swapped, .", "swapped/secret.txt, secret.txt"})
  void a_folder_or_file_that_is_swapped_for_a_link_leads_no_request_outside(
      String name, String outside) throws Exception {
    Files.createDirectory(root.resolve("swapped"));
    Files.writeString(root.resolve("swapped/secret.txt"), "inside"); // as long as the other
    var swapped = root.resolve(name);
    var aside = root.resolve("aside");
    var link = Files.createSymbolicLink(root.resolve("link"), folder.resolve(outside));
    try (var running = RunningStep.server(new FileServer(), "--quiet", "--root", root.toString());
        var client = RawClient.connect(running);
        var threads = Executors.newCachedThreadPool()) {
      var swapping = new AtomicBoolean(true);
      var swapper =
          threads.submit(() -> {
            while (swapping.get()) {
              Files.move(swapped, aside, StandardCopyOption.ATOMIC_MOVE);
              Files.move(link, swapped, StandardCopyOption.ATOMIC_MOVE);
              Files.move(swapped, link, StandardCopyOption.ATOMIC_MOVE);
              Files.move(aside, swapped, StandardCopyOption.ATOMIC_MOVE);
            }
            return null;
          });
      var codes = new HashSet<String>();
      try {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < end) {
          var get = request("GET", "/swapped/secret.txt", Map.of());
          var response = client.send(get).readResponse();
          codes.add(response.code());
          assertThat(response.body()).isNotEqualTo("secret");
        }
      } finally {
        swapping.set(false);
      }
      swapper.get();
      assertThat(codes).contains("200").isSubsetOf("200", "404", "503");
    }
  }

  @Test
  @LinuxErrorText
  void a_file_that_cannot_be_opened_because_descriptors_are_used_up_is_503() throws Exception {
    var clients = new ArrayList<RawClient>();
    var get = request("GET", "/digits.txt", Map.of());
    try (var process =
        TestProcess.stepWithDescriptors(60, "files", "--port", "0", "--root", root.toString())) {
      clients.add(RawClient.connect(process));
      var first = clients.getFirst();
      assertThat(first.send(get).readResponse().code()).isEqualTo("200");
      for (int i = 0; i < 70; i++) {
        clients.add(RawClient.connect(process));
      }
      process.err.awaitLine("accept: Too many open files; new connections wait in the backlog");
      assertThat(first.send(get).readResponse().code()).isEqualTo("503");
      for (var client : clients.subList(1, clients.size())) {
        client.reset();
      }
      await().until(() -> first.send(get).readResponse().code().equals("200"));
      first.close();
    }
  }

  // Requests.

  private ClientResponse get(String path) throws Exception {
    return get(path, Map.of());
  }

  private ClientResponse get(String path, Map<String, String> fields) throws Exception {
    try (var running = RunningStep.server(new FileServer(), "--root", root.toString());
        var client = RawClient.connect(running)) {
      return client.send(request("GET", path, fields)).readResponse();
    }
  }

  private static String request(String method, String path, Map<String, String> fields) {
    var lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: localhost"));
    fields.forEach((name, value) -> lines.add(name + ": " + value));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }
}
