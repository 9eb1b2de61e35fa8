package tcplessons.docs.site;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes {@code name.gz} beside each text file {@code name} of the site. Lesson 04's {@code files}
 * sends it to clients that accept the content coding gzip. Compressing once at build time allows
 * the best compression, and the server needs no CPU time for it.
 */
final class PrecompressedFiles {

  /** A smaller file fits into one TCP segment together with its head, compressed or not. */
  static final int BYTES_MIN = 1024;

  /** Images and fonts are compressed already. */
  private static final Set<String> EXTENSIONS = Set.of("html", "css", "js", "json", "svg", "txt");

  private PrecompressedFiles() {}

  static void write(Path site) throws IOException {
    try (var files = Files.walk(site)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (isCompressible(file)) {
          compress(file);
        }
      }
    }
  }

  static boolean isCompressible(Path file) throws IOException {
    var name = file.getFileName().toString();
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1))
        && Files.size(file) >= BYTES_MIN;
  }

  static Path compressed(Path file) {
    return file.resolveSibling(file.getFileName() + ".gz");
  }

  private static void compress(Path file) throws IOException {
    var target = compressed(file);
    var modified = Files.getLastModifiedTime(file);
    if (Files.exists(target) && Files.getLastModifiedTime(target).equals(modified)) {
      return; // the last build has written it
    }
    byte[] bytes = gzip(Files.readAllBytes(file));
    if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), bytes)) {
      // The site may be served while it is built: a request gets the old bytes or the new ones.
      var next = Files.write(target.resolveSibling(target.getFileName() + ".next"), bytes);
      Files.move(next, target, ATOMIC_MOVE, REPLACE_EXISTING);
    }
    // The server ignores a compressed file that is older than the file.
    Files.setLastModifiedTime(target, modified);
  }

  /** The same bytes for the same file: GZIPOutputStream writes no time into the header. */
  private static byte[] gzip(byte[] bytes) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var out = new BestCompression(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  private static final class BestCompression extends GZIPOutputStream {
    BestCompression(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
