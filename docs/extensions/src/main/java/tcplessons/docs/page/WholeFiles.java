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
 * Lets every listing lead to the whole of its file, with the part that it shows marked there.
 *
 * <p>The files' own pages are written into the folder that the attribute {@code sources} names, and
 * written again for every place that shows a part of them. Without that attribute nothing is
 * done.
 */
public final class WholeFiles extends Treeprocessor {

  private static final String FENCE = "-".repeat(40);

  private final Map<Path, SourcePage> files = new HashMap<>();

  @Override
  public Document process(Document page) {
    if (page.hasAttribute("sources")) {
      try {
        var parts = Included.allOf(page);
        for (var node : page.findBy(Map.of("context", ":listing"))) {
          if (node instanceof Block listing) {
            var part = parts.get(Included.textOf(listing.getLines().stream()));
            if (part != null) {
              link(page, listing, part);
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return page;
  }

  private void link(Document page, Block listing, Included part) throws IOException {
    var words = Words.of(page);
    var root = Path.of(page.getAttribute("root").toString()).toAbsolutePath().normalize();
    var path = root.relativize(part.file()).toString().replace('\\', '/');
    var href = "../source/" + path + ".html#" + part.tag();
    var name = listing.getTitle() == null ? part.file().getFileName() : listing.getTitle();
    listing.setTitle(
        "+++<a class=\"whole-file\" href=\"%s\">%s <span>%s</span></a>+++"
            .formatted(href, name, words.say("site.whole-file")));

    var file = files.get(part.file());
    if (file == null) {
      file = new SourcePage(path, Files.readString(part.file()), language(listing));
      file.highlight(source -> highlighted(page, source));
      files.put(part.file(), file);
    }
    file.shownAt(place(page, listing, words));
    file.writeInto(Path.of(page.getAttribute("sources").toString()));
  }

  private static String language(Block listing) {
    return String.valueOf(listing.getAttribute("language"));
  }

  private String highlighted(Document page, SourcePage.Source source) {
    var block = createBlock(page, "open", (String) null);
    var lines = new ArrayList<>(List.of("[source," + source.language() + "]", FENCE));
    source.text().lines().forEach(lines::add);
    lines.add(FENCE);
    parseContent(block, lines);
    return block.getBlocks().get(0).convert();
  }

  private static SourcePage.Place place(Document page, Block listing, Words words) {
    ContentNode at = listing;
    while (!(at instanceof Section || at instanceof Document)) {
      at = at.getParent();
    }
    var href = words.language() + "/" + page.getAttribute("docname") + ".html";
    var title = page.getDoctitle();
    return at instanceof Section section
        ? new SourcePage.Place(
            words.language(), title, section.getTitle(), href + "#" + section.getId())
        : new SourcePage.Place(words.language(), title, title, href);
  }
}
