package tcplessons.grader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tcplessons.grader.peers.TcpTable;

/** What Linux shows of sockets and processes in {@code /proc}. */
public final class Kernel {

  /** Threads of the JVM that run from time to time; Linux cuts names after 15 characters. */
  private static final Set<String> HOUSEKEEPING =
      Set.of(
          "VM Periodic Tas",
          "Monitor Deflati",
          "C1 CompilerThre",
          "C2 CompilerThre",
          "Common-Cleaner",
          "Notification Th",
          "Service Thread");

  private static final Pattern SEGMENTS = Pattern.compile("data_segs_in:(\\d+)");

  private Kernel() {}

  /** Whether this system has it. {@code -Dproc=hidden} makes it a system that has not. */
  static boolean isVisible() {
    return !"hidden".equals(System.getProperty("proc"))
        && Files.isReadable(Path.of("/proc/net/tcp"));
  }

  static boolean listens(int port) {
    try {
      return TcpTable.read().listens(port);
    } catch (IOException _) {
      return false;
    }
  }

  static TcpTable table() {
    try {
      return TcpTable.read();
    } catch (IOException _) {
      return TcpTable.empty();
    }
  }

  /** The bytes that the end at {@code port} has not read yet. */
  static long unread(int port, int from) {
    return table().unread(port, from);
  }

  static boolean isAccepted(int port, int from) {
    try {
      return TcpTable.read().isAccepted(port, from);
    } catch (IOException _) {
      return true;
    }
  }

  /** Whether the kernel still has this end of the connection. After RST it has not. */
  static boolean isConnected(int port, int to) {
    try {
      return TcpTable.read().isHeld(port, to);
    } catch (IOException _) {
      return false;
    }
  }

  /** How many segments with data have come to this end of the connection, if ss(8) shows it. */
  static OptionalInt segmentsReceived(int port, int from) {
    try {
      var ss =
          new ProcessBuilder("ss", "-tinH", "sport = :" + port + " and dport = :" + from)
              .redirectErrorStream(true)
              .start();
      var segments = SEGMENTS.matcher(new String(ss.getInputStream().readAllBytes(), ISO_8859_1));
      return segments.find()
          ? OptionalInt.of(Integer.parseInt(segments.group(1)))
          : OptionalInt.empty();
    } catch (IOException _) {
      return OptionalInt.empty();
    }
  }

  /** How many sockets these processes hold, also those whose connection has ended. */
  static long socketCount(List<ProcessHandle> processes) {
    return processes.stream().flatMap(Kernel::sockets).distinct().count();
  }

  /** The local ports of some processes: those on which they listen, and all. */
  public record Ports(Set<Integer> listening, Set<Integer> all) {}

  public static Ports ports(List<ProcessHandle> processes) {
    var table = table();
    var inodes = inodes(processes);
    return new Ports(table.listening(inodes), table.localPorts(inodes));
  }

  /** The ports on which these processes listen. */
  public static Set<Integer> listening(List<ProcessHandle> processes) {
    return ports(processes).listening();
  }

  private static Set<Long> inodes(List<ProcessHandle> processes) {
    return processes.stream().flatMap(Kernel::sockets).collect(Collectors.toSet());
  }

  private static Stream<Long> sockets(ProcessHandle process) {
    try (var files = Files.list(Path.of("/proc", "" + process.pid(), "fd"))) {
      return files.flatMap(Kernel::inode).toList().stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  private static Stream<Long> inode(Path descriptor) {
    try {
      var target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("socket:[")
          ? Stream.of(Long.valueOf(target.substring(8, target.length() - 1)))
          : Stream.empty();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  /** Whether a thread of these processes runs, or could. */
  static boolean isActive(List<ProcessHandle> processes) {
    return processes.stream().anyMatch(process -> isActive(process.pid()));
  }

  private static boolean isActive(long pid) {
    try (var threads = Files.newDirectoryStream(Path.of("/proc", "" + pid, "task"))) {
      for (var thread : threads) {
        var stat = Files.readString(thread.resolve("stat"));
        int nameEnd = stat.lastIndexOf(')');
        var name = stat.substring(stat.indexOf('(') + 1, nameEnd);
        char state = stat.charAt(nameEnd + 2);
        if ((state == 'R' || state == 'D') && !HOUSEKEEPING.contains(name)) {
          return true;
        }
      }
    } catch (IOException | RuntimeException _) {
      return true; // it is just ending
    }
    return false;
  }

  /** The processes that have this variable in their environment. */
  static List<ProcessHandle> withEnvironment(String variable) {
    return ProcessHandle.allProcesses().filter(process -> has(process, variable)).toList();
  }

  private static boolean has(ProcessHandle process, String variable) {
    try {
      var environment =
          Files.readString(Path.of("/proc", "" + process.pid(), "environ"), ISO_8859_1);
      return ("\0" + environment).contains("\0" + variable + "\0");
    } catch (IOException _) {
      return false;
    }
  }
}
