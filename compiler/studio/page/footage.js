/* The picture of a step: a file brought into the project, the part of it that is shown, and what stays in view. */

import { choices, debounced, h, icon } from "./dom.js";

const SHAPES = ["landscape", "portrait", "square"];
const PLACES = { left: [0, 50], right: [100, 50], top: [50, 0], bottom: [50, 100], center: [50, 50], centre: [50, 50], middle: [50, 50] };
const SHORTEST = 0.5;
/* Pictures of a strip stand beside each other in about so many of their heights. */
const WIDE = 8;

export function mount(element, context) {
  const panel = h("div", { class: "footage" });
  element.append(panel);
  let ended = false;
  const waiting = [];
  const at = [...context.step.at, "clip"];
  const clip = partsOf(context.step.written?.clip);
  if (clip?.file) shown(panel, context, at, clip, () => ended, waiting);
  else none(panel, context, at);
  return { unmount: () => { ended = true; waiting.forEach((one) => one.now()); } };
}

/* A clip as it is written, with all that can be chosen here; `more` is what only the text says. */
function partsOf(written) {
  if (!written) return null;
  const given = typeof written === "string" ? { file: written } : written;
  return { given, file: given.file, from: seconds(given.in) ?? 0, to: seconds(given.out), fit: given.fit ?? "cover", focus: placeOf(given.focus) };
}

function placeOf(focus) {
  if (focus === undefined) return [50, 50];
  if (typeof focus === "string") return PLACES[focus] ?? [50, 50];
  return Array.isArray(focus) ? focus.map((one) => parseFloat(one)) : null;
}

/* Lengths as routines write them: 3s, 1m10s, 1:10, 500ms. */
function seconds(text) {
  if (text === undefined || text === null) return null;
  const clock = /^(?:(\d+):)?(\d+):(\d\d(?:[.,]\d+)?)$/.exec(String(text).trim());
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3].replace(",", "."));
  let sum = 0;
  const units = { h: 3600, m: 60, s: 1, ms: 0.001 };
  for (const [, number, unit] of String(text).matchAll(/([\d.,]+)\s*(ms|h|m|s)/g)) sum += Number(number.replace(",", ".")) * units[unit];
  return sum;
}

const round = (value) => Math.round(value * 10) / 10;
const long = (value) => {
  const whole = round(value);
  const [minutes, rest] = [Math.floor(whole / 60), round(whole % 60)];
  return minutes ? `${minutes}m${rest ? `${rest}s` : ""}` : `${rest}s`;
};
const time = (value) => `${Math.floor(value / 60)}:${(Math.floor(value * 10) / 10 % 60).toFixed(1).padStart(4, "0")}`;

function save(context, at, clip, change) {
  const value = { ...clip.given, ...change };
  for (const name of Object.keys(value)) if (value[name] === null) delete value[name];
  const plain = Object.keys(value).length === 1;
  return context.edit([{ op: "set", at, value: plain ? value.file : value }]);
}

/* --- bringing a file --- */

function none(panel, context, at) {
  const { t, step } = context;
  const now = step.media?.kind === "figure" ? "footage.figure" : step.media?.kind === "footage" ? "footage.library" : "footage.none";
  panel.append(h("p", { class: "hint" }, t(now)), dropping(context, (file) => context.edit([...others(step), { op: "set", at, value: file }])));
}

/* A step shows one thing: a film in the place of a figure or of photos. */
function others(step) {
  return ["figure", "photos"].filter((name) => step.written?.[name] !== undefined).map((name) => ({ op: "remove", at: [...step.at, name] }));
}

function dropping(context, use) {
  const { t } = context;
  const told = h("div", { class: "drop-told", "aria-live": "polite" });
  const input = h("input", { type: "file", multiple: true, accept: "video/*,image/*,.mkv,.heic,audio/*", class: "sr-only", id: `drop-${Math.random()}`,
    data: { role: "footage-file" }, onchange: () => bring([...input.files]) });
  const zone = h("div", { class: "drop" }, icon("film"), h("p", {}, h("label", { for: input.id, class: "button" }, t("footage.choose")), input),
    h("p", { class: "hint" }, t("footage.drop")));
  const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("is-over", on); };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => { over(false)(event); bring([...event.dataTransfer.files]); });

  async function bring(files) {
    told.replaceChildren();
    let used = false;
    for (const file of files) {
      const info = await brought(context, file, told);
      if (!info) continue;
      if (info.kind === "sound") context.tell(t("footage.is-sound", { file: info.file }));
      else if (!used) { used = true; await use(info.file, info); } else context.tell(t("footage.brought", { file: info.file }));
    }
  }

  return h("div", {}, zone, told, chooser(context, use));
}

/* One file on its way: how far it is, and what it turned out to be. */
async function brought(context, file, told) {
  const { t, api } = context;
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("footage.sending", { file: file.name }) });
  const giving = new AbortController();
  const row = h("div", { class: "sending" }, h("span", {}, t("footage.sending", { file: file.name })), bar,
    h("button", { type: "button", class: "button quiet", onclick: () => giving.abort() }, t("cancel")));
  told.append(row);
  try {
    return await api.upload("footage", file, (share) => { bar.value = share; if (share === 1) row.firstChild.textContent = t("footage.looking", { file: file.name }); },
      { name: file.name }, giving.signal);
  } catch (error) {
    if (!giving.signal.aborted) {
      const hint = error.diagnostics?.[0]?.hint;
      told.append(h("p", { class: "mark-error" }, icon("wrong"), h("span", {}, error.status ? error.message : t("footage.broken", { file: file.name }), hint ? h("span", { class: "mark-hint" }, hint) : null)));
    }
    return null;
  } finally {
    row.remove();
  }
}

/* A file that is in the project already. */
function chooser(context, use) {
  const { t, api } = context;
  const select = h("select", { "aria-label": t("footage.there"), onchange: () => select.value && use(select.value) }, h("option", { value: "" }, t("footage.there")));
  const row = h("div", { class: "there", hidden: true }, select);
  api.get("footage/files").then(({ files }) => {
    row.hidden = !files.length;
    select.append(...files.map((name) => h("option", { value: name }, name)));
  }).catch(() => {});
  return row;
}

/* What is written once nothing has moved for a moment, or at once when the panel goes. */
function patient(waiting, work) {
  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(later.now, 500); };
  later.now = () => { if (timer) { clearTimeout(timer); timer = 0; work(); } };
  waiting.push(later);
  return later;
}

/* --- choosing a part of it --- */

async function shown(panel, context, at, clip, ended, waiting) {
  const { t, api, step } = context;
  const path = context.document.path;
  const head = h("div", { class: "footage-head" }, h("strong", {}, clip.file), h("span", { class: "soft" }));
  const replace = h("details", { class: "replace" }, h("summary", { class: "link" }, t("footage.replace")),
    dropping(context, (file) => context.edit([{ op: "set", at, value: file }])));
  const out = h("button", { type: "button", class: "link", onclick: () => context.edit([{ op: "remove", at }]) }, icon("bin"), t("footage.out"));
  panel.append(head, h("div", { class: "footage-tools" }, replace, step.kind === "say" || step.kind === "exercise" ? out : null));
  let info;
  try {
    info = await api.get("footage/info", { file: clip.file, path });
  } catch (error) {
    panel.append(h("p", { class: "mark-error" }, icon("wrong"), h("span", {}, error.message)));
    return;
  }
  if (ended()) return;
  head.lastChild.textContent = factsOf(context, info);
  const view = { clip, info, context, at, path, waiting, still: (more) => api.url("footage/still", { file: clip.file, path, ...more }) };
  if (info.kind === "film") head.after(trimmer(view));
  panel.append(focusing(view), fitting(view));
}

function factsOf({ t }, info) {
  const facts = [t(`footage.kind.${info.kind}`), `${info.width}×${info.height}`];
  if (info.kind === "film") facts.push(time(info.seconds), t("footage.rate", { n: Math.round(info.rate) }), t(info.sound ? "footage.with-sound" : "footage.without-sound"));
  return facts.join(" · ");
}

function trimmer({ clip, info, context, at, path, waiting, still }) {
  const { t, api } = context;
  const total = info.seconds;
  let [from, to] = [Math.min(clip.from, total), Math.min(clip.to ?? total, total)];
  const strip = h("div", { class: "trim-strip" });
  const count = Math.max(3, Math.min(16, Math.round(WIDE * info.height / info.width)));
  strip.append(h("img", { src: api.url("footage/strip", { file: clip.file, path, count }), alt: "", draggable: false }));
  const before = h("div", { class: "trim-out" });
  const after = h("div", { class: "trim-out is-after" });
  const frame = h("div", { class: "trim-frame" });
  const picture = h("img", { class: "trim-picture", alt: "", src: still({ at: round(from) }), hidden: true });
  const length = h("output", { class: "trim-length" });
  const handle = (name, value) => h("input", { type: "range", min: 0, max: total, step: 0.1, value, class: `trim-handle ${name}`, "aria-label": t(`footage.${name}`), data: { key: `${at.join("/")}/${name}/handle` } });
  const box = (name) => h("input", { class: "trim-box", "aria-label": t(`footage.${name}`), autocomplete: "off", spellcheck: false, data: { key: `${at.join("/")}/${name}` } });
  const [first, last, start, stop] = [handle("in", from), handle("out", to), box("in"), box("out")];
  const look = debounced(90, (second) => { picture.hidden = false; picture.src = still({ at: round(second) }); });

  function show() {
    const left = 100 * from / total, right = 100 * to / total;
    before.style.width = `${left}%`;
    after.style.left = `${right}%`;
    frame.style.left = `${left}%`;
    frame.style.width = `${right - left}%`;
    [first.value, last.value] = [from, to];
    first.setAttribute("aria-valuetext", time(from));
    last.setAttribute("aria-valuetext", time(to));
    if (document.activeElement !== start) start.value = time(from);
    if (document.activeElement !== stop) stop.value = time(to);
    length.textContent = t("footage.length", { time: time(to - from) });
    last.style.zIndex = from > total * 0.9 ? 1 : 2;
  }
  function set(name, value) {
    if (name === "in") from = Math.max(0, Math.min(value, to - SHORTEST, total - SHORTEST));
    else to = Math.min(total, Math.max(value, from + SHORTEST));
    [from, to] = [Math.max(0, from), Math.max(0, to)];
    show();
    look(name === "in" ? from : Math.max(0, to - 0.1));
  }
  /* Keys move a handle in many small steps: they are one change. */
  const keep = patient(waiting, () => {
    if (round(from) === round(clip.from) && round(to) === round(clip.to ?? total)) return;
    save(context, at, clip, { in: round(from) > 0 ? long(from) : null, out: round(to) < round(total) ? long(to) : null });
  });
  for (const [name, control, text] of [["in", first, start], ["out", last, stop]]) {
    control.addEventListener("input", () => set(name, Number(control.value)));
    control.addEventListener("change", keep);
    text.addEventListener("change", () => {
      const wanted = /^\d+([.,]\d+)?$/.test(text.value.trim()) ? Number(text.value.replace(",", ".")) : seconds(text.value);
      text.blur();
      if (Number.isFinite(wanted)) { set(name, wanted); keep(); } else show();
    });
  }
  strip.append(before, after, frame, first, last);
  show();
  return h("div", { class: "trim", role: "group", "aria-label": t("footage.part") }, h("h3", {}, t("footage.part")), strip,
    h("div", { class: "trim-times" }, h("label", {}, t("footage.in"), start), length, h("label", {}, t("footage.out-at"), stop)), picture);
}

function middle({ clip, info }) {
  return info.kind === "film" ? round((clip.from + Math.min(clip.to ?? info.seconds, info.seconds)) / 2) : 0;
}

function focusing(view) {
  const { clip, info, context, at, waiting, still } = view;
  const { t } = context;
  const moves = clip.focus === null;
  let [x, y] = clip.focus ?? [50, 50];
  const second = middle(view);
  const mark = h("span", { class: "focus-mark", "aria-hidden": "true" });
  const field = h("button", { type: "button", class: "focus-field", disabled: moves || clip.fit !== "cover", data: { key: `${at.join("/")}/focus` } },
    h("img", { src: still({ at: second }), alt: "", draggable: false }), mark);
  const crops = SHAPES.map((shape) => ({ shape, picture: h("img", { alt: "", class: `crop ${shape}` }), words: h("span", {}) }));
  const look = debounced(60, () => {
    for (const { shape, picture } of crops) picture.src = still({ at: second, shape, x: Math.round(x), y: Math.round(y), fit: clip.fit, mirror: clip.given.mirror === "yes" ? "yes" : "" });
  });

  function show() {
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    field.setAttribute("aria-label", t("footage.focus-at", { x: Math.round(x), y: Math.round(y) }));
    look();
  }
  function keep() {
    const value = Math.round(x) === 50 && Math.round(y) === 50 ? null : [`${Math.round(x)}%`, `${Math.round(y)}%`];
    save(context, at, clip, { focus: value });
  }
  const later = patient(waiting, keep);
  field.addEventListener("click", (event) => {
    if (!event.detail) return;
    const box = field.getBoundingClientRect();
    [x, y] = [100 * (event.clientX - box.left) / box.width, 100 * (event.clientY - box.top) / box.height].map((one) => Math.max(0, Math.min(100, Math.round(one))));
    show();
    later();
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, -5], ArrowDown: [0, 5] }[event.key];
    if (!step) return;
    event.preventDefault();
    [x, y] = [x + step[0], y + step[1]].map((one) => Math.max(0, Math.min(100, one)));
    show();
    later();
  });
  for (const one of crops) {
    const share = clip.fit === "cover" ? info.shown[one.shape] : 1;
    one.words.textContent = share > 0.995 ? t("footage.all-of-it") : t("footage.share", { n: Math.round(100 * share) });
    one.words.className = share < 0.75 ? "warn" : "soft";
  }
  show();
  return h("div", { class: "focusing", role: "group", "aria-label": t("footage.focus") }, h("h3", {}, t("footage.focus")),
    h("p", { class: "hint" }, t(moves ? "footage.focus-moves" : clip.fit === "cover" ? "footage.focus-hint" : "footage.focus-all")),
    h("div", { class: "focus-row" }, field, h("div", { class: "crops" }, ...crops.map(({ shape, picture, words }) =>
      h("figure", {}, picture, h("figcaption", {}, t(`size.${shape}`), h("br"), words))))));
}

function fitting({ clip, context, at }) {
  const { t } = context;
  const group = choices(`${at.join("/")}/fit`, ["cover", "contain", "blur"], { chosen: clip.fit, label: t("footage.fit"),
    word: (fit) => t(`footage.fit.${fit}`), onchoose: (fit) => save(context, at, clip, { fit: fit === "cover" ? null : fit }) });
  return h("div", { class: "field" }, h("span", { class: "field-label" }, t("footage.fit")), group);
}
