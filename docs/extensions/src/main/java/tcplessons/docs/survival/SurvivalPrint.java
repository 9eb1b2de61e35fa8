package tcplessons.docs.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tcplessons.docs.Words;
import tcplessons.docs.book.Book;
import tcplessons.docs.survival.Survival.Server;

/**
 * What the servers survived, as a book tells it, in AsciiDoc: a table for each lesson, a row for
 * each peer, for paper is narrow.
 */
record SurvivalPrint(Survival survival, Words words) {

  /**
   * @param page of the peers' sections
   */
  List<String> lines(String page) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s %s %s %s"
            .formatted(
                words.say("survival.cells", survival.cells()),
                words.say("survival.beside", survival.beside()),
                words.say("run.recorded"),
                survival.recorded()));
    survival.servers().stream()
        .mapToInt(Server::lesson)
        .distinct()
        .forEach(lesson -> lines.addAll(table(page, lesson)));
    lines.add("");
    lines.add("[horizontal]");
    survival.servers().stream()
        .flatMap(server -> server.cells().stream())
        .map(Survival.Cell::outcome)
        .distinct()
        .sorted()
        .forEach(outcome ->
            lines.add(
                words.say("survival.outcome." + outcome)
                    + ":: "
                    + words.say("survival.means." + outcome)));
    return lines;
  }

  private List<String> table(String page, int lesson) {
    var servers = survival.servers().stream().filter(server -> server.lesson() == lesson).toList();
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("." + words.say("run.lesson", lesson));
    lines.add("[.small%%header%%unbreakable,cols=\"%d*\"]".formatted(servers.size() + 1));
    lines.add("|===");
    lines.add(row("", servers, SurvivalPrint::heading));
    for (int at = 0; at < servers.get(0).cells().size(); at++) {
      int column = at;
      var name = servers.get(0).cells().get(at).column();
      var peer =
          "<<%s_%s,%s>>"
              .formatted(page, SurvivalTable.section(name), words.say("survival.column." + name));
      lines.add(row(peer, servers, server -> outcome(server.cells().get(column))));
    }
    lines.add(row(words.say("survival.held"), servers, this::held));
    lines.add("|===");
    return lines;
  }

  private static String row(String first, List<Server> servers, Function<Server, String> cell) {
    return servers.stream().map(cell).collect(Collectors.joining(" | ", "| " + first + " | ", ""));
  }

  private static String heading(Server server) {
    return server.step()
        + SurvivalTable.options(server).stream()
            .map(option -> " " + Book.code(option))
            .collect(Collectors.joining());
  }

  private String outcome(Survival.Cell cell) {
    return (words.say("survival.outcome." + cell.outcome()) + " " + cell.limit()).strip();
  }

  private String held(Server server) {
    return SurvivalTable.held(words, server);
  }
}
