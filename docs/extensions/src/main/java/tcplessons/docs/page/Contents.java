package tcplessons.docs.page;

import java.util.Set;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * The list of contents beside a page: all pages in groups, and in the entry of the page itself its
 * sections and their subsections. Sections get numbers, which their headings show as well.
 */
record Contents(Element page, Words words) {

  /** Pages that are looked up, not read from the beginning to the end. */
  private static final Set<String> UNNUMBERED = Set.of("index", "corrections", "glossary");

  /**
   * @param here the name of the page itself
   */
  void list(Navigation pages, String here) {
    var nav = page.selectFirst("nav.pages");
    var group = "";
    Element list = null;
    for (var entry : pages.all()) {
      if (list == null || !entry.group().equals(group)) {
        group = entry.group();
        list = group(nav, group);
      }
      var item = list.appendElement("li");
      var link = item.appendElement("a").addClass("page-link").attr("href", entry.href());
      link.text(entry.title());
      if (entry.name().equals(here)) {
        link.attr("aria-current", "page");
        page.selectFirst(".here .section").text(entry.title());
        sections(item, !UNNUMBERED.contains(here));
      }
    }
  }

  private Element group(Element nav, String group) {
    if (group.isEmpty()) {
      return nav.appendElement("ol");
    }
    var id = "pages-" + group;
    nav.appendElement("p").addClass("nav-title").id(id).text(words.say("site." + group));
    return nav.appendElement("ol").attr("aria-labelledby", id);
  }

  private void sections(Element item, boolean numbered) {
    var list = new Element("ol").addClass("sections");
    int section = 0;
    for (var heading : page.select("main .text section > h2[id]")) {
      var number = numbered ? String.valueOf(++section) : "";
      var entry = entry(list, heading, number);
      var inner = new Element("ol");
      int subsection = 0;
      for (var below : heading.parent().select("section > h3[id]")) {
        entry(inner, below, numbered ? number + "." + ++subsection : "");
      }
      if (inner.childrenSize() > 0) {
        entry.appendChild(inner);
      }
    }
    if (list.childrenSize() > 0) {
      item.appendChild(list);
    }
  }

  private static Element entry(Element list, Element heading, String number) {
    var title = heading.clone();
    title.select("a").unwrap();
    var item = list.appendElement("li");
    var link = item.appendElement("a").attr("href", "#" + heading.id()).html(title.html());
    if (!number.isEmpty()) {
      heading.attr("data-number", number);
      link.prependText(" ").prependElement("span").addClass("number-of").text(number);
    }
    return item;
  }
}
