package tcplessons.docs.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.DescriptionList;
import org.asciidoctor.ast.DescriptionListEntry;
import org.asciidoctor.ast.StructuralNode;

/**
 * Every callout in a listing is explained by an item of the list below it.
 *
 * <p>Asciidoctor reports the opposite: an item without its callout.
 */
final class Callouts implements Check {
  private static final Pattern CALLOUT =
      Pattern.compile(
          "(?<!\\\\)<(?:!--)?(\\d+|\\.)(?:--)?>(?=(?: ?<(?:!--)?(?:\\d+|\\.)(?:--)?>)*$)");

  @Override
  public Stream<Finding> findings(Page page) {
    var walk = new Walk(page);
    walk.visit(page.document());
    walk.explained(0);
    return walk.findings.stream();
  }

  /** A listing that waits for its explanations. */
  private record Listing(int line, Set<Integer> numbers) {}

  private static final class Walk {
    private final Page page;
    private final List<Finding> findings = new ArrayList<>();

    /** Listings whose numbers go on share the next list; one that starts anew wants its own. */
    private final List<Listing> waiting = new ArrayList<>();

    private int lastLine;

    Walk(Page page) {
      this.page = page;
    }

    void visit(StructuralNode node) {
      if (node instanceof Block block && isListing(block)) {
        add(new Listing(lineOf(block), numbers(block)));
      } else if (node.getContext().equals("colist")) {
        explained(node.getBlocks().size());
      } else if (node instanceof DescriptionList list) {
        list.getItems().stream()
            .map(DescriptionListEntry::getDescription)
            .filter(Objects::nonNull)
            .forEach(this::visit);
      } else {
        node.getBlocks().forEach(this::visit);
      }
    }

    private void add(Listing listing) {
      if (waiting.stream()
          .anyMatch(other -> !Collections.disjoint(other.numbers, listing.numbers))) {
        explained(0);
      }
      waiting.add(listing);
    }

    /** The list has the items 1 to {@code items}. */
    void explained(int items) {
      for (var listing : waiting) {
        var missing =
            listing.numbers.stream()
                .filter(number -> number > items)
                .map("<%d>"::formatted)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
          findings.add(
              page.at(
                  listing.line, "callout without an explanation below the listing: %s", missing));
        }
      }
      waiting.clear();
    }

    private static boolean isListing(Block block) {
      return block.getContext().equals("listing") || block.getContext().equals("literal");
    }

    private static Set<Integer> numbers(Block listing) {
      var numbers = new TreeSet<Integer>();
      for (var line : listing.getLines()) {
        for (var match : CALLOUT.matcher(line).results().toList()) {
          var number = match.group(1);
          numbers.add(number.equals(".") ? numbers.size() + 1 : Integer.valueOf(number));
        }
      }
      return numbers;
    }

    /**
     * Asciidoctor places a listing that starts with an include in the included file: there the next
     * listing of the source that includes this file is meant.
     */
    private int lineOf(Block listing) {
      var location = listing.getSourceLocation();
      if (location != null && location.getFile() != null) {
        var file = Path.of(location.getFile());
        lastLine =
            file.equals(page.file())
                ? location.getLineNumber()
                : page.source().lines().stream()
                    .filter(line -> line.number() > lastLine + 1 && !line.prose())
                    .filter(line -> line.text().startsWith("include::"))
                    .filter(line -> line.text().contains(file.getFileName() + "["))
                    .mapToInt(line -> line.number() - 1)
                    .findFirst()
                    .orElse(lastLine);
      }
      return Math.max(lastLine, 1);
    }
  }
}
