package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files of some folders have changed since the last question, by their times of modification.
 * Asking is cheap enough for a few thousand files, and works on every system and file system.
 */
final class Changes {
  private final List<Path> folders;
  private Map<Path, FileTime> seen;

  Changes(List<Path> folders) throws IOException {
    this.folders = List.copyOf(folders);
    this.seen = look();
  }

  /** Files that were written, made or removed. */
  Set<Path> next() throws IOException {
    var now = look();
    var changed = new TreeSet<Path>();
    now.forEach((file, time) -> {
      if (!time.equals(seen.get(file))) {
        changed.add(file);
      }
    });
    seen.keySet().stream().filter(file -> !now.containsKey(file)).forEach(changed::add);
    seen = now;
    return changed;
  }

  private Map<Path, FileTime> look() throws IOException {
    var times = new HashMap<Path, FileTime>();
    for (var folder : folders) {
      try (var files = Files.walk(folder)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          times.put(file, Files.getLastModifiedTime(file));
        }
      } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException removedMeanwhile) {
        return seen == null ? times : seen; // the next look sees what has become of it
      }
    }
    return times;
  }
}
