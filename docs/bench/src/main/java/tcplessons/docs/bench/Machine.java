package tcplessons.docs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.Project;
import tcplessons.docs.kit.Tools;

/** The machine, and the versions of all programs. */
final class Machine {

  private static final long GIB = 1024 * 1024;

  private Machine() {}

  static Map<String, String> describe(int rounds, int seconds) throws IOException {
    var about = new TreeMap<String, String>();
    about.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    about.put("rounds", "" + rounds);
    about.put("seconds", "" + seconds);
    about.put("processor", find("/proc/cpuinfo", "model name\\s*: (.*)"));
    about.put("processors", "" + Runtime.getRuntime().availableProcessors());
    long kib = Long.parseLong(find("/proc/meminfo", "MemTotal:\\s+(\\d+) kB"));
    about.put("memory", Math.round((double) kib / GIB) + " GiB");
    about.put("system", find("/etc/os-release", "PRETTY_NAME=\"(.*)\""));
    about.put("kernel", Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
    about.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    about.put("node", Tools.version("node").orElseThrow());
    about.put("nginx", printedVersion("nginx", "-v"));
    about.put("wrk", printedVersion("wrk", "-v"));
    about.put("netty", libraryVersion("netty-codec-http"));
    about.put("helidon", libraryVersion("helidon-webserver"));
    about.put("jetty", libraryVersion("jetty-server"));
    return about;
  }

  /** Some programs print it on standard error, and some fail afterwards. */
  private static String printedVersion(String... command) throws IOException {
    var printed = Command.run(List.of(command));
    return Tools.firstVersion(printed.out() + printed.err()).orElseThrow();
  }

  private static String libraryVersion(String library) {
    var jar = Pattern.compile(library + "-(\\d.*)\\.jar");
    return Project.classPath().stream()
        .map(path -> jar.matcher(path.getFileName().toString()))
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  private static String find(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElse("unknown");
  }
}
