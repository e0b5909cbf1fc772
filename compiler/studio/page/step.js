/* One step, open: its controls, its words, its picture, its recordings. */

import { h, icon, iconButton } from "./dom.js";
import { amount, choice, words } from "./fields.js";
import { mount as mountFootage } from "./footage.js";
import { mount as mountVoice } from "./voice.js";

const NEEDED = { rest: ["rest"], rounds: ["rounds"], amrap: ["amrap"], intervals: ["work", "rest", "times"] };

export function details(element, context, step) {
  const { t } = context;
  const mine = { ...context, step, get document() { return context.document; } };
  const controls = Object.entries(step.fields).map(([name, field]) =>
    (field.kind === "choice" ? choice : amount)(context, name, { ...field, removable: !(NEEDED[step.kind] ?? []).includes(name) }));
  if (controls.length) element.append(h("div", { class: "fields" }, ...controls));
  if (step.kind === "section") element.append(named(context, step, "section"));
  if (["rounds", "intervals", "amrap"].includes(step.kind)) element.append(named(context, step, "name"));
  element.append(lines(context, step));
  const parts = [];
  const place = (mount, title, key) => {
    const box = h("div", { class: "step-part", data: { part: key } });
    parts.push(mount(box, mine));
    if (!box.childElementCount) return;
    element.append(h("details", { class: "fold", open: opened.has(`${step.at.join("/")}/${key}`), ontoggle: (event) => {
      opened[event.target.open ? "add" : "delete"](`${step.at.join("/")}/${key}`);
    } }, h("summary", {}, title), box));
  };
  if (["exercise", "say"].includes(step.kind)) place(mountFootage, t("step.picture"), "footage");
  if (step.lines.length) place(mountVoice, t("step.voice"), "voice");
  return { unmount: () => parts.forEach((part) => part.unmount()) };
}

/* Which folds are open stays so when the list is drawn anew. */
const opened = new Set();

function named(context, step, key) {
  const at = [...step.at, key];
  const value = step.written?.[key] ?? "";
  return h("div", { class: "field wide" }, h("span", { class: "field-label" }, context.t("field.name")),
    words(context, { at, label: context.t("field.name"), value, rows: 1 }));
}

function lines(context, step) {
  const { t } = context;
  const box = h("div", { class: "lines" });
  if (step.kind === "say" || step.kind === "rest") {
    const said = step.lines[0];
    const at = [...step.at, "say"];
    const spoken = step.lines.filter((line) => line.at);
    if (spoken.length) spoken.forEach((line) => box.append(line_(context, line, t("line.say"))));
    else if (!said) box.append(h("button", { type: "button", class: "button quiet", onclick: () => context.edit([{ op: "set", at, value: t("add.rest-words") }]) }, icon("words"), t("line.add-say")));
    return box;
  }
  if (step.kind !== "exercise") return box;
  for (const role of ["setup", "cue", "switch"]) {
    const mine = step.lines.filter((line) => line.role === role);
    const own = mine.some((line) => line.at) || (role === "cue" ? "cues" : role) in (step.written ?? {});
    if (!mine.length && role === "switch") continue;
    box.append(h("div", { class: "line-group" },
      h("div", { class: "field-head" }, h("h3", {}, t(`line.${role}`)), own || !mine.length ? null
        : h("button", { type: "button", class: "link", onclick: () => makeOwn(context, step, role, mine) }, t("line.make-own"))),
      ...mine.map((line) => (line.at ? line_(context, line, `${t(`line.${role}`)} ${line.when}`, step) : h("p", { class: "line-library" },
        line.when ? h("span", { class: "when" }, line.when) : null, line.text))),
      role === "switch" ? null : adder(context, step, role, mine, own)));
  }
  return box;
}

function line_(context, line, label, step = null) {
  const { t } = context;
  const cue = line.role === "cue" && step;
  const item = h("div", { class: "line" });
  if (cue) item.append(when(context, line, step));
  item.append(words(context, { at: line.at, label, value: line.text, line }));
  if (line.said && line.said !== line.text) item.append(h("p", { class: "hint" }, t("line.said-as", { text: line.said })));
  if (step) item.append(iconButton("bin", t("line.remove"), () => context.edit([{ op: "remove", at: holder(line) }]), { class: "icon-button line-bin" }));
  return item;
}

const holder = (line) => (line.at.at(-1) === "say" ? line.at.slice(0, -1) : line.at);

function when(context, line, step) {
  const { t } = context;
  const at = [...holder(line), "at"];
  const number = holder(line).at(-1);
  const value = step.written?.cues?.[number]?.at ?? line.when;
  const known = ["halfway", "+5s", "-10s", "-5s"];
  const box = h("input", { value, data: { key: at.join("/") }, "aria-label": t("line.when"), list: "when-list", class: "when-box", spellcheck: false,
    onchange: () => context.edit([{ op: "set", at, value: box.value }]) });
  if (!document.getElementById("when-list")) document.body.append(h("datalist", { id: "when-list" }, known.map((one) => h("option", { value: one }))));
  return box;
}

function makeOwn(context, step, role, mine) {
  if (role === "cue") {
    return context.edit([{ op: "set", at: [...step.at, "cues"], value: mine.map((line) => ({ at: line.when, say: line.text })) }]);
  }
  return context.edit([{ op: "set", at: [...step.at, role], value: mine.map((line) => line.text) }]);
}

function adder(context, step, role, mine, own) {
  const { t } = context;
  const key = role === "cue" ? "cues" : role;
  const add = () => {
    const given = step.written?.[key];
    const value = role === "cue" ? { at: "halfway", say: t("line.new-cue") } : t("line.new-setup");
    const before = role === "cue" ? mine.map((line) => ({ at: line.when, say: line.text })) : mine.map((line) => line.text);
    if (!own || !Array.isArray(given)) return context.edit([{ op: "set", at: [...step.at, key], value: [...before, value] }]);
    return context.edit([{ op: "insert", at: [...step.at, key, given.length], value }]);
  };
  return h("button", { type: "button", class: "link", onclick: add }, icon("plus"), t(`line.add-${role}`));
}
