package tcplessons.docs.failure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.model.FailureCatalog;
import tcplessons.docs.model.FailureCatalog.Failure;
import tcplessons.docs.model.FailureCatalog.Message;

/** The HTML of error messages: of one failure, of all, and of three operating systems. */
record ErrorMessagesHtml(Words words) {

  /** The placeholder of a number that differs each time. */
  private static final Pattern VARIABLE = Pattern.compile("\\b(PORT|N)\\b");

  /** A call, and the circumstance in which it fails, such as "accept(), no descriptor left". */
  private static final Pattern CIRCUMSTANCE =
      Pattern.compile("(.+?)(?:, (?=[a-z]+ [a-z ]+$)| (?=(?:after|before) ))(.+)");

  private static final Pattern WORD_ENDS = Pattern.compile("(?<=_)|(?<=\\p{Lower})(?=\\p{Upper})");

  /** The table shows the first words of a message, enough to recognise it. */
  private static final int BRIEF_CHARS_MAX = 44;

  private static final List<String> PROGRAMS = List.of("java", "node", "curl", "chromium");

  private static final Map<String, String> NAMES =
      Map.of("java", "Java", "node", "Node.js", "curl", "curl", "chromium", "Chromium");

  /** What a message is on each system, in the order of the columns. */
  private static final Map<String, Function<Message, String>> SYSTEMS = systems();

  /** The messages of one failure, grouped by condition. */
  String drawSeen(Failure failure) {
    var body = body();
    var group = body.appendElement("div").addClass("seen");
    var condition = "";
    Element list = null;
    for (var message : failure.messages()) {
      if (!message.condition().equals(condition)) {
        condition = message.condition();
        group.appendElement("p").addClass("scene").text(words.say("scene." + condition));
        list = group.appendElement("ul");
      }
      var line = line(list, message.program());
      appendCall(line.appendElement("span").addClass("call"), message.call());
      appendText(samp(line, "en"), message);
      if (message.korean() != null) {
        var korean = line(list, message.program()).appendElement("span").addClass("call");
        korean.text(words.say("seen.korean"));
        appendText(samp(korean.parent(), "ko"), message.inKorean());
      }
    }
    return body.html();
  }

  private static Element line(Element list, String program) {
    var line = list.appendElement("li").addClass(program);
    line.appendElement("span").addClass("who").text(NAMES.get(program));
    return line.appendText(" ");
  }

  private void appendCall(Element call, String text) {
    var parts = CIRCUMSTANCE.matcher(text);
    if (parts.matches()) {
      call.appendElement("code").text(parts.group(1));
      var circumstance = words.say("circumstance." + parts.group(2).replace(' ', '-'));
      call.appendText(" (" + circumstance + ")");
    } else {
      call.appendElement("code").text(text);
    }
  }

  private static Element samp(Element line, String language) {
    return line.appendText(" ").appendElement("samp").attr("lang", language);
  }

  /** All failures in one table, each with a link to its section. */
  String drawTable(FailureCatalog all, Map<String, String> titles) {
    var body = body();
    var table = body.appendElement("table").addClass("tableblock wide failures");
    table
        .appendElement("caption")
        .addClass("title")
        .text(words.say("failures.with", versions(all)));
    var head = table.appendElement("thead").appendElement("tr");
    head.appendElement("th").attr("scope", "col").text(words.say("failures.what"));
    for (var program : PROGRAMS) {
      head.appendElement("th").attr("scope", "col").text(NAMES.get(program));
    }
    var rows = table.appendElement("tbody");
    for (var failure : all.failures()) {
      var row = rows.appendElement("tr");
      link(row.appendElement("th").attr("scope", "row"), failure, titles);
      for (var by : PROGRAMS) {
        fill(row.appendElement("td").attr("data-by", NAMES.get(by)), briefs(failure, by));
      }
    }
    return body.html();
  }

  /** The messages that come from the operating system, beside those of other systems. */
  String drawSystems(FailureCatalog all, Map<String, String> titles) {
    var body = body();
    var table = body.appendElement("table").addClass("tableblock wide failures systems");
    table.appendElement("caption").addClass("title").text(words.say("systems.caption"));
    var head = table.appendElement("thead").appendElement("tr");
    head.appendElement("th").attr("scope", "col").text(words.say("failures.what"));
    SYSTEMS.keySet().forEach(name -> head.appendElement("th").attr("scope", "col").text(name));
    var rows = table.appendElement("tbody");
    for (var failure : all.failures()) {
      var compared = failure.messages().stream().filter(Message::isCompared).toList();
      if (!compared.isEmpty()) {
        var row = rows.appendElement("tr");
        link(row.appendElement("th").attr("scope", "row"), failure, titles);
        SYSTEMS.forEach((name, text) ->
            fill(row.appendElement("td").attr("data-by", name), compared.stream().map(text)));
      }
    }
    return body.html();
  }

  private static void link(Element title, Failure failure, Map<String, String> titles) {
    title
        .appendElement("a")
        .attr("href", "#" + failure.id())
        .html(titles.getOrDefault(failure.id(), failure.id()));
  }

  private static String versions(FailureCatalog all) {
    return PROGRAMS.stream()
        .map(program -> NAMES.get(program) + " " + all.with().get(program))
        .collect(Collectors.joining(", "));
  }

  private static void fill(Element cell, Stream<String> texts) {
    texts
        .distinct()
        .forEach(text -> breakable(cell.appendElement("p").appendElement("code"), text));
  }

  private static Stream<String> briefs(Failure failure, String by) {
    return failure.messages().stream()
        .filter(message -> message.program().equals(by))
        .map(message -> shorten(oneLine(message)));
  }

  /** A name such as ERR_CONNECTION_REFUSED or NoRouteToHostException is wider than its column. */
  private static void breakable(Element code, String text) {
    for (var part : WORD_ENDS.split(text)) {
      if (code.childNodeSize() > 0) {
        code.appendElement("wbr");
      }
      code.appendText(part);
    }
  }

  private static String oneLine(Message message) {
    return switch (message.program()) {
      case "java" -> message.name() + (message.text() == null ? "" : ": " + message.text());
      case "node" ->
          message.text().contains(message.name())
              ? message.name()
              : message.name() + ": " + message.text();
      case "curl" -> message.text().replaceFirst("^curl: ", "");
      default -> message.name();
    };
  }

  private static String shorten(String text) {
    return text.length() <= BRIEF_CHARS_MAX
        ? text
        : text.substring(0, text.lastIndexOf(' ', BRIEF_CHARS_MAX)) + " …";
  }

  private void appendText(Element samp, Message message) {
    if (message.program().equals("curl")) {
      message(samp, message.text());
    } else if (message.text() == null) {
      samp.appendElement("b").text(message.name());
      if (message.program().equals("java")) {
        samp.appendText(" ")
            .appendElement("i")
            .attr("lang", words.language())
            .text(words.say("seen.no-message"));
      }
    } else if (message.text().contains(message.name())) {
      int at = message.text().indexOf(message.name());
      message(samp, message.text().substring(0, at));
      samp.appendElement("b").text(message.name());
      message(samp, message.text().substring(at + message.name().length()));
    } else {
      samp.appendElement("b").text(message.name());
      message(samp, ": " + message.text());
    }
  }

  private static void message(Element samp, String text) {
    var variable = VARIABLE.matcher(text);
    int done = 0;
    while (variable.find()) {
      samp.appendText(text.substring(done, variable.start()));
      samp.appendElement("var").text(variable.group());
      done = variable.end();
    }
    samp.appendText(text.substring(done));
  }

  private static Map<String, Function<Message, String>> systems() {
    var systems = new LinkedHashMap<String, Function<Message, String>>();
    systems.put("Linux", ErrorMessagesHtml::oneLine);
    systems.put("Windows", Message::windows);
    systems.put("macOS", Message::macos);
    return systems;
  }

  private static Element body() {
    var document = Document.createShell("");
    document.outputSettings().prettyPrint(false);
    return document.body();
  }
}
