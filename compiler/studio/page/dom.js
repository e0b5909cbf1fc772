/* Elements, made without markup in texts: nothing that a file says is ever read as HTML. */

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name in element && !name.startsWith("aria") && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/* A small picture of lines, drawn by the page itself. */
const PATHS = {
  up: "M12 19V6M6 11l6-6 6 6", down: "M12 5v13M6 13l6 6 6-6", copy: "M9 9h10v10H9zM5 15V5h10",
  bin: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.5 11v5M13.5 11v5", plus: "M12 5v14M5 12h14", minus: "M5 12h14",
  undo: "M9 5 4 10l5 5M4 10h10a5 5 0 0 1 0 10h-3", redo: "M15 5l5 5-5 5M20 10H10a5 5 0 0 0 0 10h3",
  close: "M6 6l12 12M18 6 6 18", grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  words: "M5 6h14v10H10l-5 4z", rest: "M8 6v12M16 6v12", section: "M4 7h16M4 12h10M4 17h7",
  warn: "M12 4 2.5 20h19zM12 10v4M12 17h.01", wrong: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8v5M12 16h.01",
  check: "M5 13l5 5L20 7", text: "M5 5h14M5 10h14M5 15h9M5 20h6", person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c1-5 4-6 8-6s7 1 8 6",
  search: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M16 16l4 4", more: "M6 12h.01M12 12h.01M18 12h.01", back: "M15 5l-7 7 7 7",
  play: "M8 5l11 7-11 7z", pause: "M8 5v14M16 5v14", previous: "M18 6l-8 6 8 6zM6 6v12", next: "M6 6l8 6-8 6zM18 6v12", film: "M4 5h16v14H4zM8 5v14M16 5v14M4 9h4M4 15h4M16 9h4M16 15h4", loop: "M5 12a7 7 0 0 1 12-5l2 2M19 12a7 7 0 0 1-12 5l-2-2M19 4v5h-5M5 20v-5h5",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2", list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
};

export const icon = (name) => drawing({ viewBox: "0 0 24 24", class: "icon" }, PATHS[name] || "");

/* Lines by their path, for the eye alone. */
export function drawing(attributes, d) {
  const make = (tag, values, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  return make("svg", { "aria-hidden": "true", ...attributes }, make("path", { d }));
}

/* A button with a picture alone has its name for those who hear the page, and as a tip. */
export function iconButton(name, label, onclick, more = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

/* A dialog in front of the page, gone once it is closed. */
export function openDialog(properties, ...children) {
  const dialog = h("dialog", properties, ...children);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export const dialogHead = (id, title, closing) => h("div", { class: "dialog-head" }, h("h2", { id }, title),
  h("button", { type: "button", class: "icon-button", "aria-label": closing, onclick: (event) => event.currentTarget.closest("dialog").close() }, icon("close")));

/* One of a few words, beside each other; `name` is its own on the page, `word` says what a value is called. */
export function choices(name, values, { chosen, label, word, onchoose = () => {} }) {
  return h("div", { class: "choices", role: "radiogroup", "aria-label": label }, values.map((value) => {
    const id = `${name}-${value}`;
    return h("span", {},
      h("input", { type: "radio", name, id, value, checked: value === chosen, data: { key: id }, onchange: () => onchoose(value) }),
      h("label", { for: id }, word(value)));
  }));
}

export function clock(seconds) {
  const whole = Math.round(seconds);
  const [hours, minutes, left] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(left)}` : `${minutes}:${two(left)}`;
}

/* Seconds as one writes them in a routine: 45s, 1m30s. */
export function written(seconds) {
  const exact = Math.round(seconds * 10) / 10;
  if (exact < 60 || exact % 1) return `${exact}s`;
  const [minutes, left] = [Math.floor(exact / 60), exact % 60];
  return `${minutes}m${left ? `${left}s` : ""}`;
}

/* What somebody wrote, in seconds; null for what only the server can read. */
export function secondsIn(text) {
  const given = String(text ?? "").trim().toLowerCase().replace(",", ".");
  let found = /^(\d+(?:\.\d+)?)\s*(?:s|sec|seconds?)?$/.exec(given);
  if (found) return Number(found[1]);
  found = /^(\d+):([0-5]\d)$/.exec(given);
  if (found) return Number(found[1]) * 60 + Number(found[2]);
  found = /^(\d+(?:\.\d+)?)\s*m(?:in)?(?:\s*(\d+(?:\.\d+)?)\s*s?)?$/.exec(given);
  return found ? Number(found[1]) * 60 + Number(found[2] || 0) : null;
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export const startsWith = (path, beginning) =>
  Array.isArray(path) && beginning.length <= path.length && beginning.every((part, at) => part === path[at]);

export function debounced(milliseconds, work) {
  let timer = 0;
  const later = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), milliseconds);
  };
  later.stop = () => clearTimeout(timer);
  return later;
}
