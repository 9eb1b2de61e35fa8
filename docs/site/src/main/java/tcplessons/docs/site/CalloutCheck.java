package tcplessons.docs.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.DescriptionList;
import org.asciidoctor.ast.DescriptionListEntry;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;

/**
 * Every callout in a listing is explained by an item of the list below it, and the callouts are
 * numbered in the order in which they are read.
 *
 * <p>Asciidoctor reports the opposite: an item without its callout.
 */
final class CalloutCheck {
  private static final Pattern CALLOUT =
      Pattern.compile(
          "(?<!\\\\)<(?:!--)?(\\d+|\\.)(?:--)?>(?=(?: ?<(?:!--)?(?:\\d+|\\.)(?:--)?>)*$)");

  private final PageOutline page;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Listings above the list that explains them. Listings whose numbers go on share the next list; a
   * listing whose numbers start again needs a list of its own.
   */
  private final List<Listing> unexplained = new ArrayList<>();

  private int lastLine;

  private CalloutCheck(PageOutline page) {
    this.page = page;
  }

  static List<Problem> problems(PageOutline page, Document document) {
    var callouts = new CalloutCheck(page);
    callouts.visit(document);
    callouts.explained(0);
    return callouts.problems;
  }

  /**
   * @param numbers in the order of the lines
   */
  private record Listing(int line, SequencedSet<Integer> numbers) {}

  private void visit(StructuralNode node) {
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
    if (unexplained.stream()
        .anyMatch(other -> !Collections.disjoint(other.numbers, listing.numbers))) {
      explained(0);
    }
    checkOrder(listing);
    unexplained.add(listing);
  }

  /** The numbers also go on from those of the listings above that share the list. */
  private void checkOrder(Listing listing) {
    int last = unexplained.stream().flatMap(other -> other.numbers.stream()).reduce(0, Math::max);
    for (var number : listing.numbers) {
      if (number < last) {
        problems.add(
            page.problem(
                listing.line,
                "callouts are not numbered from top to bottom: %s comes after %s",
                written(number),
                written(last)));
        return;
      }
      last = number;
    }
  }

  private static String written(int number) {
    return "<" + number + ">";
  }

  /** The list has the items 1 to {@code items}. */
  private void explained(int items) {
    for (var listing : unexplained) {
      var missing =
          listing.numbers.stream()
              .filter(number -> number > items)
              .map(CalloutCheck::written)
              .collect(Collectors.joining(", "));
      if (!missing.isEmpty()) {
        problems.add(
            page.problem(
                listing.line, "callout without an explanation below the listing: %s", missing));
      }
    }
    unexplained.clear();
  }

  private static boolean isListing(Block block) {
    return block.getContext().equals("listing") || block.getContext().equals("literal");
  }

  private static SequencedSet<Integer> numbers(Block listing) {
    var numbers = new LinkedHashSet<Integer>();
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
          PageOutline.isIn(page.file(), location)
              ? location.getLineNumber()
              : IntStream.range(lastLine + 1, page.lines().size())
                  .filter(line -> page.lines().get(line).startsWith("include::"))
                  .filter(line -> page.lines().get(line).contains(file.getFileName() + "["))
                  .findFirst()
                  .orElse(lastLine);
    }
    return Math.max(lastLine, 1);
  }
}
