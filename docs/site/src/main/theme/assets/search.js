// Search, on request: what it looks through is loaded when somebody first opens it.
(function () {
  "use strict";

  const MOST_SHOWN = 40;
  const BEFORE = 40;
  const AFTER = 160;

  const finder = document.getElementById("site-search");
  const opener = document.querySelector("button.search");
  const input = finder.querySelector("input");
  const list = finder.querySelector(".found");
  const told = finder.querySelector("[role=status]");
  const index = new URL(`search-${document.documentElement.lang}.js`, document.currentScript.src);

  /** Every section of every page, once loaded; what is looked through is in lower case. */
  let entries = null;
  let chosen = -1;

  /** A page opened from a disk may run a script beside it, but not read a file. */
  function load() {
    const script = document.createElement("script");
    script.addEventListener("load", () => {
      entries = window.tcpLessonsPages.flatMap(entriesOf);
      search();
    });
    script.addEventListener("error", () => {
      script.remove();
      told.textContent = finder.dataset.broken;
    });
    script.src = index;
    document.head.append(script);
  }

  function entriesOf(page) {
    return page.sections.map(({ id, title, text }) => ({
      page: page.title,
      href: id ? page.href + "#" + id : page.href,
      title,
      text,
      isPage: !id,
      lower: { page: page.title.toLowerCase(), title: title.toLowerCase(), text: text.toLowerCase() },
    }));
  }

  function wordsOf(asked) {
    // A lone consonant or vowel is a syllable that is still being typed.
    const words = asked.normalize("NFC").toLowerCase().split(/\s+/);
    return [...new Set(words.map((word) => word.replace(/[ㄱ-ㆎ]+$/, "")).filter(Boolean))];
  }

  /** How well an entry answers: titles of pages, then headings, then texts that say it in a row. */
  function score(entry, words) {
    const { title, text } = entry.lower;
    const worths = words.map((word) => worth(entry, word));
    if (worths.includes(0)) return 0;
    const sum = worths.reduce((a, b) => a + b, 0);
    if (words.every((word) => title.includes(word))) return sum + (entry.isPage ? 20000 : 10000);
    return sum + (text.includes(words.join(" ")) ? 1000 : 0);
  }

  /** What one word adds; 0 if the entry does not have it. */
  function worth({ lower }, word) {
    if (lower.title.includes(word)) return 50;
    const times = lower.text.split(word).length - 1;
    if (times > 0) return 10 + Math.min(times, 9) + (startsAWord(lower.text, word) ? 10 : 0);
    return lower.page.includes(word) ? 1 : 0;
  }

  function startsAWord(text, word) {
    return (" " + text).includes(" " + word);
  }

  function ranked(words) {
    return entries
      .map((entry) => ({ entry, score: score(entry, words) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ entry }) => entry);
  }

  function search() {
    const words = wordsOf(input.value);
    const found = entries && words.length > 0 ? ranked(words) : [];
    const isNone = entries && words.length > 0 && found.length === 0;
    told.textContent = isNone ? finder.dataset.none
      : found.length > 0 ? finder.dataset.some.replace("#", found.length) : "";
    list.replaceChildren(...found.slice(0, MOST_SHOWN).map((entry, i) => option(entry, i, words)));
    input.setAttribute("aria-expanded", String(found.length > 0));
    list.scrollTop = 0;
    choose(found.length > 0 ? 0 : -1);
  }

  function option({ page, href, title, text, isPage, lower }, i, words) {
    const item = document.createElement("a");
    item.id = "found-" + i;
    item.href = href;
    item.tabIndex = -1;
    item.setAttribute("role", "option");
    item.append(
      line("b", title, words),
      line("small", isPage ? "" : page, words),
      line("span", excerpt(text, lower.text, words), words)
    );
    return item;
  }

  /** Text in which the words are marked. */
  function line(name, text, words) {
    const whole = document.createElement(name);
    const pattern = new RegExp("(" + words.map(literally).join("|") + ")", "iu");
    whole.append(...text.split(pattern).map((part, i) => (i % 2 === 1 ? marked(part) : part)));
    return whole;
  }

  function marked(text) {
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  }

  function literally(word) {
    return word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  }

  /** The text around the words if they stand together, else around the longest of them. */
  function excerpt(text, lower, words) {
    const longest = words.toSorted((a, b) => b.length - a.length);
    const at = [words.join(" "), ...longest].map((w) => lower.indexOf(w)).find((i) => i >= 0) ?? 0;
    const from = at <= BEFORE ? 0 : text.indexOf(" ", at - BEFORE) + 1 || at;
    const start = Math.min(from, at);
    const end = text.length - at <= AFTER ? text.length : text.lastIndexOf(" ", at + AFTER);
    return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  function choose(i) {
    chosen = i;
    [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === i)));
    const item = list.children[i];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function open() {
    if (finder.open) return;
    if (!entries) load();
    finder.showModal();
    input.select();
  }

  /** While a syllable is being composed, Enter and the arrows belong to it. */
  function key(event) {
    if (event.isComposing) return;
    const count = list.children.length;
    if (event.key === "Enter") list.children[chosen]?.click();
    else if (event.key === "ArrowDown" && count > 0) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count > 0) choose((chosen + count - 1) % count);
    else return;
    event.preventDefault();
  }

  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  opener.addEventListener("click", open);
  input.addEventListener("input", search);
  input.addEventListener("keydown", key);
  list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) finder.close();
  });
  finder.addEventListener("click", (event) => {
    if (event.target === finder) finder.close();
  });
  finder.querySelector("button").addEventListener("click", () => finder.close());
})();
