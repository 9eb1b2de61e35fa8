package tcplessons.docs.failures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A program that can be made to fail. */
enum Speaker {
  JAVA {
    @Override
    Seen fails(String call, Place place) throws Exception {
      if (place.isHere()) {
        return JavaCalls.fails(call, place.host(), place.port());
      }
      var java = ProcessHandle.current().info().command().orElseThrow();
      var words =
          List.of(
              java,
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              JavaCalls.class.getName(),
              call,
              place.host(),
              "" + place.port());
      return named(Command.run(place.inside(words)));
    }
  },

  NODE("node") {
    @Override
    Seen fails(String call, Place place) throws Exception {
      var words = List.of("node", "src/test/node/fail.js", call, place.host(), "" + place.port());
      return named(Command.run(place.inside(words)));
    }
  },

  CURL("curl") {
    @Override
    Seen fails(String call, Place place) throws Exception {
      var words = new ArrayList<>(List.of(place.fill(call).split(" ")));
      words.addAll(1, List.of("-sS", "-o", "/dev/null"));
      var curl = Command.run(place.inside(words));
      return new Seen("" + curl.exitCode(), curl.err());
    }
  },

  /** By the peer of lesson 04's that opens a page in it. */
  CHROMIUM("chromium", "node") {
    @Override
    Seen fails(String call, Place place) throws Exception {
      var browse = "../../lesson-04-http-raw/src/test/node/browse.js";
      var browser = Command.run(place.inside(List.of("node", browse, place.fill(call))));
      var said = SHOWN.matcher(browser.out());
      if (!said.matches()) {
        throw new AssertionError("it has not failed as it should: " + browser);
      }
      return new Seen(said.group(2), said.group(1).equals("nothing") ? null : said.group(1));
    }
  };

  private static final Pattern SHOWN =
      Pattern.compile("Chromium shows: (.*)\\nits network says: net::(ERR_\\w+)");

  private static final Pattern NAMED = Pattern.compile("(?s)([^|]*)\\|(.*)");

  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

  private final List<String> programs;

  Speaker(String... programs) {
    this.programs = List.of(programs);
  }

  /**
   * Runs into the failure.
   *
   * @throws AssertionError if it succeeds
   */
  abstract Seen fails(String call, Place place) throws Exception;

  /** Why it cannot be run here. */
  Optional<String> missing() {
    return programs.stream()
        .filter(program -> !Command.isInstalled(program))
        .map(program -> program + " is not installed")
        .findFirst();
  }

  /** The version that is installed here, such as 20.20.2. */
  String version() throws IOException, InterruptedException {
    if (this == JAVA) {
      return Runtime.version().toString();
    }
    var printed = Command.run(List.of(this + "", "--version")).out();
    return VERSION.matcher(printed).results().map(MatchResult::group).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Seen named(Command command) {
    var said = NAMED.matcher(command.out());
    if (!said.matches()) {
      throw new AssertionError("it has not failed as it should: " + command);
    }
    return new Seen(said.group(1), said.group(2).isEmpty() ? null : said.group(2));
  }
}
