package tcplessons.docs.failures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.JvmCommand;
import tcplessons.docs.kit.Project;
import tcplessons.docs.kit.Tools;

/** The programs whose error messages the page shows. */
enum ClientProgram {
  JAVA {
    @Override
    ReportedError fail(String call, Target target) throws Exception {
      if (target.isLocal()) {
        return JavaCalls.fail(call, target.host(), target.port());
      }
      var words =
          JvmCommand.command(
              Project.classPath(),
              JavaCalls.class.getName(),
              call,
              target.host(),
              "" + target.port());
      return parsed(Command.run(target.command(words)));
    }
  },

  NODE("node") {
    @Override
    ReportedError fail(String call, Target target) throws Exception {
      var words =
          List.of("node", path("src/test/node/fail.js"), call, target.host(), "" + target.port());
      return parsed(Command.run(target.command(words)));
    }
  },

  CURL("curl") {
    @Override
    ReportedError fail(String call, Target target) throws Exception {
      var words = new ArrayList<>(List.of(target.fill(call).split(" ")));
      words.addAll(1, List.of("-sS", "-o", "/dev/null"));
      var curl = Command.run(target.command(words));
      return new ReportedError("" + curl.exitCode(), curl.err());
    }
  },

  /** Opens a page in it with a Node.js program of lesson 04. */
  CHROMIUM("chromium", "node") {
    @Override
    ReportedError fail(String call, Target target) throws Exception {
      var browse = path("../../lesson-04-http-raw/src/test/node/browse.js");
      var browser = Command.run(target.command(List.of("node", browse, target.fill(call))));
      var shown = SHOWN.matcher(browser.out());
      if (!shown.matches()) {
        throw new AssertionError("no error was reported: " + browser);
      }
      return new ReportedError(
          shown.group(2), shown.group(1).equals("nothing") ? null : shown.group(1));
    }
  };

  private static final Pattern SHOWN =
      Pattern.compile("Chromium shows: (.*)\\nits network says: net::(ERR_\\w+)");

  private static final Pattern NAME_AND_TEXT = Pattern.compile("(?s)([^|]*)\\|(.*)");

  private final List<String> programs;

  ClientProgram(String... programs) {
    this.programs = List.of(programs);
  }

  /**
   * Makes a call that fails.
   *
   * @throws AssertionError if it succeeds
   */
  abstract ReportedError fail(String call, Target target) throws Exception;

  /** Why it cannot be run on this machine. */
  Optional<String> missing() {
    return programs.stream()
        .filter(program -> !Tools.isInstalled(program))
        .map(program -> program + " is not installed")
        .findFirst();
  }

  /** The version that is installed here, such as 20.20.2. */
  String version() {
    return Tools.version(toString()).orElseThrow();
  }

  private static String path(String file) {
    return Project.module().resolve(file).normalize().toString();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static ReportedError parsed(Command command) {
    var printed = NAME_AND_TEXT.matcher(command.out());
    if (!printed.matches()) {
      throw new AssertionError("no error was reported: " + command);
    }
    return new ReportedError(
        printed.group(1), printed.group(2).isEmpty() ? null : printed.group(2));
  }
}
