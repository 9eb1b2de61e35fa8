// The front door leads on in the language chosen before, else in the browser's.
(function () {
  "use strict";
  var language = null;
  try {
    language = localStorage.getItem("tcp-lessons-language");
  } catch (storageIsClosed) {
    // Then the browser's languages decide.
  }
  if (language !== "en" && language !== "ko") {
    var known = (navigator.languages || [navigator.language || "en"])
      .map(function (tag) { return tag.slice(0, 2).toLowerCase(); })
      .filter(function (tag) { return tag === "en" || tag === "ko"; });
    language = known[0] || "en";
  }
  location.replace(language + "/index.html");
})();
