// The figures of runs: details of a packet, step by step, and the way from a packet to its code.
(function () {
  "use strict";

  const template = document.getElementById("site-run-tools");
  if (!template) return;
  const part = (selector) => template.content.querySelector(selector).cloneNode(true);

  /** Which side has sent the packet of a row, or caused its event. */
  function sideOf(row) {
    const isOfServer = ".of-server, :not(.of-client):is(.to-client, .server)";
    return row.matches(isOfServer) ? "server" : "client";
  }

  /** Buttons that show the folded lines of a long text. */
  function unfolding(run) {
    run.querySelectorAll(".unfold").forEach((button) =>
      button.addEventListener("click", () => {
        const open = button.getAttribute("aria-expanded") !== "true";
        button.setAttribute("aria-expanded", String(open));
        button.textContent = (open ? "−" : "+") + button.textContent.slice(1);
      })
    );
  }

  /**
   * The strip at the lower edge of a figure. It shows the packet under the pointer or with the
   * focus; a click pins it, arrow keys move it, Escape puts it away.
   */
  function dock(run) {
    const labels = [...run.querySelectorAll(".label")];
    let box = null;
    let shown = null;
    let dismissed = null;

    const isPinned = () => box !== null && box.classList.contains("pinned");

    function show(row, pinned, isHovered) {
      if (!box) {
        box = part(".dock");
        run.append(box);
        box.querySelector(".unpin").addEventListener("click", hide);
      }
      if (shown) shown.classList.remove("shown");
      shown = row;
      dismissed = null;
      row.classList.add("shown");
      box.className = "dock " + sideOf(row) + (pinned ? " pinned" : "");
      box.hidden = false;
      const sheet = box.querySelector(".sheet");
      sheet.replaceChildren(...contentOf(row));
      run.style.setProperty("--sheet", sheet.offsetHeight + "px");
      keepVisible(row, isHovered);
    }

    /** Where the strip would cover the row: a row under the pointer stays, others are scrolled. */
    function keepVisible(row, isHovered) {
      box.style.translate = "";
      const strip = box.querySelector(".sheet").getBoundingClientRect();
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom <= strip.top) return;
      if (isHovered) box.style.translate = "0 " + (top - strip.bottom - 4) + "px";
      else row.scrollIntoView({ block: "nearest", behavior: "instant" });
    }

    function hide() {
      if (!shown) return;
      shown.classList.remove("shown");
      shown = null;
      box.className = "dock";
      box.hidden = true;
    }

    run.addEventListener("pointerover", (event) => {
      const row = event.target.closest(".packet");
      if (event.pointerType !== "mouse" || isPinned() || run.classList.contains("stepping")) return;
      if (row && row !== dismissed) show(row, false, true);
    });
    run.addEventListener("pointerleave", () => {
      if (!isPinned() && !run.classList.contains("stepping")) hide();
    });
    run.addEventListener("click", (event) => {
      const row = event.target.closest(".packet");
      if (!row || event.target.closest("a, button") || !getSelection().isCollapsed) return;
      if (run.classList.contains("stepping")) return;
      if (isPinned() && shown === row) {
        hide();
      } else {
        row.querySelector(".label").focus({ preventScroll: true });
        show(row, true);
      }
    });

    labels.forEach((label, i) => {
      const row = label.closest("li");
      label.tabIndex = i === 0 ? 0 : -1;
      label.addEventListener("focus", () => {
        labels.forEach((other) => (other.tabIndex = other === label ? 0 : -1));
        const meaning = row.querySelector(".meaning");
        meaning.id = run.id + "-meaning-" + i;
        label.setAttribute("aria-describedby", meaning.id);
        show(row, isPinned());
      });
      label.addEventListener("blur", () => {
        if (!isPinned()) hide();
      });
      label.addEventListener("keydown", (event) => {
        const last = labels.length - 1;
        const next = {
          ArrowDown: Math.min(i + 1, last),
          ArrowUp: Math.max(i - 1, 0),
          Home: 0,
          End: last,
        }[event.key];
        if (next !== undefined) {
          event.preventDefault();
          labels[next].focus();
        } else if (event.key === "Enter") {
          const code = row.querySelector("a[data-code]");
          if (code) code.click();
          else show(row, !isPinned());
        }
      });
    });
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !shown) return;
      const row = shown;
      hide();
      dismissed = row;
    });
    return { show, hide };
  }

  /** What the strip shows of a row: the details of a packet, or the words of another event. */
  function contentOf(row) {
    const about = document.createElement("p");
    about.className = "about";
    const who = document.createElement("span");
    who.textContent = row.querySelector(".vh").textContent.replace(/:\s*$/, "");
    about.append(who, row.querySelector("time").cloneNode(true));
    const details = row.querySelector(".details");
    if (!details) {
      const words = document.createElement("span");
      words.className = "meaning";
      words.textContent = textOf(row);
      return [about, words];
    }
    const { children } = details.cloneNode(true);
    const bytes = document.createElement("div");
    bytes.className = "hex";
    bytes.append(...[...children].slice(2));
    bytes.classList.toggle("long", bytes.textContent.split("\n").length > 6);
    const texts = [...children].slice(0, 2);
    texts.forEach((text) => text.removeAttribute("id"));
    return bytes.childElementCount > 0 ? [about, ...texts, bytes] : [about, ...texts];
  }

  /** The visible words of a row, without its time. */
  function textOf(row) {
    const text = row.querySelector("samp, kbd, code, .note, .flags");
    return text ? text.textContent.trim() : "";
  }

  /** Back, play, next, a slider with a tick for each event, and the states at that moment. */
  function stepper(run, details) {
    const items = [...run.querySelectorAll(".diagram li")].filter((li) => !li.closest(".prelude"));
    const rows = items.filter((li) => li.querySelector(":scope > time"));
    if (rows.length < 2) return;
    const times = rows.map((row) => parseFloat(row.querySelector("time").dateTime.slice(2)) * 1000);
    const names = run.querySelector(".names");
    const opener = part(".step");
    names.prepend(opener);
    let bar = null;
    let at = -1;
    let timer = 0;

    const find = (selector) => bar.querySelector(selector);

    function build() {
      bar = part(".stepper");
      const slider = find("input");
      slider.max = rows.length;
      rows.forEach((row) => {
        const tick = document.createElement("i");
        tick.className = sideOf(row);
        find(".ticks").append(tick);
      });
      slider.addEventListener("input", () => step(slider.value - 1));
      find(".back").addEventListener("click", () => step(Math.max(at - 1, 0)));
      find(".next").addEventListener("click", () => step(Math.min(at + 1, rows.length - 1)));
      find(".play").addEventListener("click", () => (timer ? pause() : play(true)));
      find(".close").addEventListener("click", close);
      bar.addEventListener("keydown", (event) => {
        if (event.key === "Escape") close();
      });
      names.after(bar);
    }

    function open() {
      if (!bar) build();
      bar.hidden = false;
      opener.setAttribute("aria-expanded", "true");
      run.classList.add("stepping");
    }

    function close() {
      pause();
      at = -1;
      bar.hidden = true;
      opener.setAttribute("aria-expanded", "false");
      run.classList.remove("stepping");
      mark();
      details.hide();
      opener.focus();
    }

    function step(to) {
      pause();
      show(to);
      announce();
    }

    function show(to) {
      at = to;
      mark();
      scrollWithin(rows[at]);
      if (!bar || bar.hidden) return;
      details.show(rows[at], false);
      rows[at].scrollIntoView({ block: "nearest", behavior: "instant" });
      const time = rows[at].querySelector("time").textContent;
      const slider = find("input");
      slider.value = at + 1;
      slider.setAttribute("aria-valuetext", at + 1 + "/" + rows.length + ", " + time);
      find(".where").textContent = at + 1 + "/" + rows.length + " · " + time;
    }

    /** On the start page the rows are in a window of their own, which follows without the page. */
    function scrollWithin(row) {
      const diagram = row.closest(".diagram");
      if (diagram.scrollHeight <= diagram.clientHeight) return;
      const upper = names.parentElement.getBoundingClientRect().bottom;
      const lower = diagram.getBoundingClientRect().bottom;
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom > lower) diagram.scrollTop += bottom - lower + 8;
      else if (top < upper) diagram.scrollTop += top - upper - 8;
    }

    /** Rows that come later are faint; the states reached so far stand beside the names. */
    function mark() {
      const reached = at < 0 ? items.length : items.indexOf(rows[at]);
      items.forEach((item, i) => {
        item.classList.toggle("later", i > reached);
        item.classList.toggle("now", at >= 0 && i === reached);
      });
      names.querySelectorAll(".participant").forEach((participant) => {
        const states = items.slice(0, reached + 1).flatMap((item) => [
          ...item.querySelectorAll('.state[data-of="' + participant.dataset.of + '"]'),
        ]);
        if (at < 0 || states.length === 0) delete participant.dataset.state;
        else participant.dataset.state = states.at(-1).lastChild.data.trim();
      });
    }

    function announce() {
      const row = rows[at];
      const meaning = row.querySelector(".meaning");
      find(".said").textContent =
        row.querySelector(".vh").textContent + " " + (meaning || { textContent: textOf(row) }).textContent;
    }

    function play(isAsked) {
      if (isAsked && find("select").value === "step") {
        step(Math.min(at + 1, rows.length - 1));
        return;
      }
      if (at === rows.length - 1) at = -1;
      label(true);
      const next = () => {
        show(at + 1);
        if (at === rows.length - 1) pause();
        else timer = setTimeout(next, delay());
      };
      next();
    }

    /** Ten times slower than recorded, but never too fast to see, and without long silences. */
    function delay() {
      const isRecorded = bar && find("select").value === "recorded";
      return isRecorded ? Math.min(Math.max((times[at + 1] - times[at]) * 10, 80), 4000) : 1000;
    }

    function pause() {
      clearTimeout(timer);
      timer = 0;
      label(false);
    }

    function label(isPlaying) {
      [opener, bar && find(".play")].filter(Boolean).forEach((button) => {
        button.classList.toggle("playing", isPlaying);
        const text = isPlaying ? button.dataset.pause : button.dataset.play;
        button.setAttribute("aria-label", text);
        button.title = text;
      });
    }

    opener.addEventListener("click", () => {
      const isOpen = bar && !bar.hidden;
      if (isOpen) {
        close();
        return;
      }
      pause();
      open();
      show(Math.max(at, 0));
      announce();
      find(".next").focus();
    });
    run.addEventListener("click", (event) => {
      const to = rows.indexOf(event.target.closest("li"));
      if (run.classList.contains("stepping") && to >= 0 && !event.target.closest("a")) step(to);
    });
    return { play };
  }

  /** On a phone the lanes of several processes do not fit: buttons choose whose rows are shown. */
  function picker(run) {
    const names = [...run.querySelectorAll(".names .participant")];
    const row = document.createElement("div");
    row.className = "picker";
    names.forEach((name) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name.firstElementChild.textContent;
      button.value = name.dataset.of;
      button.setAttribute("aria-pressed", "true");
      button.addEventListener("click", () => {
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
        const pressed = row.querySelectorAll('[aria-pressed="true"]');
        const shown = new Set([...pressed].map(({ value }) => value));
        run.querySelectorAll("li[data-of]").forEach((li) => {
          li.hidden = !li.dataset.of.split(" ").every((who) => shown.has(who));
        });
      });
      row.append(button);
    });
    run.classList.add("picked");
    run.querySelector(".lanes").append(row);
  }

  /** The figure of the start page plays once, if the reader has not asked for less motion. */
  function autoplay(run, steps) {
    const key = "tcp-lessons-played";
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    try {
      if (sessionStorage.getItem(key)) return;
      sessionStorage.setItem(key, "yes");
    } catch (storageIsClosed) {
      return;
    }
    new IntersectionObserver(
      (entries, observer) => {
        if (!entries[0].isIntersecting) return;
        observer.disconnect();
        steps.play(false);
      },
      { threshold: 0.5 }
    ).observe(run);
  }

  /** A packet and the line of code behind it light up together; a chip leads back to the packet. */
  function code() {
    const back = part(".back-to-run");
    const light = (event, on) => {
      const own = event.target.closest("[data-code]");
      const row = event.target.closest(".run li");
      const marks = own ? [own] : row ? [...row.querySelectorAll("[data-code]")] : [];
      marks.forEach(({ dataset }) =>
        document
          .querySelectorAll('[data-code="' + dataset.code + '"]')
          .forEach((mark) => mark.classList.toggle("lit", on))
      );
    };
    ["pointerover", "focusin"].forEach((type) =>
      document.addEventListener(type, (event) => light(event, true))
    );
    ["pointerout", "focusout"].forEach((type) =>
      document.addEventListener(type, (event) => light(event, false))
    );
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-code]");
      if (!link || !link.closest(".run")) return;
      const panel = document.getElementById(link.hash.slice(1)).closest(".panel[hidden]");
      if (panel) document.getElementById(panel.getAttribute("aria-labelledby")).click();
      back.href = "#" + link.closest("li").id;
      document.body.append(back);
    });
    back.addEventListener("click", () => {
      const row = document.getElementById(back.hash.slice(1));
      back.remove();
      setTimeout(() => row.querySelector(".label")?.focus({ preventScroll: true }));
    });
  }

  function enliven(run) {
    unfolding(run);
    if (run.matches(".processes")) picker(run);
    return stepper(run, dock(run));
  }

  document.querySelectorAll(".run").forEach((run, i) => {
    const steps = enliven(run);
    if (i === 0 && steps && document.body.matches(".page-index")) autoplay(run, steps);
  });
  document.addEventListener("run-drawn", (event) => enliven(event.target));
  code();
})();
