package tcplessons.docs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.extension.Treeprocessor;
import tcplessons.docs.Words;

/**
 * Links every listing that shows a tagged region of a file to the whole file.
 *
 * <p>The pages of the whole files, and of the tests that a page cites, are written into the folder
 * of the attribute {@code sources}, and written again for every listing or page that shows or cites
 * them. Without that attribute nothing is done.
 */
public final class SourceLinks extends Treeprocessor {

  private static final String FENCE = "-".repeat(40);

  private final Map<Path, SourcePage> files = new HashMap<>();

  @Override
  public Document process(Document page) {
    if (page.hasAttribute("sources")) {
      try {
        var parts = TaggedRegion.allOf(page);
        for (var node : page.findBy(Map.of("context", ":listing"))) {
          if (node instanceof Block listing) {
            var part = parts.get(TaggedRegion.textOf(listing.getLines().stream()));
            if (part != null) {
              link(page, listing, part);
            }
          }
        }
        for (var test : CitedTest.allOf(page, ProjectFolder.of(page))) {
          write(page, test.file(), "java", usage(page, page, Words.of(page)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return page;
  }

  private void link(Document page, Block listing, TaggedRegion part) throws IOException {
    var words = Words.of(page);
    var href = "../source/" + path(page, part.file()) + ".html#" + part.tag();
    var name = listing.getTitle() == null ? part.file().getFileName() : listing.getTitle();
    listing.setTitle(
        "+++<a class=\"whole-file\" href=\"%s\">%s <span>%s</span></a>+++"
            .formatted(href, name, words.say("site.whole-file")));

    var language = String.valueOf(listing.getAttribute("language"));
    write(page, part.file(), language, usage(page, listing, words));
  }

  private void write(Document page, Path file, String language, SourcePage.Usage usage)
      throws IOException {
    var source = files.get(file);
    if (source == null) {
      source = new SourcePage(path(page, file), Files.readString(file), language);
      source.highlight(text -> highlighted(page, text));
      files.put(file, source);
    }
    source.shownAt(usage);
    source.writeInto(Path.of(page.getAttribute("sources").toString()));
  }

  private static String path(Document page, Path file) {
    return ProjectFolder.of(page).relativize(file).toString().replace('\\', '/');
  }

  private String highlighted(Document page, SourcePage.Source source) {
    var block = createBlock(page, "open", (String) null);
    var lines = new ArrayList<>(List.of("[source," + source.language() + "]", FENCE));
    source.text().lines().forEach(lines::add);
    lines.add(FENCE);
    parseContent(block, lines);
    return block.getBlocks().get(0).convert();
  }

  private static SourcePage.Usage usage(Document page, ContentNode node, Words words) {
    var at = node;
    while (!(at instanceof Section || at instanceof Document)) {
      at = at.getParent();
    }
    var href = words.language() + "/" + page.getAttribute("docname") + ".html";
    var title = page.getDoctitle();
    return at instanceof Section section
        ? new SourcePage.Usage(
            words.language(), title, section.getTitle(), href + "#" + section.getId())
        : new SourcePage.Usage(words.language(), title, title, href);
  }
}
