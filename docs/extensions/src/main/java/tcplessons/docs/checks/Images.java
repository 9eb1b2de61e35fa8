package tcplessons.docs.checks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every image is a file of our own.
 *
 * <p>It is looked for beside the page, and where the page finds it in the finished site: in the
 * theme, whose folder the attribute {@code theme} names.
 */
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
    var folders = folders(page).map(folder -> folder.resolve(target).normalize()).toList();
    return folders.stream().anyMatch(Files::isRegularFile)
        ? Optional.empty()
        : Optional.of(
            "missing image: %s (there is no %s)"
                .formatted(target, page.pages().nameOf(folders.get(0))));
  }

  private static Stream<Path> folders(Page page) {
    var images = page.document().getAttribute("imagesdir", "").toString();
    var theme = page.document().getAttribute("theme");
    var beside = page.file().getParent();
    return Stream.concat(
            Stream.of(beside),
            Stream.ofNullable(theme).map(path -> Path.of(path.toString(), page.language())))
        .map(folder -> folder.resolve(images));
  }
}
