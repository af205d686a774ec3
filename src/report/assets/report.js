"use strict";
// The replay, the timeline and the notes of a report. All data stand in the page; nothing is fetched.
(() => {
  const D = JSON.parse(document.getElementById("data").textContent);
  const T = D.texts;
  const $ = (id) => document.getElementById(id);
  const NS = "http://www.w3.org/2000/svg";
  const svg = (name, attributes, parent) => {
    const e = document.createElementNS(NS, name);
    for (const k in attributes) e.setAttribute(k, attributes[k]);
    if (parent) parent.append(e);
    return e;
  };
  const el = (name, text, parent, cls) => {
    const e = document.createElement(name);
    if (text) e.textContent = text;
    if (cls) e.className = cls;
    if (parent) parent.append(e);
    return e;
  };
  const option = (select, value, text) => {
    const o = el("option", text, select);
    o.value = value;
  };

  // ---- time ----
  const DAY = 86400000;
  const pad = (n) => String(n).padStart(2, "0");
  const moment = (t, seconds) => {
    const ms = D.clock + t;
    const day = Math.floor(ms / DAY);
    const s = Math.floor((ms - day * DAY) / 1000);
    const hm = pad(Math.floor(s / 3600)) + ":" + pad(Math.floor(s / 60) % 60);
    return "D" + (day < 0 ? "" : "+") + day + " " + hm + (seconds ? ":" + pad(s % 60) : "");
  };
  // The last index whose value is at most t, in a flat list of `step` numbers a row; -1 if none.
  const upTo = (list, step, t) => {
    let a = 0;
    let b = list.length / step;
    while (a < b) {
      const m = (a + b) >> 1;
      if (list[m * step] <= t) a = m + 1;
      else b = m;
    }
    return a - 1;
  };
  const inSpans = (spans, t) => spans.some((s) => s[0] <= t && t <= s[1]);

  // ---- state ----
  const state = { t: 0, view: "truth", playing: false, speed: 300 };
  const viewIndex = () => (state.view === "truth" ? -1 : Number(state.view));

  // ---- map ----
  const map = $("map");
  const world = svg("g", {}, map);
  const ground = svg("g", {}, world);
  const over = svg("g", {}, map); // symbols keep their size: placed in screen coordinates
  const veil = svg("rect", { class: "night-veil", width: "100%", height: "100%" });
  map.prepend(veil);
  const camera = { x: 0, y: 0, k: 1 };
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  const grow = (x, y) => {
    box.x0 = Math.min(box.x0, x);
    box.x1 = Math.max(box.x1, x);
    box.y0 = Math.min(box.y0, y);
    box.y1 = Math.max(box.y1, y);
  };
  const trace = (line) => {
    let d = "";
    for (let i = 0; i < line.length; i += 2) {
      grow(line[i], line[i + 1]);
      d += (i ? "L" : "M") + line[i] + " " + -line[i + 1];
    }
    return d;
  };
  for (const r of D.rivers) svg("path", { d: trace(r), class: "river" }, ground);
  for (const l of D.legs) svg("path", { d: trace(l.line), class: "leg " + l.k }, ground);
  for (const s of D.sections) {
    for (const c of s.claims) svg("path", { d: trace(c), class: "claim" }, ground);
    const p = svg("path", { d: trace(s.line), class: "border " + s.status }, ground);
    svg("title", {}, p).textContent = s.n + ": " + s.says;
  }
  const has = (sym) => document.getElementById("sym-" + sym);
  const SIZE = 26;
  const mark = (parent, sym, color) => {
    const id = has(sym) ? "sym-" + sym : "sym-track-unknown";
    const g = svg("g", { class: color }, parent);
    svg("use", { href: "#" + id, x: -SIZE / 2, y: -SIZE / 2, width: SIZE, height: SIZE }, g);
    return g;
  };
  const color = (s) => (s < 0 ? "" : "c" + (s % 6));
  const owner = (s) => (s < 0 ? "" : D.states[s].id + ", ");
  // The ground around one section, and so much of its size more on each side.
  const around = (s, part) => {
    const b = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
    for (let i = 0; i < s.line.length; i += 2) {
      b.x0 = Math.min(b.x0, s.line[i]);
      b.x1 = Math.max(b.x1, s.line[i]);
      b.y0 = Math.min(b.y0, s.line[i + 1]);
      b.y1 = Math.max(b.y1, s.line[i + 1]);
    }
    const more = Math.max(b.x1 - b.x0, b.y1 - b.y0) * part;
    return { x0: b.x0 - more, y0: b.y0 - more, x1: b.x1 + more, y1: b.y1 + more };
  };
  const within = (b, p) => b.x0 <= p.x && p.x <= b.x1 && b.y0 <= p.y && p.y <= b.y1;
  // The name of a section stands at the middle of its line; seen from afar, where symbols would
  // hide it, north of all that belongs there.
  const names = D.sections.map((s) => {
    const m = Math.floor(s.line.length / 4) * 2;
    const b = around(s, 0.6);
    const ys = s.line.filter((_, i) => i % 2).concat(D.sites.filter((p) => within(b, p)).map((p) => p.y));
    const g = svg("g", {}, over);
    const t = svg("text", { class: "section-name", "text-anchor": "middle" }, g);
    t.textContent = s.n;
    return { g, x: s.line[m], y: s.line[m + 1], mid: (b.x0 + b.x1) / 2, top: Math.max(...ys) };
  });
  const places = D.sites.map((s) => {
    grow(s.x, s.y);
    const g = svg("g", { class: "place" }, over);
    const m = mark(g, "site-" + s.k, color(s.s));
    const k = s.k === "junction" || s.k === "pass" || s.k === "ford" ? 0.55 : 0.8;
    m.setAttribute("transform", "scale(" + k + ")");
    svg("title", {}, g).textContent = owner(s.s) + s.says + ": " + s.n;
    const t = svg("text", { y: 20, "text-anchor": "middle" }, g);
    t.textContent = s.n;
    return { g, t, s };
  });
  const scenes = D.scenes.map((s) => {
    const g = svg("g", { class: "scene" }, over);
    mark(g, s.k === "wildfire" ? "fire" : "incident", "");
    svg("title", {}, g).textContent = s.says + ": " + s.n;
    const t = svg("text", { y: -14, "text-anchor": "middle" }, g);
    t.textContent = s.says;
    return { g, t, s };
  });
  const tracks = D.tracks.map((s) => {
    const g = svg("g", { class: "track" }, over);
    g.dataset.name = s.n;
    const t = svg("text", { x: 15, y: 4 }, g);
    return { g, t, s, sym: null, cls: "" };
  });
  const movers = D.movers.map((s) => {
    const g = svg("g", { class: "mover " + s.w }, over);
    g.dataset.name = s.n;
    mark(g, s.sym, color(s.s));
    svg("title", {}, g).textContent = owner(s.s) + s.says + ": " + s.n;
    // Whose a unit is shows by a label, too.
    const side = svg("text", { class: "side", y: -13, "text-anchor": "middle" }, g);
    side.textContent = s.w === "u" ? D.states[s.s].id : "";
    const t = svg("text", { x: 15, y: 4 }, g);
    t.textContent = s.n;
    return { g, t, s, side };
  });
  const frame = (b, margin) => {
    const w = map.clientWidth || 600;
    const h = map.clientHeight || 400;
    const bw = Math.max(b.x1 - b.x0, 500);
    const bh = Math.max(b.y1 - b.y0, 500);
    camera.k = Math.min((w - margin) / bw, (h - margin) / bh);
    camera.x = w / 2 - (camera.k * (b.x0 + b.x1)) / 2;
    camera.y = h / 2 + (camera.k * (b.y0 + b.y1)) / 2;
  };
  const fit = () => {
    frame(box, 80);
    fit.least = camera.k;
  };
  const sx = (x) => camera.x + camera.k * x;
  const sy = (y) => camera.y - camera.k * y;
  const zoom = (f, cx, cy) => {
    const k = Math.min(Math.max(camera.k * f, fit.least * 0.6), 2);
    const x = cx === undefined ? map.clientWidth / 2 : cx;
    const y = cy === undefined ? map.clientHeight / 2 : cy;
    camera.x = x - ((x - camera.x) * k) / camera.k;
    camera.y = y - ((y - camera.y) * k) / camera.k;
    camera.k = k;
    layout();
  };
  // Symbols are small where the whole map shows, and grow as one comes nearer.
  let size = 1;
  const place = (g, x, y) =>
    g.setAttribute("transform", "translate(" + sx(x).toFixed(1) + " " + sy(y).toFixed(1) + ") scale(" + size + ")");
  const show = (g, on) => {
    if (g.shown !== on) {
      g.shown = on;
      g.setAttribute("display", on ? "inline" : "none");
    }
  };
  // How far apart places usually are, in metres: what there is room for.
  const apart = D.sites.map((a) =>
    Math.min(...D.sites.filter((b) => b !== a).map((b) => Math.hypot(a.x - b.x, a.y - b.y)), 1e6),
  );
  apart.sort((a, b) => a - b);
  const spacing = apart.length ? apart[apart.length >> 1] : 2000;
  const near = () => size > 0.65;
  const layout = () => {
    size = Math.min(1.1, Math.max(0.5, (spacing * camera.k) / 45)).toFixed(2);
    world.setAttribute("transform", "translate(" + camera.x.toFixed(2) + " " + camera.y.toFixed(2) + ") scale(" + camera.k + ")");
    for (const n of names) {
      const [x, y, up] = near() ? [n.x, n.y, 8] : [n.mid, n.top, 4 + 13 * size];
      n.g.setAttribute("transform", "translate(" + sx(x).toFixed(1) + " " + (sy(y) - up).toFixed(1) + ")");
    }
    for (const p of places) {
      place(p.g, p.s.x, p.s.y);
      show(p.t, near() && p.s.k !== "junction");
      show(p.g, near() || ["post", "headquarters", "crossing_point", "village", "market"].includes(p.s.k));
    }
    draw();
  };
  // Where a mover is: straight and steady between the corners of its path.
  const at = (p, t) => {
    const i = upTo(p, 3, t);
    if (i < 0) return null;
    const a = i * 3;
    if (a + 3 >= p.length) return [p[a + 1], p[a + 2]];
    const f = (t - p[a]) / Math.max(1, p[a + 3] - p[a]);
    return [p[a + 1] + f * (p[a + 4] - p[a + 1]), p[a + 2] + f * (p[a + 5] - p[a + 2])];
  };
  const FADE = 2 * 3600000; // a contact not heard of so long is shown faint
  const GONE = 6 * 3600000; // and after so long no more
  const draw = () => {
    const t = state.t;
    const v = viewIndex();
    for (const m of movers) {
      let seen = inSpans(m.s.spans, t);
      if (seen && v >= 0) {
        if (m.s.w === "g") seen = false;
        else if (m.s.s !== v) seen = m.s.with.some((w) => w[2] === v && w[0] <= t && t < w[1]);
      }
      const p = seen && at(m.s.p, t);
      show(m.g, Boolean(p));
      if (p) {
        place(m.g, p[0], p[1]);
        show(m.side, size > 0.6);
        show(m.t, camera.k > fit.least * 1.8 && size > (m.s.w === "u" ? 1 : 1.08));
      }
    }
    for (const k of tracks) {
      const i = v >= 0 && k.s.s === v ? upTo(k.s.f, 3, t) : -1;
      const age = i < 0 ? 0 : t - k.s.f[i * 3];
      const on = i >= 0 && age < GONE && (k.s.e === null || t < k.s.e);
      show(k.g, on);
      if (!on) continue;
      let cls = ["", "unknown", T.unclassed];
      for (const c of k.s.c) if (c[0] <= t) cls = c;
      if (k.cls !== cls[1]) {
        if (k.sym) k.sym.remove();
        k.sym = mark(k.g, "track-" + cls[1], "");
        k.g.prepend(k.sym);
        k.cls = cls[1];
      }
      k.t.textContent = k.s.n + " · " + cls[2] + " · " + Math.round(age / 60000) + " " + T.min;
      k.g.classList.toggle("old", age > FADE);
      place(k.g, k.s.f[i * 3 + 1], k.s.f[i * 3 + 2]);
    }
    for (const s of scenes) {
      let on = s.s.from <= t && t <= s.s.to;
      if (on && v >= 0) on = s.s.known.some((k) => k[0] === v && k[1] <= t);
      show(s.g, on);
      if (on) {
        place(s.g, s.s.x, s.s.y);
        show(s.t, near());
      }
    }
    let light = "day";
    for (const l of D.light) if (l[0] <= t) light = l[1];
    map.classList.toggle("night", light !== "day");
    $("clock").textContent = moment(t, state.speed < 60) + " · " + (T[light] || light);
  };

  // ---- entries: number, instant, side, subject, cause, sentence, main, actor ----
  const E = D.entries;
  const known = (e) => {
    const v = viewIndex();
    return v < 0 || e[2] === v || e[3] === "exercise";
  };
  const who = (e) => (e[2] >= 0 ? D.states[e[2]].id : e[7]);
  const row = (e, list) => {
    const li = el("li", "", list, e[6] ? "main" : "");
    const b = el("button", moment(e[1]), li, "jump");
    b.type = "button";
    b.dataset.t = e[1];
    el("b", " " + who(e) + " ", li);
    li.append(e[5] + " ");
    el("span", "[" + e[0] + "]", li, "seq");
    return li;
  };
  let nowShown = "";
  const now = () => {
    let i = E.length;
    let a = 0;
    while (a < i) {
      const m = (a + i) >> 1;
      if (E[m][1] <= state.t) a = m + 1;
      else i = m;
    }
    const found = [];
    for (let k = a - 1; k >= 0 && found.length < 5; k--) if (known(E[k])) found.push(E[k]);
    const key = found.map((e) => e[0]).join();
    if (key === nowShown) return;
    nowShown = key;
    const list = $("now");
    list.textContent = "";
    for (const e of found) row(e, list);
  };
  const CHUNK = 120;
  let matching = [];
  let listed = 0;
  const more = () => {
    const list = $("entries");
    for (const e of matching.slice(listed, listed + CHUNK)) row(e, list);
    listed = Math.min(listed + CHUNK, matching.length);
    $("entries-more").hidden = listed >= matching.length;
    $("entries-count").textContent = T.listed.replace("#1", listed).replace("#2", matching.length);
  };
  const filter = () => {
    const side = $("filter-side").value;
    const subject = $("filter-subject").value;
    const text = $("filter-text").value.trim().toLowerCase();
    const main = $("filter-main").checked;
    matching = E.filter(
      (e) =>
        known(e) &&
        (!side || String(e[2]) === side) &&
        (!subject || e[3] === subject) &&
        (!main || e[6]) &&
        (!text || e[5].toLowerCase().includes(text) || String(e[0]) === text),
    );
    $("entries").textContent = "";
    listed = 0;
    more();
  };
  // Lanes: what each side did, through time; departures as triangles above.
  const lanes = () => {
    const holder = $("lanes");
    holder.textContent = "";
    const rows = D.states.length + 1;
    const W = 720;
    const L = 84;
    const s = svg("svg", { viewBox: "0 0 " + W + " " + (rows * 22 + 24), role: "img", "aria-label": T.lanes }, holder);
    const x = (t) => (L + ((W - L - 4) * Math.min(Math.max(t, 0), D.end)) / D.end).toFixed(1);
    for (let i = 0; i < rows; i++) {
      svg("rect", { class: "lane", x: L, y: 22 * i + 2, width: W - L, height: 18 }, s);
      svg("text", { x: 0, y: 22 * i + 15 }, s).textContent = i < D.states.length ? D.states[i].id : T.others;
    }
    let d = "";
    const seen = new Set();
    for (const e of E) {
      if (!known(e)) continue;
      const i = e[2] >= 0 ? e[2] : D.states.length;
      const px = x(e[1]);
      const key = i + " " + Math.round(px) + (e[6] ? "m" : "");
      if (seen.has(key)) continue;
      seen.add(key);
      d += e[6] ? "M" + px + " " + (22 * i + 4) + "v14h1.6v-14z" : "M" + px + " " + (22 * i + 10) + "v5h.8v-5z";
    }
    svg("path", { d, class: "dot" }, s);
    let late = "";
    if (viewIndex() < 0) for (const f of D.findings) late += "M" + x(f[0]) + " " + (rows * 22 + 2) + (f[1] > 2 ? "l4 8h-8z" : "v4");
    svg("path", { d: late, class: "late" }, s);
    svg("text", { x: 0, y: rows * 22 + 12 }, s).textContent = T.departures;
    lanes.cursor = svg("path", { class: "cursor" }, s);
    lanes.x = x;
    lanes.h = rows * 22 + 14;
    s.addEventListener("click", (ev) => {
      const p = new DOMPoint(ev.clientX, ev.clientY).matrixTransform(s.getScreenCTM().inverse());
      if (p.x >= L) go(((p.x - L) / (W - L - 4)) * D.end);
    });
  };

  // ---- moving about in time ----
  const address = () => {
    const v = state.view === "truth" ? "truth" : D.states[viewIndex()].id;
    const hash = "#t=" + Math.round(state.t / 1000) + "&view=" + encodeURIComponent(v);
    try {
      history.replaceState(null, "", hash);
    } catch {
      // some browsers do not let a page from disk do that
    }
  };
  let addressDue = 0;
  const go = (t, quiet) => {
    state.t = Math.min(Math.max(t, 0), D.end);
    $("scrub").value = Math.round((1000 * state.t) / D.end);
    $("scrub").setAttribute("aria-valuetext", moment(state.t));
    draw();
    now();
    if (lanes.cursor) lanes.cursor.setAttribute("d", "M" + lanes.x(state.t) + " 0v" + lanes.h);
    if (!quiet || performance.now() > addressDue) {
      addressDue = performance.now() + 1000;
      address();
    }
  };
  const play = (on) => {
    state.playing = on;
    $("play").textContent = on ? T.pause : T.play;
    if (on) {
      if (state.t >= D.end) go(0);
      let last = performance.now();
      const frame = (time) => {
        if (!state.playing) return;
        go(state.t + (time - last) * state.speed, true);
        last = time;
        if (state.t >= D.end) play(false);
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    } else address();
  };
  const step = (by) => {
    const list = E.filter((e) => known(e) && e[6]);
    const next = by > 0 ? list.find((e) => e[1] > state.t) : list.findLast((e) => e[1] < state.t);
    if (next) go(next[1]);
  };
  const setView = (v) => {
    state.view = v;
    $("view").value = v;
    nowShown = "";
    lanes();
    filter();
    go(state.t);
  };
  const fromAddress = () => {
    const q = new URLSearchParams(location.hash.slice(1));
    if (!q.has("t")) return false;
    const v = q.get("view");
    const i = D.states.findIndex((s) => s.id === v && s.view);
    setView(i >= 0 ? String(i) : "truth");
    const t = Number(q.get("t")) * 1000;
    if (Number.isFinite(t)) go(t);
    return true;
  };

  // ---- notes ----
  const fields = () => [...document.querySelectorAll("[data-note],[data-rating],[data-plan],#notes-function")];
  const collect = () => {
    const notes = {};
    const ratings = {};
    for (const f of document.querySelectorAll("[data-note]")) if (f.value.trim()) notes[f.dataset.note] = f.value;
    for (const f of document.querySelectorAll("[data-rating]")) if (f.value) ratings[f.dataset.rating] = f.value;
    const plan = [];
    for (const tr of document.querySelectorAll("#plan tbody tr")) {
      const of = (k) => {
        const f = tr.querySelector("[data-plan=" + k + "]");
        return f ? f.value : "";
      };
      const s = { action: of("action"), owner: of("owner"), date: of("date") };
      if (s.action || s.owner || s.date) plan.push(s);
    }
    return { format: 1, digest: D.digest, edition: D.edition, function: $("notes-function").value, ratings, notes, plan };
  };
  const fill = (n) => {
    $("notes-function").value = n.function || "";
    for (const f of document.querySelectorAll("[data-note]")) f.value = (n.notes || {})[f.dataset.note] || "";
    for (const f of document.querySelectorAll("[data-rating]")) f.value = (n.ratings || {})[f.dataset.rating] || "";
    const rows = [...document.querySelectorAll("#plan tbody tr")].filter((tr) => tr.querySelector("[data-plan]"));
    rows.forEach((tr, i) => {
      for (const f of tr.querySelectorAll("[data-plan]")) f.value = ((n.plan || [])[i] || {})[f.dataset.plan] || "";
    });
  };
  const KEY = "joint-patrol notes " + D.key;
  const keep = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(collect()));
    } catch {
      // no storage: the file is there
    }
  };
  const say = (text) => {
    $("notes-status").textContent = text;
  };
  $("notes-save").addEventListener("click", () => {
    const blob = new Blob([JSON.stringify(collect(), null, 2) + "\n"], { type: "application/json" });
    const a = document.createElement("a");
    a.href = URL.createObjectURL(blob);
    a.download = "notes-" + (D.digest.slice(0, 8) || "run") + ".json";
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 10000);
    say(T.saved);
  });
  $("notes-load").addEventListener("change", async (ev) => {
    const file = ev.target.files[0];
    if (!file) return;
    try {
      const n = JSON.parse(await file.text());
      if (n.format !== 1 || typeof n.notes !== "object") throw new Error();
      fill(n);
      keep();
      say(n.digest === D.digest ? T.loaded : T["other-run"]);
    } catch {
      say(T["not-notes"]);
    }
  });
  for (const f of fields()) f.addEventListener("input", keep);
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) fill(JSON.parse(kept));
  } catch {
    // nothing was kept
  }

  // ---- controls ----
  option($("view"), "truth", T.truth);
  D.states.forEach((s, i) => {
    if (s.view) option($("view"), String(i), T.picture.replace("#", s.name));
  });
  $("view").addEventListener("change", () => setView($("view").value));
  option($("filter-side"), "", T.all);
  D.states.forEach((s, i) => option($("filter-side"), String(i), s.id));
  option($("filter-side"), "-1", T.others);
  option($("filter-subject"), "", T.all);
  for (const s of [...new Set(E.map((e) => e[3]))].sort()) option($("filter-subject"), s, T["subject-" + s] || s);
  for (const id of ["filter-side", "filter-subject", "filter-main"]) $(id).addEventListener("change", filter);
  $("filter-text").addEventListener("input", filter);
  $("filter").addEventListener("submit", (ev) => ev.preventDefault());
  $("entries-more").addEventListener("click", more);
  $("play").addEventListener("click", () => play(!state.playing));
  $("prev").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("speed").addEventListener("change", () => {
    state.speed = Number($("speed").value);
  });
  $("scrub").addEventListener("input", () => go(($("scrub").value / 1000) * D.end));
  $("zoom-in").addEventListener("click", () => zoom(1.5));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
  const goTo = (v) => {
    fit();
    if (v !== "") frame(around(D.sections[v], 0.25), 40);
    layout();
  };
  $("zoom-fit").addEventListener("click", () => {
    $("place").value = "";
    goTo("");
  });
  option($("place"), "", T.everywhere);
  D.sections.forEach((s, i) => option($("place"), String(i), s.n));
  $("place").addEventListener("change", () => goTo($("place").value));
  let d = "";
  for (const f of D.findings) d += "M" + ((1000 * f[0]) / D.end).toFixed(1) + " 0V10";
  svg("path", { d }, $("marks"));
  document.addEventListener("click", (ev) => {
    const b = ev.target.closest(".jump");
    if (!b) return;
    play(false);
    go(Number(b.dataset.t));
    document.querySelectorAll("tr.here").forEach((tr) => tr.classList.remove("here"));
    const tr = b.closest("tr");
    if (tr) tr.classList.add("here");
    const r = $("replay").getBoundingClientRect();
    if (r.bottom < 80 || r.top > innerHeight - 80) $("replay").scrollIntoView({ block: "start" });
  });
  map.addEventListener("wheel", (ev) => {
    ev.preventDefault();
    const r = map.getBoundingClientRect();
    zoom(Math.exp(-ev.deltaY / 400), ev.clientX - r.left, ev.clientY - r.top);
  }, { passive: false });
  let drag = null;
  map.addEventListener("pointerdown", (ev) => {
    drag = [ev.clientX, ev.clientY];
    map.setPointerCapture(ev.pointerId);
  });
  map.addEventListener("pointermove", (ev) => {
    if (!drag) return;
    camera.x += ev.clientX - drag[0];
    camera.y += ev.clientY - drag[1];
    drag = [ev.clientX, ev.clientY];
    layout();
  });
  map.addEventListener("pointerup", () => {
    drag = null;
  });
  const MOVES = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  map.addEventListener("keydown", (ev) => {
    const m = MOVES[ev.key];
    if (m) {
      camera.x += m[0];
      camera.y += m[1];
      layout();
    } else if (ev.key === "+" || ev.key === "=") zoom(1.4);
    else if (ev.key === "-") zoom(1 / 1.4);
    else if (ev.key === "0") {
      fit();
      layout();
    } else return;
    ev.preventDefault();
    ev.stopPropagation();
  });
  document.addEventListener("keydown", (ev) => {
    if (ev.target.closest("input,textarea,select,button,summary") || ev.ctrlKey || ev.metaKey || ev.altKey) return;
    if (ev.key === " " || ev.key === "k") play(!state.playing);
    else if (ev.key === ",") go(state.t - 600000);
    else if (ev.key === ".") go(state.t + 600000);
    else if (ev.key === "n") step(1);
    else if (ev.key === "p") step(-1);
    else return;
    ev.preventDefault();
  });
  addEventListener("hashchange", fromAddress);
  addEventListener("beforeprint", () => {
    const first = [...document.querySelectorAll("#areas details")].slice(0, 8);
    for (const e of first) e.open = true;
  });
  const legend = (sym, text, cls) => {
    const li = el("li", "", $("legend"));
    const s = svg("svg", { viewBox: "-13 -13 26 26" }, li);
    mark(s, sym, cls || "");
    li.append(text);
  };
  D.states.forEach((s, i) => legend("unit-foot", s.id + ": " + s.name, color(i)));
  const once = new Set();
  for (const m of D.movers) {
    if (once.has(m.sym)) continue;
    once.add(m.sym);
    legend(m.sym, m.says);
  }
  for (const s of D.sites) {
    if (once.has(s.k)) continue;
    once.add(s.k);
    legend("site-" + s.k, s.says);
  }
  new ResizeObserver(() => goTo($("place").value)).observe(map);
  fit();
  if (!fromAddress()) {
    state.t = 0;
    $("view").value = "truth";
    lanes();
    filter();
    layout();
    draw();
    now();
    $("scrub").setAttribute("aria-valuetext", moment(0));
    lanes.cursor.setAttribute("d", "M" + lanes.x(0) + " 0v" + lanes.h);
  }
  layout();
  document.documentElement.dataset.ready = "yes";
})();
