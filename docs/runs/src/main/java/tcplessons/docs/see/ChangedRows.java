package tcplessons.docs.see;

import java.util.List;

/** Compares the rows of a list with those that a page has got before. */
final class ChangedRows {

  /**
   * What a page replaces.
   *
   * @param head what is above the rows; null if it is the same as before
   * @param from the number of rows that stay
   * @param rows the rows that follow these
   */
  record Change(String head, int from, List<String> rows) {}

  private String head;
  private List<String> rows = List.of();

  Change next(String nextHead, List<String> nextRows) {
    boolean isSame = nextHead.equals(head);
    int from = 0;
    while (isSame
        && from < Math.min(rows.size(), nextRows.size())
        && rows.get(from).equals(nextRows.get(from))) {
      from++;
    }
    head = nextHead;
    rows = List.copyOf(nextRows);
    return new Change(isSame ? null : nextHead, from, rows.subList(from, rows.size()));
  }
}
