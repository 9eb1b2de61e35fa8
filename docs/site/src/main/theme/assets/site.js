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

  /** Marks the section being read, and lets the language link lead to the same one. */
  function sections() {
    const headings = [...document.querySelectorAll("main h2[id], main h3[id]")];
    const links = new Map(
      [...document.querySelectorAll(".sections a")].map((a) => [a.hash.slice(1), a])
    );
    const language = document.querySelector("a[data-language]");
    const page = language && language.getAttribute("href");
    let due = false;
    const update = () => {
      due = false;
      const line = 120;
      const isAtEnd = scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2;
      const passed = headings.filter((h) => isAtEnd || h.getBoundingClientRect().top < line);
      const here = passed.at(-1);
      const entry = passed.filter((h) => links.has(h.id)).at(-1);
      links.forEach((a, id) => {
        if (entry && entry.id === id) a.setAttribute("aria-current", "true");
        else a.removeAttribute("aria-current");
      });
      if (language) language.setAttribute("href", here ? page + "#" + here.id : page);
    };
    const later = () => {
      if (!due) requestAnimationFrame(update);
      due = true;
    };
    addEventListener("scroll", later, { passive: true });
    addEventListener("hashchange", later);
    addEventListener("resize", later);
    update();
    if (language) language.addEventListener("click", () => remember("language", language.lang));
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

  /** A heading is a link to its own section; who follows it most likely wants to send it. */
  function sectionLinks() {
    const said = document.createElement("p");
    said.className = "vh";
    said.setAttribute("role", "status");
    body.append(said);
    document.querySelectorAll(".anchor").forEach((link) =>
      link.addEventListener("click", async () => {
        await copy(link.href);
        said.textContent = link.dataset.done = body.dataset.linkCopied;
        setTimeout(() => {
          delete link.dataset.done;
          said.textContent = "";
        }, 1600);
      })
    );
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

  themeSwitch();
  sections();
  contents();
  tabs();
  copyButtons();
  sectionLinks();
  folded();
})();
