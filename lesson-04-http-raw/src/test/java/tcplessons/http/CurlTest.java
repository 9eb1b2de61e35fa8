package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** curl at the other end. */
class CurlTest {

  @TempDir private Path folder;

  @BeforeAll
  static void curl_is_installed() {
    assumeTrue(Command.isInstalled("curl"), "curl is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--http1.1", "--http1.0", "--http2"})
  void gets_the_page(String version) throws Exception {
    try (var running = Running.hello()) {
      assertThat(curl(version, running.url("/"))).contains("<h1>HELLO!</h1>");
    }
  }

  @Test
  void asks_twice_on_one_connection() throws Exception {
    try (var running = Running.hello()) {
      curl("--head", running.url("/a"), running.url("/b"));
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1",
              "HEAD /a -> 200 OK",
              "HEAD /b -> 200 OK");
    }
  }

  @Test
  void gets_back_what_it_posts() throws Exception {
    try (var running = Running.echo()) {
      assertThat(curl("--data", "hello", running.url("/"))).containsExactly("hello");
      assertThat(
              curl("--header", "Transfer-Encoding: chunked", "--data", "hello", running.url("/")))
          .containsExactly("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type: x", "Transfer-Encoding: chunked"})
  void gets_back_a_megabyte_that_it_offers_first(String field) throws Exception {
    var sent = Files.write(folder.resolve("sent"), random(Limits.BODY_BYTES));
    var received = folder.resolve("received");
    try (var running = Running.echo()) {
      curl("--header", field, "-T", sent + "", "--output", received + "", running.url("/"));
      assertThat(received).hasSameBinaryContentAs(sent);
    }
  }

  @Test
  void does_not_send_what_is_too_much() throws Exception {
    var sent = Files.write(folder.resolve("sent"), new byte[Limits.BODY_BYTES + 1]);
    try (var running = Running.echo()) {
      var words = curl("-T", sent + "", "--write-out", "%{size_upload}", running.url("/"));
      assertThat(words.getFirst()).startsWith("413 Content Too Large");
      assertThat(words.getLast()).isEqualTo("0");
    }
  }

  @Test
  void goes_on_with_a_download_where_it_was_cut() throws Exception {
    byte[] all = random(300_000);
    Files.write(folder.resolve("file.bin"), all);
    var received = folder.resolve("received");
    Files.write(received, Arrays.copyOf(all, 123_456));
    try (var running = Running.files(folder)) {
      curl("--continue-at", "-", "--output", received + "", running.url("/file.bin"));
      assertThat(received).hasBinaryContent(all);
    }
  }

  @Test
  void follows_to_a_folder_and_does_not_fetch_what_it_has() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("index.html"), "sub");
    var tag = folder.resolve("tag");
    var code = List.of("--write-out", " %{http_code}", "--location");
    try (var running = Running.files(folder)) {
      var options = Stream.concat(code.stream(), Stream.of("--etag-save", tag + ""));
      var first = Stream.concat(options, Stream.of(running.url("/sub"))).toArray(String[]::new);
      assertThat(curl(first)).containsExactly("sub 200");
      options = Stream.concat(code.stream(), Stream.of("--etag-compare", tag + ""));
      var second = Stream.concat(options, Stream.of(running.url("/sub/"))).toArray(String[]::new);
      assertThat(curl(second)).containsExactly(" 304");
    }
  }

  private static byte[] random(int size) {
    var bytes = new byte[size];
    new Random(4).nextBytes(bytes);
    return bytes;
  }

  private static List<String> curl(String... arguments) throws IOException, InterruptedException {
    var words = Stream.concat(Stream.of("curl", "--silent", "--show-error"), Stream.of(arguments));
    try (var curl = Command.program(words.toArray(String[]::new))) {
      assertThat(curl.exitCode()).as("%s", curl.err()).isZero();
      return curl.out();
    }
  }
}
