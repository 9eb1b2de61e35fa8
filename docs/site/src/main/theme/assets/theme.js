// Runs before the page is drawn, so that a remembered theme never flashes and no button comes late.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("scripted");
  try {
    var theme = localStorage.getItem("tcp-lessons-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (storageIsClosed) {
    // Without storage the page follows the system.
  }
  // The fonts come before the style sheet asks for them, except on a disk, where browsers forbid it.
  if (location.protocol === "file:") return;
  (root.lang === "ko" ? ["latin", "hangul"] : ["latin"]).forEach(function (name) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.crossOrigin = "";
    link.href = new URL("fonts/" + name + ".woff2", document.currentScript.src);
    document.head.append(link);
  });
})();
