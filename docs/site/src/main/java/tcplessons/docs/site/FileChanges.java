package tcplessons.docs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of some folders that have changed since the last call, by their times of modification.
 * Reading the times of a few thousand files takes milliseconds, and works on every file system.
 */
final class FileChanges {
  private final List<Path> folders;
  private Map<Path, FileTime> known;

  FileChanges(List<Path> folders) throws IOException {
    this.folders = List.copyOf(folders);
    this.known = modificationTimes();
  }

  /** Files that were written, made or removed. */
  Set<Path> next() throws IOException {
    var now = modificationTimes();
    var changed = new TreeSet<Path>();
    now.forEach((file, time) -> {
      if (!time.equals(known.get(file))) {
        changed.add(file);
      }
    });
    known.keySet().stream().filter(file -> !now.containsKey(file)).forEach(changed::add);
    known = now;
    return changed;
  }

  private Map<Path, FileTime> modificationTimes() throws IOException {
    var times = new HashMap<Path, FileTime>();
    for (var folder : folders) {
      try (var files = Files.walk(folder)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          times.put(file, Files.getLastModifiedTime(file));
        }
      } catch (UncheckedIOException | NoSuchFileException removedMeanwhile) {
        return known == null ? times : known; // the next call finds the change
      }
    }
    return times;
  }
}
