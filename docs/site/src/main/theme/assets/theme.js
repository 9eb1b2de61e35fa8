// Runs before the page is drawn, so that a remembered theme never flashes.
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("tcp-lessons-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (storageIsClosed) {
    // Without storage the page follows the system.
  }
})();
