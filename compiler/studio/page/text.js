/* The file itself, beside its steps: typed into, with the same marks, and saved when one says so. */

import { debounced, h, icon } from "./dom.js";
import { keep, kept } from "./keeping.js";

const TYPING = 400;
const KEPT = "followalong:text:";

export function textPane(element, context) {
  const { t, path } = context;
  let base = context.document;
  let marks = context.document.diagnostics;
  const gutter = h("div", { class: "gutter", "aria-hidden": "true" });
  const behind = h("pre", { class: "behind", "aria-hidden": "true" });
  const box = h("textarea", { class: "text-box", spellcheck: false, wrap: "off", "aria-label": t("text.label", { path }), id: "text-box", autocapitalize: "off" });
  const state = h("span", { class: "soft", role: "status" });
  const save = h("button", { type: "button", class: "button main", onclick: store }, t("text.save"));
  const back = h("button", { type: "button", class: "button quiet", onclick: drop }, t("text.drop"));
  const wrong = h("ul", { class: "text-marks" });
  element.append(
    h("div", { class: "text-head" }, h("h2", {}, t("text.title")), state, back, save),
    h("div", { class: "text-frame" }, gutter, h("div", { class: "text-area" }, behind, box)), wrong);
  const plain = (text) => text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const dirty = () => box.value !== plain(base.text);
  context.dirtyText = dirty;

  function note() {
    keep(KEPT + path, dirty() ? { text: box.value, revision: base.revision } : null);
    save.disabled = back.disabled = !dirty();
    state.textContent = dirty() ? t("text.unsaved") : "";
  }

  function paint() {
    const lines = box.value.split("\n");
    const by = new Map();
    for (const one of marks) {
      if (one.file !== path || !one.line) continue;
      const bad = one.severity === "error";
      if (!by.has(one.line)) by.set(one.line, { bad, all: [] });
      by.get(one.line).bad ||= bad;
      by.get(one.line).all.push(one);
    }
    gutter.replaceChildren(...lines.map((_, number) => {
      const found = by.get(number + 1);
      return h("span", { class: found ? (found.bad ? "bad" : "warn") : "", title: found?.all.map(({ message }) => message).join("\n") ?? "" }, String(number + 1));
    }));
    behind.replaceChildren(...lines.flatMap((line, number) => [...painted(line, by.get(number + 1)), "\n"]));
    wrong.replaceChildren(...marks.filter(({ file }) => file === path).map((one) => h("li", {},
      h("button", { type: "button", class: `problem-entry ${one.severity}`, onclick: () => goTo(one.line, one.column) },
        icon(one.severity === "error" ? "wrong" : "warn"), h("span", {}, h("strong", {}, `${one.line}:${one.column} `), one.message, one.hint ? h("span", { class: "mark-hint" }, one.hint) : null)))));
    box.setAttribute("aria-invalid", String([...by.values()].some(({ bad }) => bad)));
  }

  function painted(line, found) {
    if (!found) return [line];
    const pieces = [];
    let at = 0;
    for (const one of [...found.all].sort((a, b) => a.column - b.column)) {
      const start = Math.max(at, one.column - 1);
      const stop = Math.max(start + 1, one.column - 1 + one.width);
      pieces.push(line.slice(at, start), h("mark", { class: one.severity }, line.slice(start, stop) || " "));
      at = stop;
    }
    return [...pieces, line.slice(at)];
  }

  function goTo(line, column = 1) {
    const lines = box.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
    box.focus();
    box.setSelectionRange(start, start);
    const height = parseFloat(getComputedStyle(box).lineHeight);
    box.scrollTop = Math.max(0, (line - 4) * height);
    follow();
  }

  function follow() {
    behind.style.transform = `translate(${-box.scrollLeft}px, ${-box.scrollTop}px)`;
    gutter.style.transform = `translateY(${-box.scrollTop}px)`;
  }

  const check = debounced(TYPING, async () => {
    const text = box.value;
    try {
      const found = await context.attempt({ text });
      if (text !== box.value) return;
      marks = found.diagnostics;
      paint();
      context.tellOf("tried", dirty() ? found : null);
    } catch (error) {
      if (error.status) state.textContent = error.message;
    }
  });

  /* With the line ends and the mark that the file had. */
  function asInFile(text) {
    const ends = base.text.includes("\r\n") ? text.replace(/\n/g, "\r\n") : text;
    return base.text.startsWith("\ufeff") ? `\ufeff${ends}` : ends;
  }

  async function store() {
    check.stop();
    const text = box.value;
    try {
      const found = await context.saveText(asInFile(text), base.revision);
      base = found;
      if (box.value === text) box.value = plain(found.text);
      refresh();
      context.say(t("text.saved"));
    } catch (error) {
      if (error.body?.conflict) conflict(error.body.conflict);
      else {
        const told = error.kind === "offline" ? t("unsent.offline") : `${error.message}. ${t("unsent.kept")}`;
        state.textContent = told;
        context.tell(told, { kind: "problem", action: { label: t("unsent.again"), run: store } });
      }
    }
  }

  function conflict(there) {
    context.tell(t("text.conflict"), { kind: "problem", actions: [
      { label: t("text.conflict-mine"), run: () => { base = { ...there, text: base.text }; store(); } },
      { label: t("text.conflict-theirs"), run: () => { base = there; box.value = plain(there.text); refresh(); } },
    ] });
  }

  function drop() {
    base = context.document;
    box.value = plain(base.text);
    refresh();
    context.tellOf("tried", null);
  }

  function refresh() {
    marks = context.document.diagnostics;
    note();
    paint();
    follow();
  }

  function changed(document) {
    if (!dirty() || box.value === plain(document.text)) {
      base = document;
      const [scroll, start, stop] = [box.scrollTop, box.selectionStart, box.selectionEnd];
      if (box.value !== plain(document.text)) box.value = plain(document.text);
      box.scrollTop = scroll;
      if (globalThis.document.activeElement === box) box.setSelectionRange(start, stop);
      refresh();
    }
  }

  box.addEventListener("input", () => { note(); paint(); check(); });
  box.addEventListener("scroll", follow);
  box.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (dirty()) store();
    }
  });

  box.value = plain(base.text);
  const unsaved = kept(KEPT + path);
  if (unsaved && unsaved.text !== box.value) {
    box.value = unsaved.text;
    base = { ...base, revision: unsaved.revision };
    element.hidden = false;
    context.tell(t("text.restored"));
    check();
  }
  refresh();
  box.setSelectionRange(0, 0);
  const off = [context.on("document", changed), context.on("line", (line) => line && goTo(line))];
  return { unmount() { off.forEach((stop) => stop()); context.dirtyText = null; } };
}
