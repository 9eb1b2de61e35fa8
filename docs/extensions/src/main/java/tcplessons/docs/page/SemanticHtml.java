package tcplessons.docs.page;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import tcplessons.docs.CodeLineBreaks;
import tcplessons.docs.Words;

/** Replaces the layout tables and generic boxes of Asciidoctor by semantic HTML elements. */
record SemanticHtml(Words words) {

  /** Tokens that have the colour of plain code; their elements would be half of a listing. */
  private static final String UNCOLOURED_TOKENS =
      "pre.rouge :is(span.n, span.nx, span.nl, span.o, span.p, span.w)";

  void apply(Element content) {
    sections(content);
    admonitions(content);
    sidebars(content);
    FoldedParts.apply(content, words);
    callouts(content);
    new CodeLinks(words).apply(content);
    tabs(content);
    listings(content);
    inlineCode(content);
    tables(content);
    DescriptionLists.apply(content, words);
    new PageFacts(words).apply(content);
    if (words.language().equals("ko")) {
      KoreanLineBreaks.apply(content);
    }
    content.select("[style]").removeAttr("style");
  }

  private static void sections(Element content) {
    for (var section : content.select(".sect1, .sect2, .sect3")) {
      section.tagName("section");
      var heading = section.selectFirst("> h2, > h3, > h4");
      if (heading == null || heading.id().isEmpty()) {
        continue;
      }
      section.attr("aria-labelledby", heading.id());
      if (heading.selectFirst("a") == null) {
        var link = new Element("a").addClass("anchor").attr("href", "#" + heading.id());
        link.html(heading.html());
        heading.empty().appendChild(link);
      }
    }
  }

  private static void admonitions(Element content) {
    for (var block : content.select(".admonitionblock")) {
      var icon = block.selectFirst("td.icon");
      var body = block.selectFirst("td.content");
      if (icon == null || body == null) {
        continue;
      }
      var label = icon.selectFirst("[title]");
      var caption = label == null ? icon.text() : label.attr("title");
      var title = new Element("p").addClass("label").text(caption);
      var inside = body.childNodesCopy();
      block.tagName("div").attr("role", "note").attr("aria-label", caption);
      block.empty().appendChild(title);
      var text = block.appendElement("div").addClass("content");
      inside.forEach(text::appendChild);
      if (text.childrenSize() == 0 || text.children().stream().noneMatch(Element::isBlock)) {
        text.html("<p>" + text.html() + "</p>");
      }
    }
  }

  /** Boxes beside the text, such as what to remember. */
  private static void sidebars(Element content) {
    for (var title : content.select(".sidebarblock > .content > .title")) {
      title.tagName("p").attr("class", "label");
      title.parent().parent().attr("role", "note").attr("aria-label", title.text());
    }
  }

  private static void callouts(Element content) {
    for (var mark : content.select("i.conum")) {
      var after = mark.nextElementSibling();
      if (after != null && after.tagName().equals("b")) {
        after.remove();
      }
      mark.tagName("b").text(mark.attr("data-value")).removeAttr("data-value");
    }
    for (var list : content.select(".colist")) {
      var table = list.selectFirst("> table");
      if (table == null) {
        continue;
      }
      var items = new Element("ol");
      for (var row : table.select("> tbody > tr")) {
        var cells = row.children();
        var item = items.appendElement("li");
        item.appendElement("b").addClass("conum").text(cells.first().text());
        item.appendElement("div").html(cells.last().html());
      }
      table.replaceWith(items);
    }
  }

  /** Without scripts a tab set shows each panel under its label; site.js adds the tabs. */
  private static void tabs(Element content) {
    for (var set : content.select(".exampleblock." + TabSets.ROLE)) {
      var list = set.selectFirst("> .content > .dlist > dl");
      if (list == null) {
        continue;
      }
      var tabs = new Element("div").addClass("tabs");
      Element panel = null;
      for (var child : list.children()) {
        if (child.tagName().equals("dt")) {
          panel = tabs.appendElement("div").addClass("panel");
          panel.appendElement("p").addClass("tab-label").html(child.html());
        } else if (panel != null) {
          child.childNodesCopy().forEach(panel::appendChild);
        }
      }
      set.replaceWith(tabs);
    }
  }

  private static void listings(Element content) {
    for (var code : content.select("pre > code[data-lang]")) {
      code.parent().attr("tabindex", "0").attr("data-lang", code.attr("data-lang"));
      if (code.attr("data-lang").equals("console")) {
        code.textNodes().forEach(SemanticHtml::keepWhole);
      }
    }
    content.select(UNCOLOURED_TOKENS).unwrap();
    content.select(".listingblock pre").attr("tabindex", "0");
  }

  private static void inlineCode(Element content) {
    for (var code : content.select(":not(pre) > code")) {
      if (code.childrenSize() == 0 && code.closest(".run, .terminal") == null) {
        var text = code.text();
        CodeLineBreaks.keepWhole(code.empty(), text);
      }
    }
  }

  private static void keepWhole(TextNode text) {
    var words = CodeLineBreaks.keepWhole(new Element("span"), text.getWholeText());
    words.childNodesCopy().forEach(text::before);
    text.remove();
  }

  private static void tables(Element content) {
    for (var table : content.select("table.tableblock")) {
      table.select("colgroup").remove();
      table.select("th, td, p").removeClass("tableblock");
      table.select("th, td").removeClass("halign-left").removeClass("valign-top");
      table.select("[class='']").removeAttr("class");
      var frame = new Element("div").addClass("table");
      if (table.hasClass("wide")) {
        frame.addClass("wide");
      }
      frame.attr("aria-label", label(table)); // before the table is detached from its section
      table.replaceWith(frame);
      frame.attr("tabindex", "0").attr("role", "region");
      frame.appendChild(table);
    }
  }

  /** The caption, or else the section's heading and the column heads, so that labels differ. */
  private static String label(Element table) {
    var caption = table.selectFirst("caption");
    if (caption != null) {
      return caption.text();
    }
    var section = table.closest(".sect1, .sect2, .sect3");
    var heading = section == null ? null : section.selectFirst("> h2, > h3, > h4");
    var heads = table.select("th").text();
    return heading == null ? heads : heading.text() + ": " + heads;
  }
}
