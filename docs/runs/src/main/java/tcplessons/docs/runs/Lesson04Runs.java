package tcplessons.docs.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The runs of lesson 04. */
final class Lesson04Runs {

  private static final Lesson LESSON =
      new Lesson("lesson-04-http-raw", "lesson 04", "tcplessons.http.Lesson04");

  private static final String URL = "http://127.0.0.1:5000/";

  /** The original's response as its Markdown has it, and as its plain text has it. */
  private static final String MARKDOWN = "indent,leading-newline,bare-lf,wrong-length";

  private static final String PLAIN_TEXT =
      "leading-newline,bare-lf,wrong-length,missing-blank-line";

  private Lesson04Runs() {}

  static List<Scenario> all() {
    return Stream.concat(steps(), matrix()).toList();
  }

  private static Stream<Scenario> steps() {
    return Stream.of(
        // curl gives up and the server ends: which is first, is chance.
        scenario("http-inspect", "What curl sends", s -> inspect(s)).withUnordered(true),
        scenario("http-inspect-chromium", "What a browser sends", s -> inspectChromium(s))
            // When Chromium opens its silent connection, and through which it asks, is its choice.
            .inAnyOrder()
            .blurring("#\\d ", "#N ")
            // Another Chromium says another version, and with it other bytes in other packets.
            .blurring("(sec-ch-ua|User-Agent): .*", "$1: VERSION")
            .blurring("\\d+ bytes:", "SOME bytes:")
            .withoutPackets(),
        scenario("http-inspect-pieces", "Answered after the first piece", s -> inspectPieces(s)),
        scenario("http-hello", "An answer that conforms", s -> hello(s)),
        scenario("http-hello-pieces", "Answered after the last piece", s -> helloPieces(s)),
        scenario("http-keep-alive", "Two requests on one connection", s -> keepAlive(s)),
        scenario("http-pipelining", "Two requests in one segment", s -> pipelining(s)),
        scenario("http-echo-chunked", "A body in chunks", s -> chunked(s)),
        scenario("http-echo-continue", "A body that waits to be invited", s -> invited(s)),
        scenario("http-two-lengths", "Two ways to read one request", s -> twoLengths(s)),
        scenario("http-drip", "A byte at a time, and a deadline", s -> drip(s)),
        scenario("http-files", "A file, and the same file again", s -> files(s))
            // When the file was written last is another time in each checkout.
            .blurring("(ETag|Last-Modified): .*", "$1: VERSION")
            .blurring("22([0-9a-f]{2})+?2d(3.|6.){16}22", "TAG")
            .blurring("(4c6173742d4d6f6469666965643a20).{58}", "$1 TIME"),
        scenario("http-files-outside", "Outside the folder", s -> outside(s)));
  }

  /** Clients that give up end their connections as they like: what they say is what counts. */
  private static Stream<Scenario> matrix() {
    return Stream.of(
            broken("none", ""),
            broken("leading-newline", "leading-newline"),
            broken("indent", "indent"),
            broken("bare-lf", "bare-lf"),
            broken("wrong-length", "wrong-length"),
            broken("missing-blank-line", "missing-blank-line"),
            broken("placeholder-date", "placeholder-date"),
            broken("not-http", "not-http"),
            broken("markdown", MARKDOWN + ",placeholder-date"),
            broken("plain-text", PLAIN_TEXT + ",placeholder-date"))
        .map(Scenario::withoutPackets);
  }

  private static Scenario broken(String id, String faults) {
    return scenario("http-broken-" + id, "What clients make of it", s -> verdicts(s, faults));
  }

  /** Every answer has its date, on the screen and on the wire, and curl its version. */
  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script)
        .blurring("Date: \\w{3}, .*", "Date: NOW")
        .blurring("446174653a20.{58}", "DATE")
        .blurring("6375726c2f(3.|2e)+", "CURL");
  }

  // Who takes part.

  private static Participant server(Stage stage, String step, String... args) {
    return stage
        .server("server", saying(LESSON.step(step, args).listensOn(5000), "--port", "5000"))
        .prints("listen on port 5000");
  }

  private static Participant curl(Stage stage, String... args) {
    var words = new ArrayList<>(List.of("-sS"));
    words.addAll(List.of(args));
    return stage.client("curl", LESSON.tool("curl", words.toArray(String[]::new)));
  }

  private static Participant pieces(Stage stage, int millis, String... pieces) {
    var args = new ArrayList<>(List.of("5000", "" + millis));
    args.addAll(List.of(pieces));
    return stage.client("client", LESSON.node("pieces.js", args.toArray(String[]::new)));
  }

  /** Says a default aloud, so that the stage can put another port in its place. */
  private static Program saying(Program step, String... defaults) {
    var command = new ArrayList<>(step.command());
    command.addAll(List.of(defaults));
    return step.withCommand(List.copyOf(command));
  }

  // Inspecting.

  private static void inspect(Stage stage) {
    var server = server(stage, "inspect");
    curl(stage, URL).ends();
    server.prints("answered: test");
  }

  private static void inspectChromium(Stage stage) {
    var server = server(stage, "inspect");
    stage.client("browser", LESSON.node("browse.js", URL)).ends();
    server.prints("answered: test");
    server.matched("(has ended without a word)");
    stage.fact("bytes", server.matched("#\\d (\\d+) bytes:"));
  }

  private static void inspectPieces(Stage stage) {
    // The answer comes well before the second piece would be sent.
    var server = server(stage, "inspect");
    pieces(stage, 3000, "GET / HT", "TP/1.1\\r\\nHost: localhost:5000\\r\\n\\r\\n").ends();
    server.prints("answered: test");
  }

  // Answering.

  private static void hello(Stage stage) {
    var server = server(stage, "hello");
    curl(stage, "-i", URL).ends();
    server.prints("GET / -> 200 OK");
  }

  private static void helloPieces(Stage stage) {
    var server = server(stage, "hello");
    var rest = "alhost:5000\\r\\nConnection: close\\r\\n\\r";
    pieces(stage, 500, "GET / HT", "TP/1.1\\r\\nHost: loc", rest, "\\n").ends();
    server.prints("GET / -> 200 OK");
  }

  private static void keepAlive(Stage stage) {
    var server = server(stage, "hello");
    curl(stage, "-o", "/dev/null", "-o", "/dev/null", URL + "one", URL + "two").ends();
    server.prints("GET /two -> 200 OK");
  }

  private static void pipelining(Stage stage) {
    var server = server(stage, "echo");
    var one = "PUT / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 3\\r\\n\\r\\none";
    var two = one.replace("one", "two").replace("Host", "Connection: close\\r\\nHost");
    pieces(stage, 0, one + two).ends();
    server.prints("PUT / -> 200 OK").prints("PUT / -> 200 OK");
  }

  private static void chunked(Stage stage) {
    var server = server(stage, "echo");
    curl(stage, "-i", "-H", "Transfer-Encoding: chunked", "-d", "hello", URL).ends();
    server.prints("POST / -> 200 OK");
  }

  private static void invited(Stage stage) {
    var server = server(stage, "echo");
    curl(stage, "-i", "-H", "Expect: 100-continue", "-d", "hello", URL).ends();
    server.prints("POST / -> 200 OK");
  }

  private static void twoLengths(Stage stage) {
    var server = server(stage, "echo");
    var head = "POST / HTTP/1.1\\r\\nHost: localhost\\r\\n";
    var lengths = "Content-Length: 6\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n";
    pieces(stage, 0, head + lengths + "0\\r\\n\\r\\nG").ends();
    server.prints("400 Bad Request");
  }

  private static void drip(Stage stage) {
    // The deadline is a second away from the bytes before and after it.
    var server = server(stage, "hello", "--head-time", "5s");
    pieces(stage, 2000, "G", "E", "T", " ", "/", " ", "H").ends();
    server.prints("408 Request Timeout");
  }

  // Serving files.

  private static Participant fileServer(Stage stage) {
    var step = LESSON.step("files", "--root", "src/test/site").listensOn(8000);
    return stage.server("server", saying(step, "--port", "8000")).prints("listen on port 8000");
  }

  private static void files(Stage stage) {
    var server = fileServer(stage);
    var url = "http://127.0.0.1:8000/";
    curl(stage, "-i", "--etag-save", "target/tag", url).ends();
    server.prints("GET / -> 200 OK");
    var again = LESSON.tool("curl", "-sSi", "--etag-compare", "target/tag", url);
    stage.client("curl-again", again).ends();
    server.prints("GET / -> 304 Not Modified");
  }

  private static void outside(Stage stage) {
    var server = fileServer(stage);
    var url = "http://127.0.0.1:8000/";
    var paths = List.of("../pom.xml", "%2e%2e/pom.xml", "..%2fpom.xml", "%2e%2e%5cpom.xml");
    for (var path : paths) {
      var asking = LESSON.tool("curl", "-sS", "--path-as-is", url + path);
      stage.client("curl-" + (paths.indexOf(path) + 1), asking).ends();
      server.prints("400 Bad Request");
    }
  }

  // Who rejects what.

  private static void verdicts(Stage stage, String faults) {
    // Its lines would tell how many connections Chromium opens, which is chance.
    var quiet = faults.isEmpty() ? "--quiet" : "--quiet --fault " + faults;
    server(stage, "broken", quiet.split(" "));
    var format = "%{http_code}, %{size_download} bytes\\n";
    var curl = curl(stage, "-o", "/dev/null", "-w", format, URL).ends();
    var node = stage.client("node", LESSON.node("ask.js", URL)).ends();
    var java = stage.client("java", javaProgram("src/test/ask/Ask.java", URL)).ends();
    var browser = stage.client("browser", LESSON.node("browse.js", URL)).ends();
    stage.fact("curl", curl.matched(curl.exit() == 0 ? "(.* bytes)" : "curl: (.*)"));
    stage.fact("http", node.matched("http: (.*)"));
    stage.fact("fetch", node.matched("fetch: (.*)"));
    stage.fact("HttpClient", java.matched("HttpClient: (.*)"));
    stage.fact("HttpURLConnection", java.matched("HttpURLConnection: (.*)"));
    stage.fact("Chromium", browser.matched("Chromium shows: (.*)"));
  }

  /** A Java program in one file, started as it is, by a reader whose java is new enough. */
  private static Program javaProgram(String file, String... args) {
    var command = new ArrayList<>(Tools.briskJava());
    command.add(file);
    command.addAll(List.of(args));
    var typed = "java " + file + " " + String.join(" ", args);
    return new Program("Java", "java", typed, List.copyOf(command), LESSON.folder(), null);
  }
}
