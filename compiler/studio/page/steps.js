/* The steps of a routine as a list: one of them open, with its controls; added, moved, copied and removed. */

import { clock, h, icon, iconButton, same, startsWith, written } from "./dom.js";
import { markList, marksOf } from "./fields.js";
import { choose } from "./picker.js";
import { picture as pictureOf } from "./pictures.js";
import { details } from "./step.js";

const ICONS = { say: "words", rest: "rest", section: "section", rounds: "loop", intervals: "clock", amrap: "clock" };

let pressed = false;
const after = new Set();
addEventListener("pointerdown", () => { pressed = true; }, true);
for (const end of ["pointerup", "pointercancel", "dragend"]) {
  addEventListener(end, () => setTimeout(() => {
    pressed = false;
    const waiting = [...after];
    after.clear();
    waiting.forEach((work) => work());
  }), true);
}
const pressing = () => pressed;
const released = (work) => after.add(work);

export function steps(element, context) {
  const { t } = context;
  let parts = [];
  let dragged = null;

  /* While something is pressed nothing is drawn anew: the press would go nowhere. */
  function show() {
    if (pressing()) { released(show); return; }
    const view = context.document.view ?? context.lastView;
    const focus = remembered(element);
    parts.forEach((part) => part?.unmount?.());
    parts = [];
    const stale = !context.document.view;
    element.classList.toggle("is-stale", stale);
    element.replaceChildren(
      h("div", { class: "steps-head" }, h("h2", {}, t("steps.title")), h("span", { class: "soft" }, t("steps.count", { n: view?.steps.length ?? 0 }))),
      ...(stale ? [h("p", { class: "mark-error" }, icon("wrong"), t("steps.unreadable"),
        h("button", { type: "button", class: "button quiet", onclick: () => context.openText(context.document.diagnostics[0]?.line) }, t("text.open")))] : []),
      list(view?.steps ?? [], []),
      adder(["steps", view?.steps.length ?? 0], true));
    focus();
  }

  function list(items, below) {
    return h("ol", { class: "step-list", inert: !context.document.view }, items.map((step, number) => item(step, number, items)));
  }

  function item(step, number, items) {
    const open = same(step.at, context.selected);
    const marks = context.document.diagnostics.filter((one) => startsWith(one.at, step.at));
    const bad = marks.some((one) => one.severity === "error");
    const head = h("button", { type: "button", class: "step-head", "aria-expanded": String(open), data: { key: step.at.join("/") },
      onclick: () => context.select(open ? null : step.at),
      onkeydown: (event) => moveByKey(event, step, number, items) },
      picture(step), h("span", { class: "step-words" },
        h("span", { class: "step-name" }, titleOf(step, t)), h("span", { class: "step-dose" }, doseOf(step, t))),
      marks.length ? h("span", { class: bad ? "badge bad" : "badge warn" }, icon(bad ? "wrong" : "warn"),
        h("span", { class: "sr-only" }, t(bad ? "steps.has-errors" : "steps.has-warnings"))) : null,
      h("span", { class: "step-time" }, step.duration_seconds === null ? "–" : clock(step.duration_seconds)));
    const entry = h("li", { class: `step ${step.kind}${open ? " is-open" : ""}`, data: { at: step.at.join("/") } },
      h("div", { class: "step-row" }, h("span", { class: "grip", "aria-hidden": "true", draggable: true,
        ondragstart: (event) => startDrag(event, step, entry) }, icon("grip")), head));
    entry.addEventListener("dragover", (event) => overDrag(event, entry, step));
    entry.addEventListener("dragleave", () => entry.classList.remove("is-over"));
    entry.addEventListener("drop", (event) => drop(event, entry, step, number));
    if (open) {
      const body = h("div", { class: "step-body" });
      body.append(h("div", { class: "step-tools" },
        iconButton("up", t("steps.up"), () => move(step, number, -1, items), { disabled: number === 0, data: { key: `${step.at.join("/")}/up` } }),
        iconButton("down", t("steps.down"), () => move(step, number, 1, items), { disabled: number === items.length - 1, data: { key: `${step.at.join("/")}/down` } }),
        iconButton("copy", t("steps.copy"), () => copy(step, number)),
        iconButton("bin", t("steps.remove"), () => remove(step, number, items)),
        step.start_seconds === null ? null : h("button", { type: "button", class: "button quiet", onclick: () => context.seek(step.start_seconds) }, icon("play"), t("steps.see"))));
      parts.push(details(body, context, step));
      entry.append(body);
      const loose = marks.filter((one) => same(one.at, step.at) || !hasField(body, one.at));
      body.append(h("div", { class: "marks" }, ...markList(loose)));
    }
    if (step.steps.length) entry.append(h("div", { class: "nested" }, list(step.steps, step.at), adder([...step.at, "steps", step.steps.length], false)));
    if (!open && !step.steps.length) entry.append(between([...step.at.slice(0, -1), number + 1]));
    return entry;
  }

  const hasField = (body, at) => [...body.querySelectorAll("[data-key]")].some(({ dataset }) => {
    const place = at.join("/");
    return dataset.key === place || place.startsWith(`${dataset.key}/`);
  });

  function picture(step) {
    if (step.kind === "exercise") {
      const missing = () => h("span", { class: "step-picture" }, icon("person"));
      return pictureOf(context.api.url("exercise/still", { id: step.written.exercise, lang: context.speech.language }), { class: "step-picture", missing });
    }
    return h("span", { class: "step-picture" }, icon(ICONS[step.kind] ?? "more"));
  }

  const add = async (at, value) => { await context.edit([{ op: "insert", at, value }]); context.select(at); };

  async function addExercises(at) {
    const picked = await choose(context, { language: context.document.view?.language || context.speech.language }).catch((error) => {
      context.tell(error.message, { kind: "problem" });
      return [];
    });
    if (!picked.length) return;
    const step = (one) => ({ exercise: one.id, ...(one.word.hold ? { hold: written(one.word.hold) } : { reps: one.word.reps }) });
    await context.edit(picked.map((one, number) => ({ op: "insert", at: [...at.slice(0, -1), at.at(-1) + number], value: step(one) })));
    context.select(at);
  }

  function menu(at) {
    const top = at.length === 2;
    const choices = [
      ["person", t("add.exercise"), () => addExercises(at)],
      ["words", t("add.say"), () => add(at, { say: t("add.say-words") })],
      ["rest", t("add.rest"), () => add(at, { rest: "15s" })],
      ...(top ? [["section", t("add.section"), () => add(at, { section: t("add.section-name") })]] : []),
    ];
    return choices.map(([name, label, run]) => h("button", { type: "button", class: "button", onclick: run }, icon(name), label));
  }

  function adder(at, main) {
    return h("div", { class: main ? "adder" : "adder small", role: "group", "aria-label": t("add.title") }, ...menu(at));
  }

  function between(at) {
    const more = h("div", { class: "between-menu", hidden: true, role: "group", "aria-label": t("add.title") });
    const button = iconButton("plus", t("add.here"), () => {
      more.hidden = !more.hidden;
      if (!more.childElementCount) more.append(...menu(at));
      button.setAttribute("aria-expanded", String(!more.hidden));
      if (!more.hidden) more.firstElementChild.focus();
    }, { "aria-expanded": "false", data: { key: `between/${at.join("/")}` } });
    return h("div", { class: "between" }, button, more);
  }

  async function move(step, number, way, items) {
    const to = [...step.at.slice(0, -1), number + way];
    if (number + way < 0 || number + way >= items.length) return;
    context.selected = to;
    await context.edit([{ op: "move", at: step.at, to }]);
    context.say(t("steps.moved", { n: number + way + 1 }));
  }

  async function copy(step, number) {
    await context.edit([{ op: "duplicate", at: step.at }]);
    context.select([...step.at.slice(0, -1), number + 1]);
  }

  async function remove(step, number, items) {
    context.selected = items.length > 1 ? [...step.at.slice(0, -1), Math.min(number, items.length - 2)] : null;
    await context.edit([{ op: "remove", at: step.at }]);
    context.tell(t("steps.removed", { name: titleOf(step, t) }), { action: { label: t("undo"), run: context.undo }, stays: false });
  }

  function moveByKey(event, step, number, items) {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    if (event.altKey) move(step, number, way, items);
    else neighbour(event.currentTarget, way)?.focus();
  }

  function neighbour(head, way) {
    const heads = [...element.querySelectorAll(".step-head")];
    return heads[heads.indexOf(head) + way];
  }

  function startDrag(event, step, entry) {
    dragged = step.at;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", titleOf(step, t));
    event.dataTransfer.setDragImage(entry, 20, 20);
  }

  const sameList = (at) => dragged && same(dragged.slice(0, -1), at.slice(0, -1)) && !same(dragged, at);

  function overDrag(event, entry, step) {
    if (!sameList(step.at)) return;
    event.preventDefault();
    event.stopPropagation();
    entry.classList.add("is-over");
  }

  function drop(event, entry, step, number) {
    entry.classList.remove("is-over");
    if (!sameList(step.at)) return;
    event.preventDefault();
    event.stopPropagation();
    context.selected = step.at;
    context.edit([{ op: "move", at: dragged, to: [...step.at.slice(0, -1), number] }]);
    dragged = null;
  }

  function selected(at, scroll) {
    pressed = false;
    show();
    const entry = at && element.querySelector(`[data-at="${CSS.escape(at.join("/"))}"]`);
    if (entry && scroll) entry.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  const off = [context.on("document", show), context.on("select", selected)];
  show();
  return { unmount() { off.forEach((stop) => stop()); parts.forEach((part) => part?.unmount?.()); } };
}

/* Where one was typing, once the list is drawn anew. */
function remembered(element) {
  const active = document.activeElement;
  const key = element.contains(active) ? active.dataset.key : null;
  const range = key && "selectionStart" in active && active.type !== "range" ? [active.selectionStart, active.selectionEnd] : null;
  return () => {
    const now = key && element.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!now) return;
    now.focus({ preventScroll: true });
    if (range && now.setSelectionRange) now.setSelectionRange(...range);
  };
}

function titleOf(step, t) {
  if (step.kind === "exercise") return step.name || step.written?.exercise || "";
  if (step.kind === "say") return step.lines[0]?.said || step.lines[0]?.text || step.name || t("kind.say");
  if (step.kind === "rest") return step.lines[0]?.text || t("kind.rest");
  if (step.kind === "section") return step.written?.section || t("kind.section");
  return step.written?.name || t(`kind.${step.kind}`);
}

function doseOf(step, t) {
  const { fields } = step;
  const amount = (field, unit) => (field?.value ? unit(field.value) : null);
  const timed = (seconds) => written(seconds);
  if (step.kind === "exercise") {
    const sets = fields.sets?.value > 1 ? t("dose.sets", { n: fields.sets.value }) : null;
    const sides = fields.sides?.value === "both" ? t("dose.both") : ["left", "right"].includes(fields.sides?.value) ? t(`sides.${fields.sides.value}`) : null;
    return [amount(fields.hold, timed), amount(fields.reps, (n) => t("dose.reps", { n })), sets, sides].filter(Boolean).join(" · ");
  }
  if (step.kind === "rest") return amount(fields.rest, timed) ?? "";
  if (step.kind === "rounds") return t("dose.rounds", { n: fields.rounds?.value ?? "?" });
  if (step.kind === "intervals") return t("dose.times", { n: fields.times?.value ?? "?" });
  if (step.kind === "amrap") return String(step.written?.amrap ?? "");
  return t(`kind.${step.kind}`) === titleOf(step, t) ? "" : t(`kind.${step.kind}`);
}
