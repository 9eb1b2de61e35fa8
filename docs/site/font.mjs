// Makes the fonts of the site: the glyphs of Pretendard that the built pages use or soon may.
//
//   npm install --prefix FOLDER pretendard@1.3.9 subset-font@2.9.0
//   node font.mjs FOLDER
//
// The result is committed, so that the build needs no npm. Pretendard's licence (OFL 1.1) reserves
// its name for the original, therefore the names inside the fonts are replaced.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = join(resolve(process.argv[2]), "node_modules");
const require = createRequire(modules + "/");
const subsetFont = require("subset-font");
const fontverter = require("fontverter");
const { Blob, Face } = await import(pathToFileURL(join(modules, "harfbuzzjs/dist/index.mjs")));

const site = new URL("target/site/", import.meta.url).pathname;
const target = new URL("src/main/theme/assets/fonts/", import.meta.url).pathname;
const original = join(modules, "pretendard/dist/public/variable/PretendardVariable.ttf");

const HANGUL = /[\u1100-\u11ff\u3000-\u318f\ua960-\ua97f\uac00-\ud7ff]/;
const FEATURES = ["calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"];

/** Those of Latin text in general. */
const ALWAYS = range(0x20, 0x7e) + range(0xa0, 0xff) + range(0x2010, 0x2027) + "′″€←↑→↓↔−≈≠≤≥■□✓";

function range(from, to) {
  return String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

/**
 * The 1,500 most frequent syllables, so that few new sentences need a new font: the package is also
 * cut into files by frequency, the last of which is the most frequent.
 */
function frequentHangul() {
  const FIRST = 72;
  const css = readFileSync(
    join(modules, "pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css"), "utf8");
  return [...css.matchAll(/subset\.(\d+)\.woff2[^}]*unicode-range:([^;}]+)/g)]
    .filter(([, number]) => Number(number) >= FIRST)
    .flatMap(([, , ranges]) => ranges.split(","))
    .map((one) => one.trim().slice(2).split("-").map((code) => parseInt(code, 16)))
    .map(([from, to = from]) => range(from, to))
    .join("")
    .replace(/[^가-힣]/g, "");
}

function usedCharacters() {
  const texts = ["en", "ko"].flatMap((language) =>
    readdirSync(site + language)
      .filter((file) => file.endsWith(".html"))
      .map((file) => readFileSync(site + language + "/" + file, "utf8"))
  );
  const references = /&#(x?)([\da-f]+);/gi;
  return texts
    .join("")
    .replace(references, (_, hex, number) => String.fromCodePoint(parseInt(number, hex ? 16 : 10)));
}

/** Writes another name of the same length into the table of names, except into the copyright. */
function renamed(sfnt) {
  const font = Buffer.from(sfnt);
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; i++) {
    const entry = 12 + 16 * i;
    if (font.toString("latin1", entry, entry + 4) !== "name") continue;
    const table = font.readUInt32BE(entry + 8);
    const strings = table + font.readUInt16BE(table + 4);
    for (let k = 0; k < font.readUInt16BE(table + 2); k++) {
      const record = table + 6 + 12 * k;
      if (font.readUInt16BE(record + 6) === 0) continue;
      const start = strings + font.readUInt16BE(record + 10);
      const end = start + font.readUInt16BE(record + 8);
      for (const encode of [utf16, latin1]) {
        const at = font.subarray(start, end).indexOf(encode("Pretendard"));
        if (at >= 0) encode("TCPLessons").copy(font, start + at);
      }
    }
  }
  return font;
}

function utf16(text) {
  return Buffer.from(text, "utf16le").swap16();
}

function latin1(text) {
  return Buffer.from(text, "latin1");
}

function coverage(sfnt) {
  const codes = new Face(new Blob(sfnt)).collectUnicodes();
  return [...codes].map((code) => String.fromCodePoint(code));
}

async function write(name, characters) {
  const sfnt = await subsetFont(readFileSync(original), characters.join(""), {
    targetFormat: "sfnt",
    keepFeatures: FEATURES,
    variationAxes: { wght: { min: 400, max: 700 } },
    noHinting: true,
  });
  const font = renamed(sfnt);
  const woff2 = await fontverter.convert(font, "woff2");
  writeFileSync(target + name, woff2);
  console.log(name, woff2.length, "bytes");
  return coverage(font);
}

mkdirSync(target, { recursive: true });
const used = [...new Set(ALWAYS + frequentHangul() + usedCharacters())].filter((c) => c >= " ");
const drawn = [
  ...(await write("latin.woff2", used.filter((c) => !HANGUL.test(c)))),
  ...(await write("hangul.woff2", used.filter((c) => HANGUL.test(c)))),
];
const lines = [...new Set(drawn)].sort().join("").match(/.{1,80}/gsu);
writeFileSync(target + "characters.txt", lines.join("\n") + "\n");
copyFileSync(join(modules, "pretendard/dist/LICENSE.txt"), target + "LICENSE.txt");
console.log("not in the family:", used.filter((c) => !drawn.includes(c)).join(" "));
