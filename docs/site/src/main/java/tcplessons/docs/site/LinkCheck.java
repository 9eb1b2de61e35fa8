package tcplessons.docs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Every link and image in the text of a built page has its target, with the anchor that the link
 * names. Links to other hosts are not followed.
 */
record LinkCheck(SitePaths paths, Map<Path, Document> documents) {
  private static final String LINKS = "main .text :is([href], [src])";

  LinkCheck(SitePaths paths) {
    this(paths, new HashMap<>());
  }

  /** The broken links of a page, at the lines of its source on which they are written. */
  List<Problem> problems(PageOutline page) {
    var file = paths.output().resolve(paths.pages().address(page.file()));
    return broken(file)
        .flatMap(link ->
            page.linesWith(written(link.target())).stream()
                .map(line -> page.problem(line, "%s", link.message())))
        .distinct()
        .toList();
  }

  /** A page of the built site, parsed once. */
  Document document(Path file) {
    return documents.computeIfAbsent(
        file,
        path -> {
          try {
            return Jsoup.parse(path);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private record Broken(String target, String message) {}

  private Stream<Broken> broken(Path file) {
    return document(file).select(LINKS).stream()
        .flatMap(element -> {
          var target = element.attr(element.hasAttr("href") ? "href" : "src");
          return problem(file, element, target)
              .map(message -> new Broken(target, message))
              .stream();
        });
  }

  private Optional<String> problem(Path file, Element element, String target) {
    URI uri;
    try {
      uri = new URI(target);
    } catch (URISyntaxException e) {
      return Optional.of("not a URL: " + e.getMessage());
    }
    var isImage = element.normalName().equals("img");
    if (uri.isAbsolute() || uri.getAuthority() != null) {
      return element.normalName().equals("a")
          ? Optional.empty()
          : Optional.of(
              "%s of another host: %s (bring a copy of it)"
                  .formatted(isImage ? "image" : "file", target));
    }
    var linked = uri.getPath().isEmpty() ? file : file.resolveSibling(uri.getPath()).normalize();
    if (!Files.isRegularFile(linked)) {
      var kind = isImage ? "missing image" : "reference to a missing page";
      return Optional.of("%s: %s (there is no %s)".formatted(kind, source(target), name(linked)));
    }
    var anchor = uri.getFragment();
    if (anchor == null || document(linked).getElementById(anchor) != null) {
      return Optional.empty();
    }
    return Optional.of(
        linked.equals(file)
            ? "reference to a missing anchor: " + anchor
            : "reference to a missing anchor: %s (%s has no [#%s])"
                .formatted(source(target), name(linked), anchor));
  }

  private String name(Path file) {
    return source(paths.output().relativize(file).toString().replace('\\', '/'));
  }

  /** The page whose HTML this is, or the reference to it, as it is written in AsciiDoc. */
  private static String source(String target) {
    return target.contains("source/") ? target : target.replaceFirst("\\.html(?=#|$)", ".adoc");
  }

  private static Pattern written(String target) {
    var reference = Pattern.quote(source(target).replaceFirst("^#", ""));
    return Pattern.compile("(?:<<|xref:|link:|image::?)#?" + reference + "(?=[,>\\[])");
  }
}
