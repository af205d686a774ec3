// Makes the sprite of map symbols of the report page: ../../src/report/assets/symbols.svg
//   node make.mjs           writes the file
//   node make.mjs --check   exits 1 if the file differs from what would be written
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const ms = require("milsymbol");
const { version } = require("milsymbol/package.json");
const target = fileURLToPath(new URL("../../src/report/assets/symbols.svg", import.meta.url));

const STROKE = 6;
// White gaps on the black frame of what is suspected or assumed: wide enough to be seen at 24 px.
ms.setDashArrays("7,13", "7,13", "7,13");

// Tints that people with any of the common colour deficiencies tell apart; the frame carries the meaning too.
const SUSPECT = "#f2a679"; // of Okabe-Ito vermillion #d55e00
const UNKNOWN = "#f0e442";
const NEUTRAL = "#8fd3b6"; // of Okabe-Ito bluish green #009e73
const PLACE = "#e3f3eb"; // civil places: paler, for they are background
const VERMILLION = "#d55e00";
const BLUE = "#0072b2";

const FRIEND = "3", N = "4", S = "5", U = "1";
const frames = { unit: "3", installation: "5" };

// The identification code, thirty digits of MIL-STD-2525E: version 13, reality, identity, symbol set, status,
// headquarters or task force, echelon 00, entity, modifiers, and the frame shape where it is another set's.
function sidc(identity, set, entity, { m1 = "00", m2 = "00", status = "0", hq = "0", frame = "0" } = {}) {
  return `130${identity}${set}${status}${hq}00${entity}${m1}${m2}00${frame}0000000`;
}

// Icons of our own, drawn in milsymbol's 200 x 200 field, for a frame that milsymbol draws.
const STALL =
  `<path d="M68 82 L76 70 L124 70 L132 82 Z" fill="#efefef" stroke="#000" stroke-width="4"/>` +
  `<path d="M68 82 A8 8 0 0 0 84 82 A8 8 0 0 0 100 82 A8 8 0 0 0 116 82 A8 8 0 0 0 132 82 Z" fill="#000" stroke="#000" stroke-width="2"/>` +
  `<path d="M74 90 V130 M126 90 V130 M70 112 H130" fill="none" stroke="#000" stroke-width="5"/>`;

// [id, sidc, options, icon of our own]; the option zoom enlarges the icon in its frame, to be read at 24 px.
const standard = [
  // Units: friendly frame, filled with the page's colour.
  ["unit-foot", sidc(FRIEND, "10", "121100")],
  ["unit-mounted", sidc(FRIEND, "10", "121300", { m2: "31" })],
  ["unit-vehicle", sidc(FRIEND, "10", "121104")],
  ["unit-boat", sidc(FRIEND, "30", "120800"), { zoom: 1.3 }],
  ["unit-uav", sidc(FRIEND, "01", "110300"), { zoom: 1.15 }],
  ["unit-reaction", sidc(FRIEND, "10", "121104", { hq: "4" })],
  // Sites of the services.
  ["site-post", sidc(FRIEND, "20", "112102"), { zoom: 1.3 }],
  ["site-crossing_point", sidc(FRIEND, "20", "121312"), { zoom: 1.5 }],
  ["site-headquarters", sidc(FRIEND, "10", "200000", { hq: "2" }), { hqStaffLength: 40, zoom: 2.2 }],
  ["site-relay", sidc(FRIEND, "20", "121203"), { zoom: 1.1 }],
  ["site-height", sidc(FRIEND, "10", "121200", { frame: frames.installation }), { zoom: 1.5 }],
  // Civil places.
  ["site-village", sidc(N, "20", "112300"), { fillColor: PLACE, zoom: 2 }],
  ["site-market", sidc(N, "20", "000000"), { fillColor: PLACE, zoom: 1.25 }, STALL],
  ["site-intake", sidc(N, "20", "121408"), { fillColor: PLACE, zoom: 1.2 }],
  // People as they truly are.
  ["group-armed_group", sidc(S, "40", "110400", { frame: frames.unit }), { zoom: 1.25 }],
  ["group-extremist_courier", sidc(S, "11", "110300", { m1: "19" })],
  ["group-weapons_trafficking", sidc(S, "20", "120303", { frame: frames.unit }), { zoom: 1.2 }],
  ["group-drug_trafficking", sidc(U, "40", "110501")],
  ["group-organised_crime", sidc(U, "40", "110100"), { zoom: 1.1 }],
  ["group-spillover", sidc(S, "11", "110400", { m1: "10" })],
  ["group-irregular_migration", sidc(N, "11", "110400"), { zoom: 1.3 }],
  ["group-lawful_crossing", sidc(N, "11", "110000"), { zoom: 1.15 }],
  ["civilian-herder", sidc(N, "20", "120102", { frame: frames.unit }), { zoom: 1.3 }],
  ["civilian-farmer", sidc(N, "20", "120104", { frame: frames.unit }), { zoom: 1.3 }],
  ["civilian-trader", sidc(N, "10", "000000"), { zoom: 1.25 }, STALL],
  ["civilian-pupil", sidc(N, "20", "120402", { frame: frames.unit }), { zoom: 1.6 }],
  // Contacts as a side knows them.
  ["track-unknown", sidc(U, "00", "000000"), { zoom: 1.15 }],
  ["track-threat", sidc(S, "10", "000000")],
  ["track-irregular", sidc(N, "11", "110400", { status: "1" }), { zoom: 1.3 }],
  ["track-lawful", sidc(N, "11", "110000"), { zoom: 1.15 }],
];

// Marks of our own, where the standard has none that fits: [id, viewBox, drawing].
const line = `fill="none" stroke="#000" stroke-width="8" stroke-linecap="round" stroke-linejoin="round"`;
const own = [
  // Two flanks with the way between them.
  ["site-pass", "0 0 100 84", `<path d="M4 4 Q36 42 4 80 M96 4 Q64 42 96 80" ${line}/><path d="M50 12 V72" ${line} stroke-dasharray="10,15"/>`],
  // A stream and the way across it.
  ["site-ford", "0 0 100 80", `<g ${line}><path d="M4 32 Q15.5 16 27 32 T50 32 T73 32 T96 32 M4 56 Q15.5 40 27 56 T50 56 T73 56 T96 56" stroke="${BLUE}"/><path d="M50 4 V12 M50 68 V76"/></g>`],
  // Tufts of grass.
  ["site-pasture", "0 0 100 72", `<path d="M4 64 H96 M28 64 L14 32 M28 64 V22 M28 64 L42 32 M72 64 L58 32 M72 64 V22 M72 64 L86 32" ${line}/>`],
  // A mere dot.
  ["site-junction", "0 0 100 100", `<circle cx="50" cy="50" r="26" fill="#efefef" stroke="#000" stroke-width="12"/>`],
  // A paw.
  ["group-wildlife", "0 0 100 92", `<g fill="#000"><path d="M50 42 C66 42 84 66 82 78 C80 90 64 90 50 86 C36 90 20 90 18 78 C16 66 34 42 50 42 Z"/><ellipse cx="12" cy="42" rx="10" ry="14"/><ellipse cx="35" cy="18" rx="11" ry="16"/><ellipse cx="65" cy="18" rx="11" ry="16"/><ellipse cx="88" cy="42" rx="10" ry="14"/></g>`],
  // A warning triangle.
  ["incident", "0 0 100 90", `<path d="M50 5 L95 85 H5 Z" fill="${UNKNOWN}" stroke="#000" stroke-width="8" stroke-linejoin="round"/><path d="M44.5 30 H55.5 L53.5 58 H46.5 Z" fill="#000"/><circle cx="50" cy="69" r="6" fill="#000"/>`],
];

const one = (number) => String(Math.round(number * 10) / 10 + 0);

// Numbers to one decimal: whole numbers (arc flags among them) stay as they stand.
function rounded(text) {
  let out = "", last = 0;
  for (const match of text.matchAll(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi)) {
    out += text.slice(last, match.index);
    last = match.index + match[0].length;
    const token = /[.e]/i.test(match[0]) ? one(Number(match[0])) : match[0];
    if (/[\d.]$/.test(out) && !/^[-+]/.test(token)) out += " ";
    out += token;
  }
  return out + text.slice(last);
}

// The least of what milsymbol wrote: short colours and numbers, no empty elements, presentation attributes only.
function tidy(svg) {
  return svg
    .replace(/^<svg[^>]*>|<\/svg>$/g, "")
    .replace(/rgb\(239, 239, 239\)/g, "#efefef")
    .replace(/"black"/g, '"#000"')
    .replace(/"white"/g, '"#fff"')
    .replace(/ font-family="[^"]*"/g, ' font-family="sans-serif"')
    .replace(/ stroke-width="[^"]*" stroke="none"/g, ' stroke="none"')
    .replace(/ stroke="none"/g, "")
    .replace(/ fill-opacity="1"/g, "")
    .replace(/ d="([^"]*)"/g, (_, d) => ` d="${rounded(d).replace(/\s*,\s*|\s+/g, " ").trim()}"`)
    .replace(/ (x|y|cx|cy|r|stroke-width|font-size|transform)="([^"]*)"/g, (all, name, value) =>
      value.startsWith("scale") ? all : ` ${name}="${rounded(value)}"`)
    .replace(/\s*><\/(path|circle)>/g, "/>")
    .replace(/\s+>/g, ">")
    .replace(/<g[^>]*><\/g>/g, "");
}

function box({ x1, y1, x2, y2 }, margin) {
  const x = Math.floor((x1 - margin) * 10) / 10, y = Math.floor((y1 - margin) * 10) / 10;
  return [x, y, x2 + margin - x, y2 + margin - y].map(one).join(" ");
}

// The drawing with what lies between frame and amplifiers, the icon, enlarged about the frame's middle.
function zoomed(whole, bare, zoom) {
  let head = 0, tail = 0;
  while (head < bare.length && whole[head] === bare[head]) head++;
  while (tail < bare.length - head && whole.at(-1 - tail) === bare.at(-1 - tail)) tail++;
  const icon = whole.slice(head, whole.length - tail).join("");
  return [...whole.slice(0, head), `<g transform="translate(${one(100 - 100 * zoom)},${one(100 - 100 * zoom)}) scale(${zoom})">${icon}</g>`, ...whole.slice(whole.length - tail)].join("");
}

function draw(code, { zoom = 1, ...options } = {}, icon = "") {
  const symbolOf = (more) => new ms.Symbol(code, {
    size: 100,
    strokeWidth: STROKE,
    civilianColor: false,
    colorMode: {
      Civilian: NEUTRAL, Friend: "currentColor", Hostile: SUSPECT, Suspect: SUSPECT, Neutral: NEUTRAL, Unknown: UNKNOWN,
    },
    ...options,
    ...more,
  });
  const elements = (symbol) => tidy(symbol.asSVG()).split(/(?<=>)(?=<)/);
  const symbol = symbolOf({});
  if (!icon && !symbol.isValid()) throw new Error(`milsymbol does not know ${code}`);
  // A diamond's mitred corners reach further than half the stroke.
  const margin = (STROKE / 2) * (code[3] === S ? Math.SQRT2 : 1);
  const bare = elements(symbolOf({ icon: false }));
  const whole = icon ? [...bare, icon] : elements(symbol);
  return [box(symbol.bbox, margin), zoom === 1 ? whole.join("") : zoomed(whole, bare, zoom)];
}

// The standard's flame, without a frame.
function fire() {
  const code = sidc(N, "40", "140000");
  const symbol = new ms.Symbol(code, { size: 100, strokeWidth: STROKE, frame: false });
  const drawing = tidy(symbol.asSVG()).replaceAll('fill="#000"', `fill="${VERMILLION}" stroke="#000" stroke-width="3"`);
  return [box(symbol.bbox, 2), drawing];
}

const symbols = [
  ...standard.map(([id, code, options, icon]) => [id, ...draw(code, options, icon)]),
  ["fire", ...fire()],
  ...own,
].sort(([a], [b]) => (a < b ? -1 : 1));

const copyright = readFileSync(require.resolve("milsymbol").replace(/dist.*$/, "LICENSE"), "utf8").match(/Copyright.*/)[0].trim();
const sprite =
  `<svg xmlns="http://www.w3.org/2000/svg">\n` +
  `<!-- Made by tools/symbols/make.mjs with milsymbol ${version} (MIT). ${copyright} -->\n` +
  symbols.map(([id, viewBox, drawing]) => `<symbol id="sym-${id}" viewBox="${viewBox}">\n${drawing.replace(/></g, ">\n<")}\n</symbol>\n`).join("") +
  `</svg>\n`;

for (const forbidden of [/<style/, / style=/, /<script/, /url\(/, /clipPath/, / on[a-z]+=/, /NaN|undefined/]) {
  if (forbidden.test(sprite)) throw new Error(`the sprite holds ${forbidden}`);
}

if (process.argv.includes("--check")) {
  let present = "";
  try {
    present = readFileSync(target, "utf8");
  } catch {
    // A missing file differs.
  }
  if (present !== sprite) {
    console.error("src/report/assets/symbols.svg differs: run node make.mjs");
    process.exit(1);
  }
} else {
  writeFileSync(target, sprite);
  console.log(`${symbols.length} symbols, ${Buffer.byteLength(sprite)} bytes`);
}
