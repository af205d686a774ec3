// The after-action report in a real browser: see ../../templates and ../../src/report/assets.
import assert from "node:assert/strict";
import { cp, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import axe from "axe-core";
import * as help from "./help.mjs";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const LANGUAGES = ["en", "ru"];
const BAD = `<script>window.hacked=1</script> "><img src=x onerror=window.hacked=1> 'q' "q" \u202Eback 👮‍♀️`;
const LONG = "x".repeat(10_000);

let browser;
let scratch;
let run;
const report = (lang) => path.join(scratch, `report-${lang}.html`);
// Every test closes its pages, also when it fails, so that the browser stays small.
const inPage = async (file, options, body) => {
  const opened = await help.open(browser, file, options);
  try {
    await body(opened.page, opened);
  } finally {
    await opened.close();
  }
};

// Lays out what is out of sight, too.
const showAll = (page) =>
  page.evaluate(() => {
    for (const s of document.querySelectorAll("main > section")) s.style.contentVisibility = "visible";
  });

before(async () => {
  scratch = await help.scratch();
  run = path.join(scratch, "run");
  await help.patrol("run", "four_services", "--seed", "7", "--out", run);
  for (const lang of LANGUAGES) await help.patrol("review", run, "--lang", lang, "--out", report(lang));
  browser = await help.launch();
  // The first page of a browser pays for the browser's own start.
  await (await browser.newPage()).close();
});

after(async () => {
  await browser?.close();
  await help.remove(scratch);
});

test("opens from disk, soon and silently, and asks for nothing", async () => {
  const file = path.join(run, "report.html");
  assert.ok((await stat(file)).size <= 5e6);
  // The best of up to six: other tests may keep the machine busy.
  const took = [];
  while (took.length < 6 && !took.some((ms) => ms <= 2000)) {
    await inPage(file, {}, async (page, { faults }) => {
      took.push(await page.evaluate(() => window.readyAfter));
      assert.deepEqual(faults, []);
    });
  }
  assert.ok(Math.min(...took) <= 2000, `ready after ${took.join(", ")} ms`);
});

test("what is out of sight is laid out late, and every link still leads to its place", async () => {
  const skipped = () =>
    [...document.querySelectorAll("main > section > h2")]
      .filter((h) => !h.checkVisibility({ contentVisibilityAuto: true }))
      .map((h) => h.parentElement.id);
  await inPage(report("en"), {}, async (page) => {
    assert.ok((await page.evaluate(skipped)).includes("findings"));
    const links = page.locator("header nav a");
    for (let i = 0; i < (await links.count()); i++) {
      await page.evaluate(() => scrollTo(0, 0));
      await links.nth(i).click();
      const id = (await links.nth(i).getAttribute("href")).slice(1);
      // At the top of the window, unless the page ends before.
      await page.waitForFunction((id) => {
        const { top } = document.getElementById(id).getBoundingClientRect();
        const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
        return Math.abs(top - 16) < 2 || (end && top > 0 && top < innerHeight);
      }, id, { timeout: 5000 });
      await page.waitForFunction(
        (id) => document.querySelector(`#${id} > h2`).checkVisibility({ contentVisibilityAuto: true }),
        id,
        { timeout: 5000 },
      );
    }
    await page.emulateMedia({ media: "print" });
    // On a busy machine a layout or two later.
    await page.waitForFunction(
      () => [...document.querySelectorAll("main > section > h2")].every((h) => h.checkVisibility({ contentVisibilityAuto: true })),
      undefined,
      { timeout: 5000 },
    );
  });
});

test("the page has a policy that lets nothing in", async () => {
  await inPage(report("en"), {}, async (page) => {
    const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', "content");
    assert.match(policy, /(^|;)\s*default-src 'none'\s*(;|$)/);
  });
});

test("play moves units and the clock, pause stops them", async () => {
  await inPage(report("en"), { hash: `#t=${6 * HOUR}&view=truth` }, async (page, { faults }) => {
    const start = await help.positions(page);
    const clock = await help.clock(page);
    assert.ok(start.length > 0);
    const slow = await help.playFor(page, 60, 1000);
    const fast = await help.playFor(page, 1000, 1000);
    assert.ok(slow > 0 && fast > 4 * slow, `60×: ${slow} s, 1000×: ${fast} s`);
    const stopped = await help.positions(page);
    assert.notDeepEqual(stopped, start);
    assert.notEqual(await help.clock(page), clock);
    await wait(300);
    assert.deepEqual(await help.positions(page), stopped);
    assert.deepEqual(faults, []);
  });
});

test("scrubbing and keys move the replay", async () => {
  await inPage(report("en"), {}, async (page) => {
    const D = await help.data(page);
    await page.fill("#scrub", "500");
    assert.equal(await help.moment(page), D.end / 2000);
    // As a reader who clicks beside everything: the keys belong to the page, not to a control.
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press(".");
    assert.equal(await help.moment(page), D.end / 2000 + 10 * MINUTE);
    await page.keyboard.press(",");
    assert.equal(await help.moment(page), D.end / 2000);
    const main = D.entries.filter((e) => e[6]).map((e) => e[1]);
    const next = main.find((t) => t > D.end / 2);
    await page.keyboard.press("n");
    assert.equal(await help.moment(page), Math.round(next / 1000));
    await page.keyboard.press("p");
    assert.equal(await help.moment(page), Math.round(main.findLast((t) => t < next) / 1000));
    const here = await help.moment(page);
    await page.keyboard.press(" ");
    await wait(500);
    await page.keyboard.press(" ");
    const there = await help.moment(page);
    assert.ok(there > here);
    await wait(300);
    assert.equal(await help.moment(page), there);
  });
});

test("the address holds moment and view", async () => {
  const show = async (page) => ({
    clock: await help.clock(page),
    view: await page.inputValue("#view"),
    units: await help.positions(page),
    now: await page.textContent("#now"),
  });
  await inPage(report("en"), {}, async (page) => {
    await page.selectOption("#view", "1");
    // A moment that falls on a whole second, as the address has no finer ones.
    await page.locator("#scrub").fill("250");
    const hash = await page.evaluate(() => location.hash);
    assert.equal(hash, `#t=${18 * HOUR}&view=KGZ`);
    const shown = await show(page);
    await inPage(report("en"), { hash }, async (again) => assert.deepEqual(await show(again), shown));
  });
});

test("moments on the page move the replay", async () => {
  await inPage(report("en"), {}, async (page) => {
    for (const place of ["#findings", "#areas .moments", "#areas .chain", "#entries", "#knowledge"]) {
      const all = page.locator(`${place} .jump`);
      const count = await all.count();
      assert.ok(count > 0, place);
      for (const jump of [all.first(), all.nth(count >> 1), all.last()]) {
        await jump.evaluate((b) => b.closest("details")?.setAttribute("open", ""));
        await jump.click();
        const t = Number(await jump.getAttribute("data-t"));
        assert.equal(await help.moment(page), Math.round(t / 1000), place);
        const says = (await jump.textContent()).trim();
        assert.ok((await help.clock(page)).startsWith(says), `${place}: ${says}, ${await help.clock(page)}`);
      }
    }
  });
});

test("a side's view hides what that side did not know", async () => {
  const journal = await help.journal(run);
  const entries = new Map(journal.map((e) => [e.seq, e]));
  const opened = journal.filter((e) => e.kind === "track_opened");
  await inPage(report("en"), {}, async (page) => {
    const D = await help.data(page);
    const ids = D.states.map((s) => s.id);
    const stateOf = (actor) => ids.find((id) => id === actor.split("/")[0]);
    const showing = (selector) =>
      page.locator(selector).evaluateAll((all) => all.flatMap((g, i) => (g.getAttribute("display") === "none" ? [] : [i])));
    // Seen from above there are groups, so that their absence below means something.
    await page.fill("#scrub", "500");
    assert.ok((await showing("#map .mover.g")).length > 0);
    assert.deepEqual(await showing("#map g.track"), []);
    let tracks = 0;
    for (const [i, id] of ids.entries()) {
      await page.selectOption("#view", String(i));
      for (const part of [50, 300, 500, 700, 950]) {
        await page.fill("#scrub", String(part));
        const t = (part * D.end) / 1000;
        assert.deepEqual(await showing("#map .mover.g"), [], `${id} at ${t}`);
        // Groups of the map stand in the order of the data.
        for (const k of await showing("#map g.track")) {
          const { s, n, f } = D.tracks[k];
          assert.equal(s, i, `${id} sees a track of ${ids[s]}`);
          const own = opened.find((e) => e.actor === id && e.track === n && e.at_ms === f[0]);
          assert.ok(own && own.at_ms <= t, `${id} sees ${n} at ${t}`);
          assert.ok(Math.hypot(f[1] - own.x_m, f[2] - own.y_m) < 1, `${id} sees ${n} elsewhere`);
          tracks += 1;
        }
        for (const k of await showing("#map .mover")) {
          const m = D.movers[k];
          const met = m.with.some(([from, to, side]) => side === i && from <= t && t <= to);
          assert.ok(m.s === i || met, `${id} sees ${m.n} at ${t}`);
        }
      }
      await page.uncheck("#filter-main");
      await page.evaluate(() => {
        const more = document.getElementById("entries-more");
        while (!more.hidden) more.click();
      });
      const listed = await page
        .locator("#entries .seq, #now .seq")
        .evaluateAll((all) => all.map((e) => Number(e.textContent.slice(1, -1))));
      assert.ok(listed.length > 0);
      const subjects = new Map(D.entries.map((e) => [e[0], e[3]]));
      for (const seq of listed) {
        const side = stateOf(entries.get(seq).actor);
        const fine = side === id || (side === undefined && subjects.get(seq) === "exercise");
        assert.ok(fine, `${id} reads [${seq}] ${entries.get(seq).kind} of ${entries.get(seq).actor}`);
      }
    }
    assert.ok(tracks > 0);
  });
});

test("notes are kept, saved, loaded and printed", async () => {
  const file = path.join(scratch, "notes.json");
  const text = `He said "stop" & <script>window.hacked=1</script> 'so' 👮‍♀️\nsecond line`;
  const wanted = {
    function: `Evaluator "north" <b> 👍`,
    ratings: {},
    notes: { general: text },
    plan: [{ action: `${text} A`, owner: "KGZ <duty>", date: "1 Sep" }],
  };
  const state = (page) =>
    page.evaluate(() =>
      [...document.querySelectorAll("[data-note],[data-rating],[data-plan],#notes-function")].map((f) => f.value),
    );
  let filled;
  await inPage(report("en"), {}, async (page, { faults }) => {
    const objectives = await page.locator("[data-rating]").evaluateAll((all) => all.map((f) => f.dataset.rating));
    for (const [i, id] of objectives.entries()) {
      wanted.ratings[id] = "PSMU"[i % 4];
      wanted.notes[`objective:${id}`] = `${id}: ${text}`;
      await page.selectOption(`[data-rating="${id}"]`, wanted.ratings[id]);
      await page.fill(`[data-note="objective:${id}"]`, wanted.notes[`objective:${id}`]);
    }
    await page.fill("#notes-function", wanted.function);
    await page.fill('[data-note="general"]', text);
    for (const part in wanted.plan[0]) await page.locator(`[data-plan="${part}"]`).first().fill(wanted.plan[0][part]);
    filled = await state(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#notes-save")]);
    await download.saveAs(file);
    const { format, digest, edition, ...saved } = JSON.parse(await readFile(file, "utf8"));
    assert.equal(format, 1);
    assert.equal(edition, "joint");
    assert.equal(digest, (await help.data(page)).digest);
    assert.deepEqual(saved, wanted);
    await page.reload();
    await help.ready(page);
    assert.deepEqual(await state(page), filled);
    assert.deepEqual(faults, []);
  });
  await inPage(report("en"), {}, async (page, { faults }) => {
    assert.ok((await state(page)).every((v) => v === ""));
    await page.setInputFiles("#notes-load", file);
    await page.waitForFunction(() => document.getElementById("notes-status").textContent !== "");
    assert.deepEqual(await state(page), filled);
    assert.deepEqual(faults, []);
  });
  const printed = path.join(scratch, "with-notes.html");
  await help.patrol("review", run, "--notes", file, "--out", printed);
  await inPage(printed, {}, async (page, { faults }) => {
    const given = await page.locator("#objectives .given").allTextContents();
    assert.equal(given.length, Object.keys(wanted.ratings).length);
    for (const [i, letter] of Object.values(wanted.ratings).entries()) {
      const suggested = await page.locator("#objectives .objective h3 .rating").nth(i).textContent();
      assert.ok(given[i].startsWith(`${wanted.function}: ${letter} `) && given[i].endsWith(` ${suggested}`), given[i]);
    }
    assert.equal(await page.locator("#objectives > .notice").count(), 1);
    const notes = await page.locator("#notes .evaluator").textContent();
    for (const note of Object.values(wanted.notes)) assert.ok(notes.includes(note), note);
    assert.ok((await page.textContent("#plan")).includes(wanted.plan[0].action));
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.deepEqual(faults, []);
  });
});

for (const lang of LANGUAGES) {
  test(`prints whole tables on A4 (${lang})`, async () => {
    // The width of A4 between the margins of the style sheet: 186 mm.
    await inPage(report(lang), { width: 703 }, async (page) => {
      await page.emulateMedia({ media: "print" });
      const wrong = await page.evaluate(() => {
        dispatchEvent(new Event("beforeprint"));
        const found = [];
        const name = (e) => `${e.closest("section,aside")?.id} ${e.tagName} ${e.textContent.slice(0, 40)}`;
        for (const e of document.querySelectorAll("table,tr,th,td")) {
          const box = e.getBoundingClientRect();
          if (box.width === 0) continue;
          if (box.left < 0 || box.right > innerWidth + 0.5) found.push(`beyond the page: ${name(e)}`);
          if (e.scrollWidth > Math.max(e.clientWidth, Math.ceil(box.width))) found.push(`wider than itself: ${name(e)}`);
          const table = e.tagName === "TABLE" && e.parentElement.getBoundingClientRect();
          if (table && box.right > table.right + 0.5) found.push(`wider than its place: ${name(e)}`);
          if (e.tagName === "TR" && getComputedStyle(e).breakInside !== "avoid") found.push(`may be cut: ${name(e)}`);
        }
        return found;
      });
      assert.deepEqual(wrong, []);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const text = pdf.toString("latin1");
      assert.ok(text.startsWith("%PDF"));
      assert.ok(text.match(/\/Type\s*\/Page\b/g).length > 3);
    });
  });
}

test("on a screen tables and charts keep within their section", async () => {
  for (const lang of LANGUAGES) {
    for (const width of [700, 1160, 1280, 1400]) {
      await inPage(report(lang), { width }, async (page) => {
        await showAll(page);
        const beyond = await page.locator("main table, main svg").evaluateAll((all) =>
          all.flatMap((e) => {
            const s = e.closest("section");
            const room = s.getBoundingClientRect().right - parseFloat(getComputedStyle(s).paddingRight);
            const by = e.getBoundingClientRect().right - room;
            return by > 2 ? [`${s.id} ${e.tagName} by ${by} px`] : [];
          }),
        );
        assert.deepEqual(beyond, [], `${lang}, ${width} px`);
      });
    }
  }
});

/** The shipped scenario with hostile text in all that people may write. */
async function hostile() {
  const folder = path.join(scratch, "scenarios");
  await cp(path.join(help.root, "scenarios"), folder, { recursive: true });
  const file = path.join(folder, "first_patrol/scenario.ron");
  let text = await readFile(file, "utf8");
  const said = `${BAD} ${LONG}`;
  for (const old of [
    '"First patrol"',
    '"Archa first"',
    '"Archa post"',
    '"The neighbour knows of a threat in time, and says so"',
    '"Who patrols the gorge?"',
  ]) {
    assert.ok(text.includes(old), old);
    text = text.replaceAll(old, () => `r##"${said}"##`);
  }
  await writeFile(file, text);
  const out = path.join(scratch, "hostile");
  await help.patrol("run", file, "--out", out);
  const { digest } = JSON.parse(await readFile(path.join(out, "score.json"), "utf8"));
  const notes = path.join(scratch, "hostile-notes.json");
  await writeFile(
    notes,
    JSON.stringify({
      format: 1,
      digest,
      function: said,
      ratings: { inform: "P" },
      notes: { general: said, "objective:inform": said },
      plan: [{ action: said, owner: said, date: said }],
    }),
  );
  const page = path.join(scratch, "hostile.html");
  await help.patrol("review", out, "--notes", notes, "--out", page);
  return { file: page, notes };
}

test("hostile text is shown as text, and breaks nothing", async () => {
  const { file, notes } = await hostile();
  assert.doesNotMatch(await readFile(file, "utf8"), /\u202e|\\u202e|&#x0*202e|&#8238/i);
  for (const width of [1400, 420]) {
    await inPage(file, { width }, async (page, { faults }) => {
      await page.setInputFiles("#notes-load", notes);
      await page.waitForFunction(() => document.getElementById("notes-status").textContent !== "");
      await page.selectOption("#view", "0");
      await page.fill("#scrub", "500");
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      const inform = '.objective:has([data-rating="inform"])';
      for (const place of ["h1", `${inform} h3`, `${inform} .given`, "#injects", "#plan tbody", "#notes .evaluator"]) {
        const shown = await page.textContent(place);
        assert.ok(shown.includes("<script>window.hacked=1</script>"), place);
        assert.ok(shown.includes("👮‍♀️"), place);
      }
      // On the map names are cut short.
      const titles = await page.locator("#map title").allTextContents();
      for (const kind of [/^KGZ, .*post.*: <script>/i, /^KGZ, .*: <script>/]) assert.ok(titles.some((t) => kind.test(t)), kind);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.equal(await page.locator("img").count(), 0);
      assert.equal(await page.locator("script").count(), 2);
      assert.ok(!(await page.evaluate(() => document.documentElement.textContent)).includes("\u202e"));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width + 1, `${wide} px wide in a window of ${width}`);
      assert.deepEqual(faults, []);
    });
  }
});

for (const lang of LANGUAGES) {
  test(`axe finds nothing serious (${lang})`, async () => {
    await inPage(report(lang), {}, async (page) => {
      await showAll(page);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
      const serious = violations.filter((v) => ["serious", "critical"].includes(v.impact));
      const told = serious.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 200)} – ${v.nodes[0].failureSummary}`);
      assert.deepEqual(told, []);
    });
  });
}

test("a state's edition offers its own picture and no other", async () => {
  const file = path.join(scratch, "kgz.html");
  await help.patrol("review", run, "--for", "KGZ", "--out", file);
  await inPage(file, { hash: "#t=3600&view=TJK" }, async (page, { faults }) => {
    const D = await help.data(page);
    const own = D.states.findIndex((s) => s.id === "KGZ");
    const values = await page.locator("#view option").evaluateAll((all) => all.map((o) => o.value));
    assert.deepEqual(values, ["truth", String(own)]);
    // An address from the joint edition does not open another's picture either.
    assert.equal(await page.inputValue("#view"), "truth");
    assert.ok(D.tracks.every((t) => t.s === own));
    assert.deepEqual(faults, []);
  });
});
