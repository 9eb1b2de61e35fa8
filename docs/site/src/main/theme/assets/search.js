// The dialog of the search. What it looks through is loaded when the dialog is first opened.
(function () {
  "use strict";

  const FIRST_SHOWN = 30;
  const BEFORE = 40;
  const AFTER = 160;
  const WORDS_TO_FIND = 5;

  const finder = document.getElementById("site-search");
  const opener = document.querySelector("button.search");
  const input = finder.querySelector("input");
  const list = finder.querySelector(".found");
  const told = finder.querySelector("[role=status]");
  const more = finder.querySelector(".more");
  const suggested = finder.querySelector(".suggested");
  const assets = document.currentScript.src;
  const language = document.documentElement.lang;

  /** Finds the entries of all pages, once it is loaded. */
  let find = null;
  let loading = null;
  let chosen = -1;

  /** A page opened from a disk may run a script beside it, but not read a file. */
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      script.src = new URL(name, assets);
      document.head.append(script);
    });
  }

  async function loadAll() {
    try {
      await Promise.all(["minisearch.js", "finder.js", "synonyms.js", `search-${language}.js`].map(load));
      find = window.tcpLessonsFinder(window.tcpLessonsPages, window.tcpLessonsSynonyms);
      search();
    } catch (missing) {
      loading = null;
      told.textContent = finder.dataset.broken;
    }
  }

  function search() {
    // A lone consonant or vowel is a syllable that is still being typed.
    const query = input.value.replace(/[ㄱ-ㆎ]+/g, "");
    const found = find?.(query) ?? [];
    told.textContent = found.length > 0 ? finder.dataset.some.replace("#", found.length)
      : find && query.trim() ? finder.dataset.none : "";
    suggested.hidden = input.value.trim() !== "";
    list.replaceChildren(...found.slice(0, FIRST_SHOWN).map(option));
    more.hidden = found.length <= FIRST_SHOWN;
    more.textContent = finder.dataset.all.replace("#", found.length);
    more.onclick = () => {
      list.append(...found.slice(FIRST_SHOWN).map((hit, i) => option(hit, i + FIRST_SHOWN)));
      more.hidden = true;
      choose(FIRST_SHOWN);
      input.focus();
    };
    input.setAttribute("aria-expanded", String(found.length > 0));
    list.scrollTop = 0;
    choose(found.length > 0 ? 0 : -1);
  }

  function option({ entry, terms }, i) {
    const item = document.createElement("a");
    const pattern = patternOf(terms);
    item.id = "found-" + i;
    item.href = new URL(`../${language}/${entry.href}`, assets);
    item.tabIndex = -1;
    item.setAttribute("role", "option");
    item.addEventListener("click", () => (item.href += textToShow(entry, pattern)));
    item.append(
      line("b", entry.title, pattern),
      place(entry),
      line("span", excerpt(entry.text ?? "", pattern), pattern)
    );
    return item;
  }

  /** What kind of entry it is, and its page. */
  function place(entry) {
    const whole = document.createElement("small");
    const kind = finder.dataset[entry.kind];
    if (kind) {
      const badge = document.createElement("i");
      badge.className = entry.kind;
      badge.textContent = kind;
      whole.append(badge, " ");
    }
    if (entry.kind !== "page") whole.append(entry.page);
    return whole;
  }

  /** Text in which the words are marked. */
  function line(name, text, pattern) {
    const whole = document.createElement(name);
    whole.append(...text.split(pattern).map((part, i) => (i % 2 === 1 ? marked(part) : part)));
    return whole;
  }

  /** Whole words in Latin letters, and the beginnings of Korean words, which have particles. */
  function patternOf(terms) {
    const any = (some) => some.toSorted((a, b) => b.length - a.length).join("|");
    const korean = any(terms.filter((term) => /[가-힣]/.test(term)));
    const latin = any(terms.filter((term) => !/[가-힣]/.test(term)));
    const parts = [korean && `(?<![가-힣])(?:${korean})`, latin && `(?<![a-z\\d])(?:${latin})(?![a-z\\d])`];
    return new RegExp(`(${parts.filter(Boolean).join("|")})`, "iu");
  }

  function marked(text) {
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  }

  /** The text around the first word that is found. */
  function excerpt(text, pattern) {
    const at = Math.max(text.search(pattern), 0);
    const from = at <= BEFORE ? 0 : text.indexOf(" ", at - BEFORE) + 1 || at;
    const start = Math.min(from, at);
    const end = text.length - at <= AFTER ? text.length : text.lastIndexOf(" ", at + AFTER);
    return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  /** The words that the browser looks for and marks, in a browser that can. Otherwise the section is shown. */
  function textToShow(entry, pattern) {
    const text = entry.text ?? "";
    const at = text.search(pattern);
    if (entry.kind !== "section" || at < 0 || !entry.href.includes("#")) return "";
    const words = text.slice(at).split(" ", WORDS_TO_FIND).join(" ");
    return ":~:text=" + encodeURIComponent(words).replace(/-/g, "%2D");
  }

  function choose(i) {
    chosen = i;
    [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === i)));
    const item = list.children[i];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  /** What one could look for, while nothing is typed. */
  function suggest() {
    for (const words of finder.dataset.suggested.split(", ")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => {
        input.value = words;
        input.focus();
        search();
      });
      suggested.append(button);
    }
  }

  function open() {
    if (finder.open) return;
    loading ??= loadAll();
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

  suggest();
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
  finder.querySelector(".ask button").addEventListener("click", () => finder.close());
})();
