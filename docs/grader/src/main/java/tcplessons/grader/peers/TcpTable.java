package tcplessons.grader.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The kernel's table of TCP sockets: proc(5), /proc/net/tcp and tcp6. */
public final class TcpTable {

  private static final int ESTABLISHED = 1;
  private static final int TIME_WAIT = 6;
  private static final int LISTEN = 10;

  /**
   * One socket.
   *
   * @param unread the bytes in its receive queue
   * @param inode 0 before accept(), and after the process has closed the socket
   */
  private record Entry(int local, int remote, int state, long unread, long inode) {
    static Entry of(String line) {
      var words = line.strip().split("\\s+");
      return new Entry(
          port(words[1]),
          port(words[2]),
          Integer.parseInt(words[3], 16),
          Long.parseLong(words[4].substring(words[4].indexOf(':') + 1), 16),
          Long.parseLong(words[9]));
    }

    private static int port(String address) {
      return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
  }

  private TcpTable() {}

  /** Whether a listener is bound to the port. */
  public static boolean listens(int port) throws IOException {
    return entries(port).stream().anyMatch(e -> e.local == port && e.state == LISTEN);
  }

  /** Whether connections of the port are in TIME-WAIT: RFC 9293 section 3.6.1. */
  public static boolean hasTimeWait(int port) throws IOException {
    return entries(port).stream().anyMatch(e -> e.local == port && e.state == TIME_WAIT);
  }

  /** Whether the server has accepted the connection from that port. */
  public static boolean isAccepted(int port, int from) throws IOException {
    return entries(port).stream()
        .anyMatch(
            e -> e.local == port && e.remote == from && e.state == ESTABLISHED && e.inode != 0);
  }

  /** Whether the server still holds its socket of the connection from that port. */
  public static boolean isHeld(int port, int from) throws IOException {
    return entries(port).stream()
        .anyMatch(e -> e.local == port && e.remote == from && e.inode != 0);
  }

  /** How many bytes wait in the receive queue of the connection's end at this port. */
  public static long unread(int port, int from) throws IOException {
    return entries(port).stream()
        .filter(e -> e.local == port && e.remote == from)
        .mapToLong(Entry::unread)
        .max()
        .orElse(0);
  }

  /** The ports on which one of these sockets listens. */
  public static Set<Integer> listening(Set<Long> inodes) throws IOException {
    return ports(e -> e.state == LISTEN && inodes.contains(e.inode));
  }

  /** The local ports of these sockets. */
  public static Set<Integer> localPorts(Set<Long> inodes) throws IOException {
    return ports(e -> inodes.contains(e.inode));
  }

  private static Set<Integer> ports(Predicate<Entry> sockets) throws IOException {
    return entries("").stream()
        .filter(sockets)
        .map(Entry::local)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Entry> entries(int port) throws IOException {
    return entries(":%04X ".formatted(port));
  }

  private static List<Entry> entries(String containing) throws IOException {
    var entries = new ArrayList<Entry>();
    for (var name : List.of("tcp", "tcp6")) {
      try (var lines = Files.lines(Path.of("/proc/net", name))) {
        lines
            .skip(1)
            .filter(line -> line.contains(containing))
            .map(Entry::of)
            .forEach(entries::add);
      }
    }
    return entries;
  }
}
