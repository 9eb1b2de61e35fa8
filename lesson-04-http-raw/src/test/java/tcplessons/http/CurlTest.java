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

/** curl as the client. */
class CurlTest {

  @TempDir private Path folder;

  @BeforeAll
  static void curl_is_installed() {
    assumeTrue(TestProcess.isInstalled("curl"), "curl is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--http1.1", "--http1.0", "--http2"})
  void curl_gets_the_page(String version) throws Exception {
    try (var running = RunningStep.server(new Hello())) {
      assertThat(curl(version, RawClient.url(running, "/"))).contains("<h1>HELLO!</h1>");
    }
  }

  @Test
  void curl_sends_two_requests_on_one_connection() throws Exception {
    try (var running = RunningStep.server(new Hello())) {
      curl("--head", RawClient.url(running, "/a"), RawClient.url(running, "/b"));
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1",
              "HEAD /a -> 200 OK",
              "HEAD /b -> 200 OK");
    }
  }

  @Test
  void curl_gets_back_the_body_that_it_posts() throws Exception {
    try (var running = RunningStep.server(new Echo())) {
      assertThat(curl("--data", "hello", RawClient.url(running, "/"))).containsExactly("hello");
      assertThat(
              curl(
                  "--header",
                  "Transfer-Encoding: chunked",
                  "--data",
                  "hello",
                  RawClient.url(running, "/")))
          .containsExactly("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type: x", "Transfer-Encoding: chunked"})
  void curl_gets_back_a_megabyte_that_it_sends_after_100_continue(String field) throws Exception {
    var sent = Files.write(folder.resolve("sent"), random(new Limits().maxBodyBytes));
    var received = folder.resolve("received");
    try (var running = RunningStep.server(new Echo())) {
      curl(
          "--header",
          field,
          "-T",
          sent + "",
          "--output",
          received + "",
          RawClient.url(running, "/"));
      assertThat(received).hasSameBinaryContentAs(sent);
    }
  }

  @Test
  void curl_does_not_send_a_body_that_is_too_large() throws Exception {
    var sent = Files.write(folder.resolve("sent"), new byte[new Limits().maxBodyBytes + 1]);
    try (var running = RunningStep.server(new Echo())) {
      var words =
          curl("-T", sent + "", "--write-out", "%{size_upload}", RawClient.url(running, "/"));
      assertThat(words.getFirst()).startsWith("413 Content Too Large");
      assertThat(words.getLast()).isEqualTo("0");
    }
  }

  @Test
  void curl_resumes_an_interrupted_download() throws Exception {
    byte[] all = random(300_000);
    Files.write(folder.resolve("file.bin"), all);
    var received = folder.resolve("received");
    Files.write(received, Arrays.copyOf(all, 123_456));
    try (var running = RunningStep.server(new FileServer(), "--root", folder.toString())) {
      curl("--continue-at", "-", "--output", received + "", RawClient.url(running, "/file.bin"));
      assertThat(received).hasBinaryContent(all);
    }
  }

  @Test
  void curl_follows_the_redirect_to_a_folder_and_revalidates_its_copy() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("index.html"), "sub");
    var tag = folder.resolve("tag");
    var code = List.of("--write-out", " %{http_code}", "--location");
    try (var running = RunningStep.server(new FileServer(), "--root", folder.toString())) {
      var options = Stream.concat(code.stream(), Stream.of("--etag-save", tag + ""));
      var first =
          Stream.concat(options, Stream.of(RawClient.url(running, "/sub"))).toArray(String[]::new);
      assertThat(curl(first)).containsExactly("sub 200");
      options = Stream.concat(code.stream(), Stream.of("--etag-compare", tag + ""));
      var second =
          Stream.concat(options, Stream.of(RawClient.url(running, "/sub/"))).toArray(String[]::new);
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
    try (var curl = TestProcess.program(words.toArray(String[]::new))) {
      assertThat(curl.exitCode()).as("%s", curl.err.lines()).isZero();
      return curl.out.lines();
    }
  }
}
