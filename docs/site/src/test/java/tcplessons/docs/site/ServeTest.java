package tcplessons.docs.site;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {
  private static final Pattern ADDRESS =
      Pattern.compile("The tutorial is at (http://localhost:\\d+/) \\(Ctrl-C ends it\\)");

  @TempDir private Path folder;

  private record Result(int exit, String out, String err) {}

  @Test
  void it_serves_the_files_of_the_folder() throws Exception {
    Files.writeString(folder.resolve("index.html"), "안녕하세요");
    var server = Serve.start(folder, 0);
    try (var client = HttpClient.newHttpClient()) {
      var address = "http://localhost:" + server.getAddress().getPort();
      var page = get(client, address + "/");
      assertThat(page.body()).isEqualTo("안녕하세요");
      assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
      assertThat(get(client, address + "/nothing.html").statusCode()).isEqualTo(404);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void it_listens_on_this_machine_only() throws IOException {
    var server = Serve.start(folder, 0);
    try {
      assertThat(server.getAddress().getAddress().isLoopbackAddress()).isTrue();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void it_says_where_it_is_and_ends_well_when_told_to() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Serve.class.getName(),
                folder.toString(),
                "--port=0")
            .start();
    try (var out = process.inputReader();
        var err = process.errorReader()) {
      assertThat(out.readLine()).matches(ADDRESS);
      process.toHandle().destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(out.lines()).isEmpty();
      assertThat(err.lines()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void a_port_that_is_taken_is_told_in_one_line() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var port = taken.getLocalPort();
      var result = run(folder.toString(), "--port=" + port);
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .startsWith("cannot listen on 127.0.0.1:" + port + ": Address already in use")
          .matches("[^\\n]*; another port: mvn -Dargs=\"--port \\d+\"\\R");
    }
  }

  @Test
  void wrong_usage_is_told_in_one_line() {
    assertThat(run(folder.toString(), "--port=abc"))
        .isEqualTo(
            new Result(
                2,
                "",
                "Invalid value for option '--port': 'abc' is not an int"
                    + " (--help shows what is possible)\n"));
    assertThat(run(folder.toString(), "--port=65536").err())
        .startsWith("--port must be from 0 to 65535: 65536");
    assertThat(run().err()).startsWith("Missing required parameter: 'FOLDER'");
    assertThat(run(folder.resolve("nowhere").toString()))
        .satisfies(result -> assertThat(result.exit()).isEqualTo(2))
        .satisfies(result -> assertThat(result.err()).startsWith("no such folder: "));
  }

  private static Result run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var exit =
        Serve.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Result(exit, out.toString(), err.toString());
  }

  private static HttpResponse<String> get(HttpClient client, String address)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(address)).build(), ofString());
  }
}
