package tcplessons.docs.runs;

import java.util.List;
import java.util.stream.Stream;

/** The runs of lesson 04. */
final class Lesson04Runs {

  private static final LessonPrograms LESSON = LessonPrograms.of(4);

  private static final String URL = "http://127.0.0.1:5000/";

  /** The original's response, in its Markdown version and in its plain text version. */
  private static final String MARKDOWN = "indent,leading-newline,bare-lf,wrong-length";

  private static final String PLAIN_TEXT =
      "leading-newline,bare-lf,wrong-length,missing-blank-line";

  private Lesson04Runs() {}

  static List<Scenario> all() {
    return Stream.concat(steps(), matrix()).toList();
  }

  private static Stream<Scenario> steps() {
    return Stream.of(
        // Either curl or the server closes first.
        scenario("http-inspect", "What curl sends", s -> inspect(s)).withUnordered(true),
        scenario("http-inspect-chromium", "What a browser sends", s -> inspectChromium(s))
            // Chromium opens a spare connection at any time, and may use either for its request.
            .withUnorderedLines()
            .normalizing("#\\d ", "#N ")
            // The version of Chromium is part of its requests, and so of the packets.
            .normalizing("(sec-ch-ua|User-Agent): .*", "$1: VERSION")
            .normalizing("\\d+ bytes:", "SOME bytes:")
            .withoutPackets(),
        scenario("http-inspect-pieces", "Answered after the first piece", s -> inspectPieces(s)),
        scenario("http-hello", "A conforming response", s -> hello(s)),
        scenario(
            "http-hello-pieces", "The response comes after the last piece", s -> helloPieces(s)),
        scenario("http-keep-alive", "Two requests on one connection", s -> keepAlive(s)),
        scenario("http-pipelining", "Two requests in one segment", s -> pipelining(s)),
        scenario("http-echo-chunked", "A body in chunks", s -> chunked(s)),
        scenario("http-echo-continue", "A body that waits for 100 Continue", s -> invited(s)),
        scenario("http-two-lengths", "Two ways to read one request", s -> twoLengths(s)),
        scenario("http-drip", "A byte at a time, and a deadline", s -> drip(s)),
        scenario("http-files", "A file, and the same file again", s -> files(s))
            // The time of the last change of a file differs in each checkout.
            .normalizing("(ETag|Last-Modified): .*", "$1: VERSION")
            .normalizing("22([0-9a-f]{2})+?2d(3.|6.){16}(2d(3.|6.)+?)?22", "TAG")
            .normalizing("(4c6173742d4d6f6469666965643a20).{58}", "$1 TIME")
            // How much of the body is shown depends on the length of the tag.
            .normalizing("(3130380d0a0d0a)[0-9a-f]+", "$1 BODY"),
        scenario("http-files-outside", "Outside the folder", s -> outside(s)));
  }

  /** Clients close a connection after an error in different ways: only their messages count. */
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

  /** The date in every response, printed and on the wire, and the version of curl. */
  private static Scenario scenario(String id, String title, Scenario.Script script) {
    return new Scenario(id, title, LESSON, script)
        .normalizing("Date: \\w{3}, .*", "Date: NOW")
        .normalizing("446174653a20.{58}", "DATE")
        .normalizing("6375726c2f(3.|2e)+", "CURL");
  }

  // Participants.

  private static Participant server(Testbed testbed, String step, String... args) {
    return testbed
        .server("server", LESSON.step(step, args).listensOn(5000))
        .prints("listen on port 5000");
  }

  private static Participant curl(Testbed testbed, String... args) {
    return testbed.client("curl", LESSON.tool("curl", concat(List.of("-sS"), args)));
  }

  private static Participant pieces(Testbed testbed, int millis, String... pieces) {
    var args = concat(List.of("5000", "" + millis), pieces);
    return testbed.client("client", LESSON.node("pieces.js", args));
  }

  private static String[] concat(List<String> first, String... others) {
    return Stream.concat(first.stream(), Stream.of(others)).toArray(String[]::new);
  }

  // Inspecting.

  private static void inspect(Testbed testbed) {
    var server = server(testbed, "inspect");
    curl(testbed, URL).ends();
    server.prints("answered: test");
  }

  private static void inspectChromium(Testbed testbed) {
    var server = server(testbed, "inspect");
    testbed.client("browser", LESSON.node("browse.js", URL)).ends();
    server.prints("answered: test");
    server.matched("(has ended without a word)");
    testbed.fact("bytes", server.matched("#\\d (\\d+) bytes:"));
  }

  private static void inspectPieces(Testbed testbed) {
    // The response comes well before the second piece would be sent.
    var server = server(testbed, "inspect");
    pieces(testbed, 3000, "GET / HT", "TP/1.1\\r\\nHost: localhost:5000\\r\\n\\r\\n").ends();
    server.prints("answered: test");
  }

  // Responses.

  private static void hello(Testbed testbed) {
    var server = server(testbed, "hello");
    curl(testbed, "-i", URL).ends();
    server.prints("GET / -> 200 OK");
  }

  private static void helloPieces(Testbed testbed) {
    var server = server(testbed, "hello");
    var rest = "alhost:5000\\r\\nConnection: close\\r\\n\\r";
    pieces(testbed, 500, "GET / HT", "TP/1.1\\r\\nHost: loc", rest, "\\n").ends();
    server.prints("GET / -> 200 OK");
  }

  private static void keepAlive(Testbed testbed) {
    var server = server(testbed, "hello");
    curl(testbed, "-o", "/dev/null", "-o", "/dev/null", URL + "one", URL + "two").ends();
    server.prints("GET /two -> 200 OK");
  }

  private static void pipelining(Testbed testbed) {
    var server = server(testbed, "echo");
    var one = "PUT / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 3\\r\\n\\r\\none";
    var two = one.replace("one", "two").replace("Host", "Connection: close\\r\\nHost");
    pieces(testbed, 0, one + two).ends();
    server.prints("PUT / -> 200 OK").prints("PUT / -> 200 OK");
  }

  private static void chunked(Testbed testbed) {
    var server = server(testbed, "echo");
    curl(testbed, "-i", "-H", "Transfer-Encoding: chunked", "-d", "hello", URL).ends();
    server.prints("POST / -> 200 OK");
  }

  private static void invited(Testbed testbed) {
    var server = server(testbed, "echo");
    curl(testbed, "-i", "-H", "Expect: 100-continue", "-d", "hello", URL).ends();
    server.prints("POST / -> 200 OK");
  }

  private static void twoLengths(Testbed testbed) {
    var server = server(testbed, "echo");
    var head = "POST / HTTP/1.1\\r\\nHost: localhost\\r\\n";
    var lengths = "Content-Length: 6\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n";
    pieces(testbed, 0, head + lengths + "0\\r\\n\\r\\nG").ends();
    server.prints("400 Bad Request");
  }

  private static void drip(Testbed testbed) {
    // The deadline is a second away from the bytes before and after it.
    var server = server(testbed, "hello", "--head-time", "5s");
    pieces(testbed, 2000, "G", "E", "T", " ", "/", " ", "H").ends();
    server.prints("408 Request Timeout");
  }

  // Serving files.

  private static Participant fileServer(Testbed testbed) {
    var step = LESSON.step("files", "--root", "src/test/site").listensOn(8000);
    return testbed
        .server("server", step.withArguments("--port", "8000"))
        .prints("listen on port 8000");
  }

  private static void files(Testbed testbed) {
    var server = fileServer(testbed);
    var url = "http://127.0.0.1:8000/";
    curl(testbed, "-i", "--etag-save", "target/tag", url).ends();
    server.prints("GET / -> 200 OK");
    var again = LESSON.tool("curl", "-sSi", "--etag-compare", "target/tag", url);
    testbed.client("curl-again", again).ends();
    server.prints("GET / -> 304 Not Modified");
  }

  private static void outside(Testbed testbed) {
    var server = fileServer(testbed);
    var url = "http://127.0.0.1:8000/";
    var paths = List.of("../pom.xml", "%2e%2e/pom.xml", "..%2fpom.xml", "%2e%2e%5cpom.xml");
    for (var path : paths) {
      var asking = LESSON.tool("curl", "-sS", "--path-as-is", url + path);
      testbed.client("curl-" + (paths.indexOf(path) + 1), asking).ends();
      server.prints("400 Bad Request");
    }
  }

  // Malformed responses.

  private static void verdicts(Testbed testbed, String faults) {
    // The number of connections that Chromium opens varies: the server must not print them.
    var quiet = faults.isEmpty() ? "--quiet" : "--quiet --fault " + faults;
    server(testbed, "broken", quiet.split(" "));
    var format = "%{http_code}, %{size_download} bytes\\n";
    var curl = curl(testbed, "-o", "/dev/null", "-w", format, URL).ends();
    var node = testbed.client("node", LESSON.node("ask.js", URL)).ends();
    var java = testbed.client("java", LESSON.javaSource("src/test/ask/Ask.java", URL)).ends();
    var browser = testbed.client("browser", LESSON.node("browse.js", URL)).ends();
    testbed.fact("curl", curl.matched(curl.exit() == 0 ? "(.* bytes)" : "curl: (.*)"));
    testbed.fact("http", node.matched("http: (.*)"));
    testbed.fact("fetch", node.matched("fetch: (.*)"));
    testbed.fact("HttpClient", java.matched("HttpClient: (.*)"));
    testbed.fact("HttpURLConnection", java.matched("HttpURLConnection: (.*)"));
    testbed.fact("Chromium", browser.matched("Chromium shows: (.*)"));
  }
}
