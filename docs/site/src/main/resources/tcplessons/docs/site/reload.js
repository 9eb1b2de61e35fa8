// Only in the pages that a writer looks at: asks whether anything was built anew, and reloads.
(function () {
  "use strict";
  const beat = "../built.txt";
  let known = null;
  async function look() {
    try {
      const built = await (await fetch(beat, { cache: "no-store" })).text();
      if (known !== null && built !== known) location.reload();
      known = built;
    } catch (serverIsAway) {
      // It comes back when the writer starts it again.
    }
    setTimeout(look, 500);
  }
  look();
})();
