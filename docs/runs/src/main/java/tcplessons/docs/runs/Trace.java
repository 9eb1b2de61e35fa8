package tcplessons.docs.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tcplessons.docs.runs.Run.Console;

/**
 * When a process wrote what it wrote, as strace saw it.
 *
 * <p>Whoever merely reads a process's output learns of a line some time after it was written, and
 * on a busy machine so late that the packet which the line announces seems to come first. strace
 * stops the process at each write and notes the time before it lets it go on: whatever the process
 * does next is later, on the same clock that stamps the packets.
 */
final class Trace {

  /** Its console is a file; a child that it reads itself writes into a pipe. */
  private static final Pattern WRITE =
      Pattern.compile(
          "^\\d+ +(\\d+)\\.(\\d{6}) write\\(([12])</[^>]*>, .*?, (\\d+)(\\)| <unfinished).*");

  private static final Pattern END =
      Pattern.compile("^\\d+ +(\\d+)\\.(\\d{6}) \\+\\+\\+ (exited|killed) .*");

  private final Map<Console, TreeMap<Long, Long>> writes = new EnumMap<>(Console.class);
  private final Map<Console, Long> lengths = new EnumMap<>(Console.class);

  private OptionalLong ended = OptionalLong.empty();

  private Trace() {}

  /** Puts a command under observation; the process remains its own, not strace's child. */
  static List<String> observed(List<String> command, Path file) {
    var strace =
        List.of(
            Tools.need("strace").toString(),
            "-D",
            "-f",
            "--seccomp-bpf",
            "-q",
            "-ttt",
            "--string-limit=0",
            "--trace=write",
            "--decode-fds=path",
            "--signal=none",
            "-o",
            file.toString());
    return Stream.of(strace, command).flatMap(List::stream).toList();
  }

  static Trace read(Path file) throws IOException {
    return of(Files.readAllLines(file));
  }

  static Trace of(List<String> lines) {
    var trace = new Trace();
    lines.forEach(trace::add);
    return trace;
  }

  private void add(String line) {
    var write = WRITE.matcher(line);
    if (write.matches()) {
      var console = write.group(3).equals("1") ? Console.OUT : Console.ERR;
      long micros = Long.parseLong(write.group(1) + write.group(2));
      long offset = lengths.getOrDefault(console, 0L);
      writes.computeIfAbsent(console, _ -> new TreeMap<>()).put(offset, micros);
      lengths.put(console, offset + Long.parseLong(write.group(4)));
    }
    var end = END.matcher(line);
    if (end.matches()) {
      ended = OptionalLong.of(Long.parseLong(end.group(1) + end.group(2)));
    }
  }

  /** When the last of its threads ended, the last that were seen to end. */
  OptionalLong ended() {
    return ended;
  }

  /** When the byte at that place of the output was written, if it was seen. */
  OptionalLong micros(Console console, long offset) {
    if (offset >= lengths.getOrDefault(console, 0L)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(writes.get(console).floorEntry(offset).getValue());
  }
}
