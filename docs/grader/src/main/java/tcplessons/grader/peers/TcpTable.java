package tcplessons.grader.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The kernel's table of TCP sockets at one moment: proc(5), /proc/net/tcp and tcp6. To read it
 * takes the kernel about 2 ms, however few sockets there are, so ask one table several questions.
 */
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

  private final List<String> tables;

  private TcpTable(List<String> tables) {
    this.tables = tables;
  }

  /** The table as it is now. */
  public static TcpTable read() throws IOException {
    var tables = new ArrayList<String>();
    for (var name : List.of("tcp", "tcp6")) {
      tables.add(Files.readString(Path.of("/proc/net", name), ISO_8859_1));
    }
    return new TcpTable(tables);
  }

  /** A table without sockets. */
  public static TcpTable empty() {
    return new TcpTable(List.of());
  }

  /** Whether a listener is bound to the port. */
  public boolean listens(int port) {
    return entries(port).stream().anyMatch(e -> e.local == port && e.state == LISTEN);
  }

  /** Whether connections of the port are in TIME-WAIT: RFC 9293 section 3.6.1. */
  public boolean hasTimeWait(int port) {
    return entries(port).stream().anyMatch(e -> e.local == port && e.state == TIME_WAIT);
  }

  /** Whether the server has accepted the connection from that port. */
  public boolean isAccepted(int port, int from) {
    return entries(port).stream()
        .anyMatch(
            e -> e.local == port && e.remote == from && e.state == ESTABLISHED && e.inode != 0);
  }

  /** Whether the server still holds its socket of the connection from that port. */
  public boolean isHeld(int port, int from) {
    return entries(port).stream()
        .anyMatch(e -> e.local == port && e.remote == from && e.inode != 0);
  }

  /** How many bytes wait in the receive queue of the connection's end at this port. */
  public long unread(int port, int from) {
    return entries(port).stream()
        .filter(e -> e.local == port && e.remote == from)
        .mapToLong(Entry::unread)
        .max()
        .orElse(0);
  }

  /** The ports on which one of these sockets listens. */
  public Set<Integer> listening(Set<Long> inodes) {
    return ports(e -> e.state == LISTEN && inodes.contains(e.inode));
  }

  /** The local ports of these sockets. */
  public Set<Integer> localPorts(Set<Long> inodes) {
    return ports(e -> inodes.contains(e.inode));
  }

  private Set<Integer> ports(Predicate<Entry> sockets) {
    return entries("\n").stream()
        .filter(sockets)
        .map(Entry::local)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Entry> entries(int port) {
    return entries(":%04X ".formatted(port));
  }

  /** The sockets whose lines contain this text: of thousands in TIME-WAIT, most do not. */
  private List<Entry> entries(String wanted) {
    var entries = new ArrayList<Entry>();
    for (var table : tables) {
      int start = table.indexOf('\n') + 1;
      int at;
      while ((at = table.indexOf(wanted, start)) >= 0) {
        int end = table.indexOf('\n', at);
        entries.add(Entry.of(table.substring(table.lastIndexOf('\n', at - 1) + 1, end)));
        start = end + 1;
      }
    }
    return entries;
  }
}
