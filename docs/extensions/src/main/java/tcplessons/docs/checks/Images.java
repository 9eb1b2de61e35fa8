package tcplessons.docs.checks;

import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every image is a file of our own, beside the pages. */
final class Images implements Check {
  private static final Pattern IMAGE =
      Pattern.compile("(?<![\\\\\\w])image::?([^:\\s\\[][^\\[]*)\\[");

  @Override
  public Stream<Finding> findings(Page page) {
    return page.source()
        .prose()
        .flatMap(line ->
            IMAGE
                .matcher(line.text())
                .results()
                .map(match -> page.resolved(match.group(1)))
                .flatMap(target -> problem(page, target).stream())
                .map(problem -> page.at(line.number(), "%s", problem)));
  }

  private static Optional<String> problem(Page page, String target) {
    if (target.matches("\\w+://.*")) {
      return Optional.of("image of another host: " + target + " (bring a copy of it)");
    }
    var folder = page.document().getAttribute("imagesdir", "").toString();
    var file = page.file().resolveSibling(folder).resolve(target).normalize();
    return Files.isRegularFile(file)
        ? Optional.empty()
        : Optional.of(
            "missing image: %s (there is no %s)".formatted(target, page.pages().nameOf(file)));
  }
}
