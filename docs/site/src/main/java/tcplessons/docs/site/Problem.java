package tcplessons.docs.site;

import java.nio.file.Path;

/**
 * A mistake on a page, which fails the build.
 *
 * @param line counted from 1
 */
record Problem(Path file, int line, String message) {

  /** As compilers print it: {@code FILE:LINE: MESSAGE}, the file relative to {@code folder}. */
  String relativeTo(Path folder) {
    return "%s:%d: %s".formatted(folder.relativize(file), line, message).replace('\\', '/');
  }
}
