package tcplessons.docs.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecompressedFilesTest {

  private static final String TEXT = "A line of text.\n".repeat(100);

  @TempDir private Path site;

  @Test
  void a_text_file_gets_a_smaller_file_beside_it_that_decodes_to_its_bytes() throws Exception {
    var page = write("en/page.html", TEXT);
    PrecompressedFiles.write(site);

    var compressed = site.resolve("en/page.html.gz");
    assertThat(decoded(compressed)).isEqualTo(TEXT);
    assertThat(Files.size(compressed)).isLessThan(100);
    assertThat(Files.getLastModifiedTime(compressed)).isEqualTo(Files.getLastModifiedTime(page));
  }

  @Test
  void images_small_files_and_compressed_files_get_none() throws Exception {
    write("image.png", TEXT);
    write("without-extension", TEXT);
    write("small.css", "a".repeat(PrecompressedFiles.BYTES_MIN - 1));
    write("page.js", TEXT);
    PrecompressedFiles.write(site);
    PrecompressedFiles.write(site);

    try (var files = Files.list(site)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "image.png", "without-extension", "small.css", "page.js", "page.js.gz");
    }
  }

  @Test
  void the_same_text_gives_the_same_bytes_at_any_time() throws Exception {
    var page = write("page.html", TEXT);
    PrecompressedFiles.write(site);
    var compressed = PrecompressedFiles.compressed(page);
    byte[] before = Files.readAllBytes(compressed);
    Files.delete(compressed);
    Files.setLastModifiedTime(page, FileTime.fromMillis(0));
    PrecompressedFiles.write(site);

    assertThat(compressed).hasBinaryContent(before);
    // MTIME: RFC 1952 section 2.3
    assertThat(before).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
  }

  @Test
  void only_a_file_that_has_changed_is_compressed_into_a_new_file() throws Exception {
    var page = write("page.html", TEXT);
    PrecompressedFiles.write(site);
    var compressed = PrecompressedFiles.compressed(page);
    var before = fileKey(compressed);

    write("page.html", TEXT);
    Files.setLastModifiedTime(page, FileTime.fromMillis(1_000_000));
    PrecompressedFiles.write(site);
    assertThat(fileKey(compressed)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(compressed)).isEqualTo(FileTime.fromMillis(1_000_000));

    write("page.html", TEXT + "More.");
    PrecompressedFiles.write(site);
    assertThat(decoded(compressed)).endsWith("More.");
    assertThat(before == null || !before.equals(fileKey(compressed))).isTrue();
  }

  @Test
  void the_built_site_has_a_compressed_copy_of_each_text_file() throws Exception {
    for (var name : BuiltSite.files()) {
      var file = BuiltSite.folder().resolve(name);
      var compressed = PrecompressedFiles.compressed(file);
      assertThat(Files.exists(compressed))
          .as(name)
          .isEqualTo(PrecompressedFiles.isCompressible(file));
      if (Files.exists(compressed)) {
        assertThat(decoded(compressed)).as(name).isEqualTo(Files.readString(file));
      }
    }
  }

  @Test
  void the_file_server_sends_a_compressed_page_to_a_client_that_accepts_it() throws Exception {
    try (var server = FileServerProcess.start(BuiltSite.folder());
        var client = HttpClient.newHttpClient()) {
      var address = URI.create("http://localhost:" + server.port() + "/en/lesson-04.html");
      var plain = get(client, HttpRequest.newBuilder(address));
      var request = HttpRequest.newBuilder(address).header("Accept-Encoding", "gzip");
      var compressed = get(client, request);

      assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(compressed.body().length).isLessThan(plain.body().length / 4);
    }
  }

  private static HttpResponse<byte[]> get(HttpClient client, HttpRequest.Builder request)
      throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private Path write(String name, String text) throws IOException {
    var file = site.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String decoded(Path compressed) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(compressed))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
