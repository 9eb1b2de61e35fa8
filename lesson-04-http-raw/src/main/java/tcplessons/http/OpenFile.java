package tcplessons.http;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/**
 * A file that is open for reading, and its own size, time and identity. Between two calls with the
 * same path the path may have become the name of another file: a new version that was renamed over
 * the old one, or a link to a file outside the root. So the path is used once, to open the file,
 * and everything in the response comes from what is open.
 *
 * @param attributes of the open file, not of a file that has its name now
 */
record OpenFile(SeekableByteChannel channel, BasicFileAttributes attributes) {

  private interface Opener {
    SeekableByteChannel open() throws IOException;
  }

  /**
   * Opens a regular file inside the root.
   *
   * @param path of the file, relative to the root and without symbolic links
   * @throws NoSuchFileException if it does not exist, or is no regular file
   * @throws IOException if the path has changed while the file was opened, or the process has no
   *     free file descriptor
   */
  static OpenFile open(Path root, Path path) throws IOException {
    try (var folder = Files.newDirectoryStream(root)) {
      if (folder instanceof SecureDirectoryStream<Path> secure) {
        return open(secure, path);
      }
    }
    // Windows has no openat(2).
    var file = root.resolve(path);
    var view = Files.getFileAttributeView(file, BasicFileAttributeView.class, NOFOLLOW_LINKS);
    return open(file, view, () -> Files.newByteChannel(file, READ, NOFOLLOW_LINKS));
  }

  /** Opens each folder relative to the one before it: openat(2) with O_NOFOLLOW. */
  // tag::open[]
  private static OpenFile open(SecureDirectoryStream<Path> folder, Path path) throws IOException {
    if (path.getNameCount() > 1) {
      try (var next = folder.newDirectoryStream(path.getName(0), NOFOLLOW_LINKS)) {
        return open(next, path.subpath(1, path.getNameCount()));
      }
    }
    var view = folder.getFileAttributeView(path, BasicFileAttributeView.class, NOFOLLOW_LINKS);
    return open(path, view, () -> folder.newByteChannel(path, Set.of(READ, NOFOLLOW_LINKS)));
  }

  /** The file is the one with these attributes if its name has had them before and after. */
  private static OpenFile open(Path path, BasicFileAttributeView view, Opener opener)
      throws IOException {
    var before = view.readAttributes();
    if (!before.isRegularFile()) { // opening a pipe blocks until another process does: fifo(7)
      throw new NoSuchFileException(path.toString());
    }
    var channel = opener.open();
    try {
      var attributes = view.readAttributes();
      if (isSame(before, attributes) && channel.size() == attributes.size()) {
        return new OpenFile(channel, attributes);
      }
      throw new FileSystemException(path.toString(), null, "it was replaced while it was opened");
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  // end::open[]

  private static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
    return Objects.equals(one.fileKey(), other.fileKey())
        && one.size() == other.size()
        && one.lastModifiedTime().equals(other.lastModifiedTime());
  }
}
