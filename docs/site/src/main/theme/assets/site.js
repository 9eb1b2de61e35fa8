// Comfort only: every page reads and works without it.
(function () {
  "use strict";

  const root = document.documentElement;
  const body = document.body;

  function remembered(key) {
    try {
      return localStorage.getItem("tcp-lessons-" + key);
    } catch (storageIsClosed) {
      return null;
    }
  }

  function remember(key, value) {
    try {
      if (value === null) localStorage.removeItem("tcp-lessons-" + key);
      else localStorage.setItem("tcp-lessons-" + key, value);
    } catch (storageIsClosed) {
      // The choice lasts as long as the page.
    }
  }

  function themeSwitch() {
    const group = document.querySelector(".theme");
    if (!group) return;
    const buttons = [...group.querySelectorAll("button")];
    const show = () => {
      const current = root.dataset.theme || "system";
      buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.value === current)));
    };
    buttons.forEach((button) =>
      button.addEventListener("click", () => {
        if (button.value === "system") delete root.dataset.theme;
        else root.dataset.theme = button.value;
        remember("theme", button.value === "system" ? null : button.value);
        show();
      })
    );
    show();
  }

  /**
   * Marks the section being read in the contents and on the bar of a narrow screen, and lets the
   * language link lead to the same section.
   */
  function sections() {
    const page = document.querySelector(".page-link[aria-current]");
    if (!page) return;
    const headings = [...document.querySelectorAll("main :is(h2, h3)[id]")];
    const links = new Map(
      [...document.querySelectorAll(".sections a")].map((a) => [a.hash.slice(1), a])
    );
    const language = document.querySelector("a[data-language]");
    const translation = language.getAttribute("href");
    let marked = null;
    const mark = (link) => {
      if (link === marked) return;
      marked?.removeAttribute("aria-current");
      marked = link;
      link?.setAttribute("aria-current", "true");
      document.querySelector(".here .section").innerHTML = (link ?? page).innerHTML;
      center(link ?? page);
    };
    let due = false;
    const update = () => {
      due = false;
      const line = parseFloat(getComputedStyle(root).scrollPaddingTop) + 45;
      const isAtEnd = scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2;
      const here = headings.findLast((h) => isAtEnd || h.getBoundingClientRect().top < line);
      mark(links.get(here?.id) ?? null);
      language.setAttribute("href", here ? translation + "#" + here.id : translation);
    };
    const later = () => {
      if (!due) requestAnimationFrame(update);
      due = true;
    };
    addEventListener("scroll", later, { passive: true });
    addEventListener("hashchange", later);
    addEventListener("resize", later);
    update();
    language.addEventListener("click", () => remember("language", language.lang));
    document
      .getElementById("site-contents")
      .addEventListener("toggle", () => center(marked ?? page));
  }

  /** Scrolls the contents, and not the page as scrollIntoView would, until a link is in their middle. */
  function center(link) {
    const contents = document.getElementById("site-contents");
    const frame = contents.getBoundingClientRect();
    const { top, height } = link.getBoundingClientRect();
    contents.scrollTop += top + height / 2 - (frame.top + frame.height / 2);
  }

  /** Opens what a link leads into; not every browser does so itself. */
  function folded() {
    const reveal = () => {
      const target = document.getElementById(location.hash.slice(1));
      const closed = [];
      for (let at = target; at; at = at.parentElement) {
        if (at.matches("details:not([open])")) closed.push(at);
      }
      if (closed.length === 0) return;
      closed.forEach((details) => (details.open = true));
      target.scrollIntoView();
    };
    addEventListener("hashchange", reveal);
    reveal();
  }

  /** On a phone the list of contents lies over the page; a link in it must close it. */
  function contents() {
    const list = document.getElementById("site-contents");
    if (!list) return;
    list.addEventListener("click", (event) => {
      if (event.target.closest("a") && list.matches(":popover-open")) list.hidePopover();
    });
  }

  function tabs() {
    const sets = [...document.querySelectorAll(".tabs")].map((set, n) => {
      const panels = [...set.children];
      const list = document.createElement("div");
      list.className = "tab-list";
      list.setAttribute("role", "tablist");
      const buttons = panels.map((panel, i) => {
        const label = panel.querySelector(".tab-label");
        const button = document.createElement("button");
        button.type = "button";
        button.id = "tab-" + n + "-" + i;
        button.textContent = label.textContent;
        button.setAttribute("role", "tab");
        panel.id = panel.id || button.id + "-panel";
        button.setAttribute("aria-controls", panel.id);
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", button.id);
        list.append(button);
        return button;
      });
      set.prepend(list);
      set.classList.add("live");
      const select = (i) => {
        buttons.forEach((b, k) => {
          b.setAttribute("aria-selected", String(k === i));
          b.tabIndex = k === i ? 0 : -1;
          panels[k].hidden = k !== i;
        });
      };
      select(0);
      return { buttons, select };
    });
    const choose = (label) =>
      sets.forEach(({ buttons, select }) => {
        const i = buttons.findIndex((b) => b.textContent === label);
        if (i >= 0) select(i);
      });
    sets.forEach(({ buttons }) =>
      buttons.forEach((button, i) => {
        const pick = (target) => {
          const top = target.getBoundingClientRect().top;
          choose(target.textContent);
          remember("tab", target.textContent);
          // Other sets above may have changed their height: keep the reader's place.
          scrollBy({ top: target.getBoundingClientRect().top - top, behavior: "instant" });
          target.focus({ preventScroll: true });
        };
        button.addEventListener("click", () => pick(button));
        button.addEventListener("keydown", (event) => {
          const last = buttons.length - 1;
          const next = {
            ArrowRight: i === last ? 0 : i + 1,
            ArrowLeft: i === 0 ? last : i - 1,
            Home: 0,
            End: last,
          }[event.key];
          if (next === undefined) return;
          event.preventDefault();
          pick(buttons[next]);
        });
      })
    );
    const before = remembered("tab");
    if (before) choose(before);
  }

  function copyButtons() {
    document.querySelectorAll(".listingblock pre, .terminal pre").forEach((pre) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = body.dataset.copy;
      button.addEventListener("click", async () => {
        await copy(textOf(pre));
        button.textContent = body.dataset.copied;
        setTimeout(() => (button.textContent = body.dataset.copy), 1600);
      });
      pre.after(button);
    });
  }

  /** Shows for a moment, and tells screen readers, that something is in the clipboard. */
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  body.append(said);

  function confirm(element, text) {
    said.textContent = element.dataset.done = text;
    setTimeout(() => {
      delete element.dataset.done;
      said.textContent = "";
    }, 1600);
  }

  /** A heading is a link to its own section; who follows it most likely wants to send it. */
  function sectionLinks() {
    document.querySelectorAll(".anchor").forEach((link) =>
      link.addEventListener("click", async () => {
        await copy(link.href);
        confirm(link, body.dataset.linkCopied);
      })
    );
  }

  /** Beside each test that is cited: a button that copies the command that runs it. */
  function testCommands() {
    document.querySelectorAll(".test").forEach((test) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy-test";
      button.title = body.dataset.copyTest;
      button.setAttribute("aria-label", body.dataset.copyTest);
      button.addEventListener("click", async () => {
        await copy(test.dataset.command);
        confirm(button, body.dataset.copied);
      });
      const whole = document.createElement("span");
      whole.className = "tested";
      test.replaceWith(whole);
      whole.append(test, button);
    });
  }

  /** What a reader would type: no callout numbers, no prompts, of a terminal the commands only. */
  function textOf(pre) {
    const copied = pre.cloneNode(true);
    copied.querySelectorAll(".conum, .prompt").forEach((mark) => mark.remove());
    const commands = copied.querySelectorAll("kbd:not(.typed)");
    if (commands.length > 0) return [...commands].map((c) => c.textContent).join("\n");
    return copied.textContent.replace(/^\$ /gm, "").replace(/[ \t]+$/gm, "").trimEnd();
  }

  /** The clipboard interface needs a secure origin; a selection works from a file too. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (notAllowed) {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "vh";
      body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  /**
   * The matrix of faults takes one stop in the order of the Tab key; arrow keys walk through its
   * cells. On a phone it shows the server that is chosen.
   */
  function faultMatrix() {
    const matrix = document.querySelector(".survival");
    if (!matrix) return;
    const rows = [...matrix.querySelectorAll("tbody tr:not(.lesson)")];
    const cells = rows.map((row) => [...row.querySelectorAll("td")]);
    cells.flat().forEach((cell, i) => (cell.tabIndex = i === 0 ? 0 : -1));
    matrix.addEventListener("focusin", ({ target }) => {
      if (!target.matches("td")) return;
      matrix.querySelector("td[tabindex='0']").tabIndex = -1;
      target.tabIndex = 0;
    });
    matrix.addEventListener("keydown", (event) => {
      const y = rows.indexOf(event.target.closest("tr"));
      const x = cells[y]?.indexOf(event.target) ?? -1;
      if (x < 0) return;
      const next = {
        ArrowRight: cells[y][x + 1],
        ArrowLeft: cells[y][x - 1],
        ArrowDown: cells[y + 1]?.[x],
        ArrowUp: cells[y - 1]?.[x],
      }[event.key];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
    const select = matrix.querySelector("select");
    const choose = () => rows.forEach((row, i) => row.classList.toggle("chosen", i === select.selectedIndex));
    select.addEventListener("change", choose);
    choose();
  }

  themeSwitch();
  faultMatrix();
  sections();
  contents();
  tabs();
  copyButtons();
  sectionLinks();
  testCommands();
  folded();
})();
