// Finds entries of the pages: normal forms of words, synonyms, and the order of what is found.
(function () {
  "use strict";

  /** Words of one script. A hyphen or an underscore joins words: TIME_WAIT, half-close. */
  const WORDS = /[가-힣]+|[a-z\d]+(?:[-_][a-z\d]+)*/g;
  const HANGUL = /[가-힣]/;

  /** A particle at the end of a word of three syllables or more. */
  const PARTICLE = /(?<=^[가-힣]+)(?:으로|에서|에게|까지|부터|이|가|을|를|은|는|로|와|과|의|에|도|만)$/;

  const SHARE_OF_AN_INNER_WORD = 0.3;
  const SHARE_OF_A_SYNONYM = 0.8;
  const BOOST_BY_KIND = { page: 3, term: 1.5, error: 1.5, section: 1, question: 0.8, run: 0.7, correction: 0.7 };

  /** Of entries whose titles have all words; runs, questions and corrections come after these. */
  const RANK_BY_KIND = { page: 3, section: 2, term: 2, error: 2 };

  function wordsOf(text) {
    return text.normalize("NFC").toLowerCase().match(WORDS) ?? [];
  }

  function stem(word) {
    return word.length > 2 ? word.replace(PARTICLE, "") : word;
  }

  /** What a text is filed under: of TIME-WAIT timewait, time and wait. */
  function termsOf(text) {
    return wordsOf(text).flatMap((word) => {
      const parts = word.split(/[-_]/);
      return parts.length > 1 ? [parts.join(""), ...parts] : [stem(word)];
    });
  }

  /** Two texts with the same key are the same to a reader: TIME_WAIT, TIME-WAIT and time wait. */
  function keyOf(text) {
    return wordsOf(text).flatMap((word) => word.split(/[-_]/)).map(stem).join(" ");
  }

  function squeezed(key) {
    return key.replaceAll(" ", "");
  }

  /** One typing error is forgiven in a word of five letters, or four syllables. */
  function typingErrors(term) {
    return !/\d/.test(term) && term.length >= (HANGUL.test(term) ? 4 : 5) && 1;
  }

  window.tcpLessonsFinder = function (pages, synonyms) {
    const entries = pages.flatMap((page) =>
      page.entries.map((entry) => ({
        ...entry,
        page: page.title,
        href: entry.id ? page.href + "#" + entry.id : page.href,
        keys: new Set([entry.title, ...(entry.names ?? [])].map((name) => squeezed(keyOf(name)))),
        titleTerms: termsOf(entry.title),
      }))
    );
    const groups = synonyms.map((group) => [...new Set(group.map(keyOf))]);
    const index = new MiniSearch({
      fields: ["title", "names", "text"],
      extractField: (entry, field) =>
        field === "names" ? (entry.names ?? []).join(", ") : entry[field],
      tokenize: termsOf,
      processTerm: (term) => term,
      idField: "number",
    });
    index.addAll(entries.map((entry, number) => Object.assign(entry, { number })));
    const vocabulary = [...new Set(entries.flatMap((e) => termsOf(e.title + " " + (e.text ?? ""))))];

    /** The keys that ask the same as a key: with a synonym in the place of an expression. */
    function alternatives(key) {
      return groups.flatMap((group) => {
        const said = group.find((s) => squeezed(s) === squeezed(key) || ` ${key} `.includes(` ${s} `));
        if (said === undefined) return [];
        const whole = squeezed(said) === squeezed(key);
        return group
          .filter((other) => other !== said)
          .map((other) => (whole ? other : ` ${key} `.replace(` ${said} `, ` ${other} `).trim()));
      });
    }

    /** All words, or all of them written as one. */
    function queryOf(key) {
      const words = key.split(" ");
      const all = { combineWith: "AND", queries: words.map(queryOfWord) };
      return words.length > 1 ? { combineWith: "OR", queries: [all, squeezed(key)] } : all;
    }

    /** A word, the words that contain it, or two words that were written as one. */
    function queryOfWord(word) {
      const inner = word.length > 1 ? vocabulary.filter((term) => term.lastIndexOf(word) > 0) : [];
      const queries = [
        word,
        { queries: inner, combineWith: "OR", prefix: false, fuzzy: false, boostTerm: () => SHARE_OF_AN_INNER_WORD },
      ];
      if (HANGUL.test(word)) {
        for (let at = 2; at <= word.length - 2; at++) {
          queries.push({ combineWith: "AND", fuzzy: false, queries: [word.slice(0, at), word.slice(at)] });
        }
      }
      return { combineWith: "OR", queries };
    }

    /** Entries that are called so come first, errors before terms; then those whose titles have all words. */
    function rank(entry, key, others) {
      if (entry.kind === "error" || entry.kind === "term") {
        const byKind = entry.kind === "error" ? 1 : 0;
        if (entry.keys.has(squeezed(key))) return 6 + byKind;
        if (others.some((other) => entry.keys.has(squeezed(other)))) return 4 + byKind;
      }
      const isInTitle = (word) => entry.titleTerms.some((term) => term.startsWith(word));
      if (!key.split(" ").every(isInTitle)) return 0;
      return RANK_BY_KIND[entry.kind] ?? 1;
    }

    return function (query) {
      const key = keyOf(query);
      if (key === "") return [];
      const others = alternatives(key);
      return index
        .search(
          {
            combineWith: "OR",
            queries: [
              queryOf(key),
              ...others.map((other) => ({
                combineWith: "OR",
                queries: [queryOf(other)],
                boostTerm: () => SHARE_OF_A_SYNONYM,
              })),
            ],
          },
          {
            prefix: true,
            fuzzy: typingErrors,
            boost: { title: 4, names: 4 },
            boostDocument: (number) => BOOST_BY_KIND[entries[number].kind],
          }
        )
        .map(({ id, score, terms }) => ({
          entry: entries[id],
          score,
          terms,
          rank: rank(entries[id], key, others),
        }))
        .sort((a, b) => b.rank - a.rank || b.score - a.score);
    };
  };
})();
