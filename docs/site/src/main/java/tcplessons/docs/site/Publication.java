package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * What the pages of a published site contain in addition: absolute addresses for search engines and
 * link previews, and links to the sources of the project. Without an address and a repository, the
 * pages stay as they are.
 *
 * @param url the address of the site's folder, which ends with a slash; empty if unknown
 * @param repository the address of the repository; empty if unknown
 * @param version the version of the project
 * @param hasBook whether the book is published with the pages
 */
record Publication(String url, String repository, String version, boolean hasBook) {

  static final String ARCHIVE = "tcp-lessons.zip";
  private static final Map<String, String> LOCALES = Map.of("en", "en_US", "ko", "ko_KR");

  Publication {
    url = url.isEmpty() || url.endsWith("/") ? url : url + "/";
    repository = repository.replaceFirst("/+$", "");
  }

  /** The properties site.url, site.repository, site.version and site.book; each may be missing. */
  static Publication ofSystemProperties() {
    return new Publication(
        System.getProperty("site.url", ""),
        System.getProperty("site.repository", ""),
        System.getProperty("site.version", ""),
        Boolean.getBoolean("site.book"));
  }

  boolean hasUrl() {
    return !url.isEmpty();
  }

  /** Completes pages that have just been built, and writes the files that search engines need. */
  void complete(SitePaths paths, List<Path> pages) throws IOException {
    if (!hasUrl() && repository.isEmpty()) {
      return;
    }
    for (var page : pages) {
      var file = paths.output().resolve(paths.pages().address(page));
      var document = parse(file);
      if (hasUrl()) {
        addAddresses(document, page, paths);
      }
      addProjectLinks(document, page, paths);
      Files.writeString(file, document.outerHtml());
    }
    if (hasUrl()) {
      completeFrontDoor(paths.output().resolve("index.html"));
      Files.writeString(paths.output().resolve("404.html"), notFoundPage(paths.theme()));
      Files.writeString(paths.output().resolve("sitemap.xml"), sitemap(paths.pages()));
      SiteArchive.write(paths.output(), ARCHIVE);
    }
  }

  private static Document parse(Path file) throws IOException {
    var document = Jsoup.parse(file);
    document.outputSettings().prettyPrint(false);
    return document;
  }

  private void addAddresses(Document document, Path page, SitePaths paths) throws IOException {
    var head = document.head();
    var name = PageTree.name(page);
    var language = PageTree.language(page);
    head.select("link[rel=alternate]").remove();
    link(head, "canonical", address(language, name));
    for (var each : PageTree.LANGUAGES) {
      link(head, "alternate", address(each, name)).attr("hreflang", each);
    }
    link(head, "alternate", address(PageTree.ORIGINAL, name)).attr("hreflang", "x-default");

    var title = document.selectFirst("h1").text();
    var description = document.selectFirst("meta[name=description]");
    property(head, "og:type", "article");
    property(head, "og:site_name", Words.in(language).say("site.name"));
    property(head, "og:title", title);
    if (description != null) {
      property(head, "og:description", description.attr("content"));
    }
    property(head, "og:url", address(language, name));
    property(head, "og:locale", LOCALES.get(language));
    var picture = "assets/cards/" + language + "/" + name + ".png";
    if (PagePicture.write(title, language, paths.output().resolve(picture))) {
      property(head, "og:image", url + picture);
      property(head, "og:image:width", String.valueOf(PagePicture.WIDTH));
      property(head, "og:image:height", String.valueOf(PagePicture.HEIGHT));
      property(head, "og:image:alt", title);
      head.appendElement("meta")
          .attr("name", "twitter:card")
          .attr("content", "summary_large_image");
    }
  }

  private String address(String language, String name) {
    return url + language + "/" + name + ".html";
  }

  private static Element link(Element head, String rel, String href) {
    return head.appendElement("link").attr("rel", rel).attr("href", href);
  }

  private static void property(Element head, String name, String content) {
    head.appendElement("meta").attr("property", name).attr("content", content);
  }

  private void addProjectLinks(Document document, Path page, SitePaths paths) {
    var language = PageTree.language(page);
    var words = Words.in(language);
    var links = document.selectFirst(".bottom").appendElement("p").addClass("project");
    if (!repository.isEmpty()) {
      var source = paths.root().relativize(page).toString().replace('\\', '/');
      projectLink(links, repository + "/edit/main/" + source, words.say("project.edit"));
      projectLink(links, repository, words.say("project.sources"));
    }
    if (hasUrl()) {
      projectLink(links, url + ARCHIVE, words.say("project.download"));
    }
    if (hasUrl() && hasBook) {
      projectLink(links, url + BookCommand.fileName(language), words.say("project.book"));
    }
    if (!repository.isEmpty()) {
      projectLink(links, repository + "/blob/main/LICENSE-TEXT.md", words.say("project.license"));
      projectLink(
          links, repository + "/blob/main/CHANGELOG.md", words.say("project.version", version));
    }
  }

  private static void projectLink(Element links, String href, String text) {
    links.appendText(links.childNodeSize() == 0 ? "" : " · ");
    links.appendElement("a").attr("href", href).text(text);
  }

  /** The page at the root of the site, which leads to the language of the reader. */
  private void completeFrontDoor(Path file) throws IOException {
    var document = parse(file);
    var head = document.head();
    head.select("link[rel=alternate]").remove();
    link(head, "canonical", url);
    for (var language : PageTree.LANGUAGES) {
      link(head, "alternate", address(language, "index")).attr("hreflang", language);
    }
    link(head, "alternate", url).attr("hreflang", "x-default");
    Files.writeString(file, document.outerHtml());
  }

  /** A host serves this page at any address, at any depth, so its links are absolute. */
  private String notFoundPage(Path theme) throws IOException {
    var document = parse(theme.resolve("index.html"));
    document.select("script[src$=choose.js], link[rel=alternate], meta[name=description]").remove();
    document.head().appendElement("meta").attr("name", "robots").attr("content", "noindex");
    for (var element : document.select("[href]")) {
      element.attr("href", url + element.attr("href"));
    }
    for (var element : document.select("[src]")) {
      element.attr("src", url + element.attr("src"));
    }
    var english = Words.in("en").say("site.not-found");
    document.title(english);
    var heading = document.selectFirst("h1").text(english).appendText(" ");
    heading.appendElement("span").attr("lang", "ko").text(Words.in("ko").say("site.not-found"));
    return document.outerHtml();
  }

  private String sitemap(PageTree pages) {
    var xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"");
    xml.append(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for (var page : pages.all()) {
      var name = PageTree.name(page);
      xml.append("<url><loc>%s</loc>".formatted(address(PageTree.language(page), name)));
      for (var language : PageTree.LANGUAGES) {
        xml.append(
            "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"%s\"/>"
                .formatted(language, address(language, name)));
      }
      xml.append("</url>\n");
    }
    return xml.append("</urlset>\n").toString();
  }
}
