package tcplessons.docs.checks;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.asciidoctor.ast.StructuralNode;

/**
 * The sections that these checks read in the source are those that Asciidoctor sees.
 *
 * <p>Guards against a page that {@link SourceParser} misunderstands, on which the other checks
 * would be silent.
 */
final class SectionTree implements Check {
  @Override
  public Stream<Finding> findings(Page page) {
    var read = page.source().sections().stream().filter(section -> !section.isHead()).toList();
    var seen = sections(page.document()).toList();
    for (var at = 0; at < Math.max(read.size(), seen.size()); at++) {
      if (at >= read.size()) {
        return Stream.of(
            page.at(
                line(seen.get(at)),
                "section \"%s\" is not written as a heading of this file: write \"== Title\" after"
                    + " a blank line, and include no sections",
                seen.get(at).getTitle()));
      }
      var section = read.get(at);
      if (at >= seen.size()
          || section.id() != null && !Objects.equals(section.id(), seen.get(at).getId())) {
        return Stream.of(
            page.at(
                section.line(),
                "\"%s\" looks like a section, but Asciidoctor makes none of it: is a blank line"
                    + " missing above it, or a block not closed?",
                section.title()));
      }
    }
    return Stream.empty();
  }

  private static Stream<StructuralNode> sections(StructuralNode node) {
    List<StructuralNode> blocks = node.getBlocks();
    return blocks.stream()
        .filter(org.asciidoctor.ast.Section.class::isInstance)
        .flatMap(section -> Stream.concat(Stream.of(section), sections(section)));
  }

  private static int line(StructuralNode node) {
    var location = node.getSourceLocation();
    return location == null ? 1 : location.getLineNumber();
  }
}
