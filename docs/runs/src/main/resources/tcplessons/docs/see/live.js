// The live page: takes the rows that have changed from the event stream.
(function () {
  "use strict";

  const pause = document.querySelector("button.pause");
  const follow = document.querySelector("button.follow");
  const count = document.querySelector(".count");
  const list = document.querySelector(".connections tbody");
  const figures = document.querySelector(".figures");
  let chosen = 0;
  let source = null;

  function elements(html, parent) {
    const template = document.createElement(parent);
    template.innerHTML = html;
    return template.content ? template.content.children : template.children;
  }

  function replace(parent, change) {
    while (parent.children.length > change.from) parent.lastElementChild.remove();
    change.rows.forEach((row) => parent.append(...elements(row, "template")));
  }

  function open() {
    source = new EventSource("events" + (chosen ? "?connection=" + chosen : ""));
    source.addEventListener("list", ({ data }) => {
      const change = JSON.parse(data);
      if (change.head !== null) count.textContent = change.head;
      replace(list, change);
      mark();
    });
    source.addEventListener("figure", ({ data }) => {
      const change = JSON.parse(data);
      const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
      if (change.head !== null) figures.replaceChildren(...elements(change.head, "template"));
      replace(figures.querySelector("ol"), change);
      if (atEnd && change.rows.length > 0) scrollTo(0, document.documentElement.scrollHeight);
      mark();
    });
  }

  /** The row of the connection that is shown. */
  function mark() {
    const shown = figures.querySelector(".run");
    list.querySelectorAll("a").forEach((link) => {
      if (shown && link.hash === "#" + shown.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    follow.setAttribute("aria-pressed", String(chosen === 0));
  }

  function choose(connection) {
    chosen = connection;
    resume();
  }

  function resume() {
    if (source) source.close();
    if (pause.dataset.pause) {
      pause.textContent = pause.dataset.pause;
      delete pause.dataset.pause;
    }
    open();
  }

  /** The figure stands still, and can be stepped through. */
  function halt() {
    source.close();
    source = null;
    pause.dataset.pause = pause.textContent;
    pause.textContent = pause.dataset.resume;
    const run = figures.querySelector(".run");
    if (run) run.dispatchEvent(new CustomEvent("run-drawn", { bubbles: true }));
  }

  pause.addEventListener("click", () => (source ? halt() : resume()));
  follow.addEventListener("click", () => choose(0));
  list.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (!row) return;
    event.preventDefault();
    choose(Number(row.querySelector("a").hash.split("-").at(-1)));
  });
  open();
})();
