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
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.Event.OutputStream;

/**
 * The times at which a process wrote its output, from the log of strace(1).
 *
 * <p>A reader of the output file sees a line some time after it was written. On a busy machine it
 * is so late that a packet which the process sends after the line gets an earlier time. strace
 * stops the process at each write and takes the time before the process continues, from the clock
 * that also stamps packets. So packets that the process sends later have later times.
 */
final class StraceLog {

  /** Only writes to files: a child process whose output it reads itself writes to a pipe. */
  private static final Pattern WRITE =
      Pattern.compile(
          "^\\d+ +(\\d+)\\.(\\d{6}) write\\(([12])</[^>]*>, .*?, (\\d+)(\\)| <unfinished).*");

  private static final Pattern EXIT =
      Pattern.compile("^\\d+ +(\\d+)\\.(\\d{6}) \\+\\+\\+ (exited|killed) .*");

  private final Map<OutputStream, TreeMap<Long, Long>> writes = new EnumMap<>(OutputStream.class);
  private final Map<OutputStream, Long> lengths = new EnumMap<>(OutputStream.class);

  private OptionalLong exited = OptionalLong.empty();

  private StraceLog() {}

  /** Puts strace before a command. With -D the command stays a child of this JVM, not of strace. */
  static List<String> trace(List<String> command, Path file) {
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

  static StraceLog read(Path file) throws IOException {
    return of(Files.readAllLines(file));
  }

  static StraceLog of(List<String> lines) {
    var log = new StraceLog();
    lines.forEach(log::add);
    return log;
  }

  private void add(String line) {
    var write = WRITE.matcher(line);
    if (write.matches()) {
      var stream = write.group(3).equals("1") ? OutputStream.OUT : OutputStream.ERR;
      long micros = Long.parseLong(write.group(1) + write.group(2));
      long offset = lengths.getOrDefault(stream, 0L);
      writes.computeIfAbsent(stream, _ -> new TreeMap<>()).put(offset, micros);
      lengths.put(stream, offset + Long.parseLong(write.group(4)));
    }
    var exit = EXIT.matcher(line);
    if (exit.matches()) {
      exited = OptionalLong.of(Long.parseLong(exit.group(1) + exit.group(2)));
    }
  }

  /** The exit of the last thread. */
  OptionalLong exited() {
    return exited;
  }

  /** The time at which the byte at that offset was written, if it is in the log. */
  OptionalLong micros(OutputStream stream, long offset) {
    if (offset >= lengths.getOrDefault(stream, 0L)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(writes.get(stream).floorEntry(offset).getValue());
  }
}
