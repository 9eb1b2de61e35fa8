// Runs before the page is drawn, so that a remembered theme never flashes and no button comes late.
(function () {
  "use strict";
  document.documentElement.classList.add("scripted");
  try {
    var theme = localStorage.getItem("tcp-lessons-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (storageIsClosed) {
    // Without storage the page follows the system.
  }
})();
