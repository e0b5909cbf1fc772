/* Controls of a step: each knows its range, says what is wrong with it as one types, and is written when it is right. */

import { choices, debounced, h, icon, secondsIn, startsWith, written } from "./dom.js";

const TYPING = 350;

const key = (at) => at.join("/");

/* What somebody typed and that is not written yet, by the place it belongs to. */
const drafts = new Map();

export function marksOf(diagnostics, at) {
  return diagnostics.filter((one) => one.at && (startsWith(one.at, at) || (one.at.length > 2 && startsWith(at, one.at) && one.at.length === at.length - 1 && !Number.isInteger(one.at.at(-1)))));
}

export function markList(diagnostics) {
  return diagnostics.map((one) => h("p", { class: one.severity === "error" ? "mark-error" : "mark-warn" },
    icon(one.severity === "error" ? "wrong" : "warn"),
    h("span", {}, one.message, one.hint ? h("span", { class: "mark-hint" }, ` ${one.hint}`) : null)));
}

/* Something that is typed into, and written once it makes sense: tried at the server while one types. */
function typed(context, { at, label, value, read = (text) => text, control, onvalue = () => {} }) {
  const { t } = context;
  const name = key(at);
  const marks = h("div", { class: "marks", id: `marks-${name}`, role: "status" });
  control.dataset.key = name;
  control.setAttribute("aria-describedby", marks.id);
  control.setAttribute("aria-label", label);
  const draft = drafts.get(name);
  control.value = draft?.text ?? context.pending(at) ?? value;
  let trial = null;

  function show(found, held) {
    const mine = marksOf(found, at);
    const bad = mine.some((one) => one.severity === "error");
    control.toggleAttribute("aria-invalid", false);
    if (bad) control.setAttribute("aria-invalid", "true");
    marks.replaceChildren(...markList(mine));
    if (held) {
      marks.append(h("p", { class: "held" }, t("field.held"),
        h("button", { type: "button", class: "button quiet", onclick: () => put(read(control.value)) }, t("field.keep")),
        h("button", { type: "button", class: "button quiet", onclick: back }, t("field.back"))));
    }
    return bad;
  }

  function back() {
    drafts.delete(name);
    control.value = value;
    show(context.document.diagnostics, false);
    context.tellOf("tried", null);
    onvalue(value);
    control.focus();
  }

  function put(wanted) {
    drafts.delete(name);
    return context.edit([{ op: "set", at, value: wanted }]);
  }

  async function attempt(wanted) {
    const mine = { text: control.value };
    trial = mine;
    try {
      const found = await context.attempt({ edits: [{ op: "set", at, value: wanted }] });
      if (trial !== mine) return null;
      context.tellOf("tried", found);
      return found;
    } catch (error) {
      if (trial !== mine) return null;
      return error.status ? { diagnostics: [{ severity: "error", message: error.message, at }] } : null;
    }
  }

  const later = debounced(TYPING, async () => {
    const found = await attempt(read(control.value));
    if (found) show(found.diagnostics, false);
  });

  control.addEventListener("input", () => {
    drafts.set(name, { text: control.value });
    onvalue(control.value);
    later();
  });

  control.addEventListener("change", async () => {
    later.stop();
    if (control.value === String(value ?? "")) { drafts.delete(name); show(context.document.diagnostics, false); return; }
    const wanted = read(control.value);
    const found = await attempt(wanted);
    if (found && show(found.diagnostics, true)) return;
    put(wanted);
  });

  show(context.document.diagnostics, false);
  if (draft) control.dispatchEvent(new Event("input"));
  return { element: h("div", { class: "typed" }, control, marks), put };
}

const step = (seconds) => (seconds >= 60 ? 10 : seconds >= 15 ? 5 : 1);

/* A number with its range: typed, stepped or slid. */
export function amount(context, name, field) {
  const { t } = context;
  const timed = field.kind === "seconds";
  const label = t(`field.${name}`);
  const own = field.written !== null && field.written !== undefined;
  const number = (text) => (timed ? secondsIn(text) : /^\d+$/.test(String(text).trim()) ? Number(text) : null);
  const farthest = field.of_exercise ? field.max : Math.min(field.max, Math.max(timed ? 120 : 30, field.value ?? 0));
  const shown = own ? String(field.written) : "";
  const now = own ? number(field.written) : field.value;
  const box = h("input", { inputMode: timed ? "text" : "numeric", autocomplete: "off", spellcheck: false,
    placeholder: field.value === null ? t("field.none") : timed ? written(field.value) : String(field.value), class: "amount-box" });
  const read = (text) => {
    const plain = text.trim();
    if (!timed) return /^\d+$/.test(plain) ? Number(plain) : plain;
    return /^\d+([.,]\d+)?$/.test(plain) ? `${plain.replace(",", ".")}s` : plain;
  };
  const slider = h("input", { type: "range", min: field.min, max: farthest, step: 1, value: now ?? field.min, "aria-label": label, data: { key: `${key(field.at)}/slider` } });
  const spoken = (value) => slider.setAttribute("aria-valuetext", timed ? t("field.seconds", { n: value }) : String(value));
  spoken(now ?? field.min);
  const { element, put } = typed(context, {
    at: field.at, label, value: shown, read, control: box,
    onvalue: (text) => { const found = number(text); if (found !== null) { slider.value = found; spoken(found); } },
  });
  const set = (value) => {
    const kept = Math.min(field.max, Math.max(field.min, value));
    box.value = timed ? written(kept) : String(kept);
    put(timed ? written(kept) : kept);
  };
  const move = (way) => {
    const from = number(box.value) ?? field.value ?? field.min;
    set(from + way * (timed ? step(way > 0 ? from : from - 1) : 1));
  };
  slider.addEventListener("input", () => {
    box.value = timed ? written(Number(slider.value)) : slider.value;
    spoken(Number(slider.value));
  });
  slider.addEventListener("change", () => set(Number(slider.value)));
  const ends = timed ? [written(field.min), written(farthest)] : [field.min, farthest];
  return h("div", { class: "field", role: "group", "aria-label": label },
    h("div", { class: "field-head" }, h("span", { class: "field-label" }, label),
      own && name !== "rounds" && field.removable !== false
        ? h("button", { type: "button", class: "link", onclick: () => context.edit([{ op: "remove", at: field.at }]) }, t("field.usual"))
        : null),
    h("div", { class: "amount" },
      h("button", { type: "button", class: "icon-button edge", "aria-label": t("field.less", { what: label }), data: { key: `${key(field.at)}/less` }, onclick: () => move(-1) }, icon("minus")),
      element,
      h("button", { type: "button", class: "icon-button edge", "aria-label": t("field.more", { what: label }), data: { key: `${key(field.at)}/more` }, onclick: () => move(1) }, icon("plus"))),
    slider,
    h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, ends[0]), h("span", {}, field.of_exercise ? t("field.range") : ""), h("span", {}, ends[1])),
    own && field.value !== null && now !== null && Math.abs(now - field.value) > 0.01
      ? h("p", { class: "hint" }, t("field.in-version", { value: timed ? written(field.value) : field.value })) : null);
}

/* One of a few words. */
export function choice(context, name, field) {
  const { t } = context;
  const label = t(`field.${name}`);
  const now = context.pending(field.at) ?? field.written ?? field.value;
  const group = choices(key(field.at), field.choices, { chosen: now, label, word: (value) => t(`sides.${value}`),
    onchoose: (value) => context.edit([{ op: "set", at: field.at, value }]) });
  return h("div", { class: "field" }, h("div", { class: "field-head" }, h("span", { class: "field-label" }, label)), group,
    h("div", { class: "marks" }, ...markList(marksOf(context.document.diagnostics, field.at))));
}

/* A text that grows with what is typed; with how long it takes and how long it may. */
export function words(context, { at, label, value, line = null, rows = 2 }) {
  const box = h("textarea", { rows, class: "words", spellcheck: true });
  const grow = () => { box.style.height = "auto"; box.style.height = `${box.scrollHeight + 2}px`; };
  const { element } = typed(context, { at, label, value, control: box, onvalue: grow });
  requestAnimationFrame(grow);
  return h("div", { class: "line-field" }, element, room(context, at, line));
}

function room(context, at, line) {
  const { t } = context;
  const bar = h("div", { class: "room" });
  const show = (now) => {
    if (!now || now.seconds === null || now.seconds === undefined) { bar.replaceChildren(); return; }
    const share = Math.min(1, now.slot_seconds ? now.seconds / now.slot_seconds : 1);
    const meter = h("span", { class: share > 0.98 ? "meter full" : "meter", "aria-hidden": "true" });
    const fill = h("span", { class: "meter-fill" });
    fill.style.width = `${Math.round(100 * share)}%`;
    meter.append(fill);
    bar.replaceChildren(meter, h("span", {}, t("line.takes", { seconds: now.seconds.toFixed(1), slot: (now.slot_seconds ?? now.seconds).toFixed(1) })));
  };
  show(line);
  const off = context.on("tried", (found) => (bar.isConnected ? show(lineAt((found?.view ?? context.document.view)?.steps ?? [], at)) : off()));
  return bar;
}

function lineAt(steps, at) {
  for (const one of steps) {
    const found = one.lines.find((line) => line.at && key(line.at) === key(at)) ?? lineAt(one.steps, at);
    if (found) return found;
  }
  return null;
}
