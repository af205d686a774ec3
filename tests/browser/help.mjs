// What the browser tests share: the binary, the browser, and opening a report.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const binary = process.env.JOINT_PATROL ?? path.join(root, "target/release/joint-patrol");

/** Runs the program. A build under way may take the binary away for a moment. */
export async function patrol(...args) {
  for (let tries = 60; ; tries--) {
    try {
      return await promisify(execFile)(binary, args, { maxBuffer: 1 << 26 });
    } catch (e) {
      if (tries === 0 || !["ENOENT", "EACCES", "ETXTBSY"].includes(e.code)) throw e;
      await wait(1000);
    }
  }
}

/** A folder for what the tests write. */
export const scratch = () => mkdtemp(path.join(tmpdir(), "joint-patrol-browser-"));
export const remove = (folder) => rm(folder, { recursive: true, force: true });

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/**
 * Opens a report in a context of its own and waits until it is ready. `faults` gathers what a report
 * must never do: errors, warnings, requests for anything but its own file.
 */
export async function open(browser, file, { hash = "", width = 1400, height = 900 } = {}) {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const faults = [];
  page.on("console", (m) => {
    if (["error", "warning"].includes(m.type())) faults.push(`${m.type()}: ${m.text()}`);
  });
  page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
  page.on("request", (r) => {
    if (r.url().split("#")[0] !== address) faults.push(`request: ${r.url()}`);
  });
  // Noted in the page, so that the clock runs from the navigation and not from this process.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      window.readyAfter ??= performance.now();
    }).observe(document, { subtree: true, attributeFilter: ["data-ready"] });
  });
  await page.goto(address + hash);
  await ready(page);
  return { page, faults, address, close: () => context.close() };
}

export const ready = (page) => page.waitForFunction(() => document.documentElement.dataset.ready === "yes");

/** The data of the replay, as they stand in the page. */
export const data = (page) => page.evaluate(() => JSON.parse(document.getElementById("data").textContent));

/** The moment in the address bar, in seconds. */
export const moment = (page) => page.evaluate(() => Number(new URLSearchParams(location.hash.slice(1)).get("t")));

export const clock = (page) => page.locator("#clock").textContent();

/** Where the units on the map are, of those that show. */
export const positions = (page) =>
  page
    .locator("#map .mover.u:not([display=none])")
    .evaluateAll((all) => all.map((g) => `${g.dataset.name} ${g.getAttribute("transform")}`));

/** Runs the replay for so many milliseconds and returns how many seconds of the exercise passed. */
export async function playFor(page, speed, ms) {
  await page.selectOption("#speed", String(speed));
  const before = await moment(page);
  await page.click("#play");
  await wait(ms);
  await page.click("#play");
  return (await moment(page)) - before;
}

/** The entries of a journal; its first line is the header. */
export async function journal(run) {
  const text = await readFile(path.join(run, "journal.jsonl"), "utf8");
  return text.trim().split("\n").map((line) => JSON.parse(line)).filter((e) => e.seq !== undefined);
}
