package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The site as one file to download: unpacked, it can be read without a server. */
final class SiteArchive {

  /** What only a published site needs. */
  private static final List<String> PUBLISHED_ONLY = List.of("404.html", "sitemap.xml");

  /** The same for all files: the same site gives the same bytes. */
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private SiteArchive() {}

  static void write(Path site, String name) throws IOException {
    var archive = site.resolve(name);
    try (var files = Files.walk(site);
        var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var path = site.relativize(file).toString().replace('\\', '/');
        if (belongsIn(path) && !file.equals(archive)) {
          var entry = new ZipEntry(name.replace(".zip", "/") + path);
          entry.setTimeLocal(TIME);
          zip.putNextEntry(entry);
          Files.copy(file, zip);
        }
      }
    }
  }

  private static boolean belongsIn(String path) {
    return !path.endsWith(".gz")
        && !path.endsWith(".pdf")
        && !path.startsWith("assets/cards/")
        && !PUBLISHED_ONLY.contains(path);
  }
}
