/* The routines of the project. What has to be planned to be known comes one after the other. */

import { clock, h, icon, openDialog } from "./dom.js";
import { picture } from "./pictures.js";

const link = (path) => `#/routine/${encodeURIComponent(path)}`;

export async function mount(element, { api, events, t, tell, say }) {
  const list = h("ul", { class: "cards" });
  const head = h("div", { class: "page-head" });
  element.append(head, list);
  const known = new Map();
  let ended = false;

  async function show() {
    let home;
    try {
      home = await api.get("home");
    } catch (error) {
      if (error.status) tell(error.message, { kind: "problem" });
      return;
    }
    if (ended) return;
    document.title = `${home.project} · followalong`;
    head.replaceChildren(
      h("div", {}, h("h1", {}, t("home.title")), h("p", { class: "soft" }, t("home.count", { n: home.routines.length }))),
      h("button", { type: "button", class: "button main", onclick: () => begin({ api, t, tell }) }, icon("plus"), t("home.new")),
    );
    const cards = home.routines.map((routine) => card(routine, known.get(routine.path), t, api));
    list.replaceChildren(...cards.map(({ item }) => item));
    if (!cards.length) list.append(empty({ api, t, tell }));
    for (const { routine, fill } of cards) {
      if (ended) return;
      await api.get("summary", { path: routine.path }).then((summary) => {
        known.set(routine.path, summary);
        fill(summary);
      }, () => {});
    }
  }

  const off = [events.on("home", show), events.on("connection", ({ up }) => up && show())];
  show();
  return { unmount() { ended = true; off.forEach((stop) => stop()); } };
}

function empty(tools) {
  return h("li", { class: "empty" },
    h("p", { class: "empty-title" }, tools.t("home.empty")),
    h("p", { class: "soft" }, tools.t("home.empty-more")),
    h("button", { type: "button", class: "button main", onclick: () => begin(tools) }, icon("plus"), tools.t("home.new")));
}

function card(routine, summary, t, api) {
  const poster = h("span", { class: "poster" });
  const facts = h("span", { class: "facts" });
  const chips = h("span", { class: "chips" });
  const title = h("span", { class: "card-title" }, routine.title);
  const item = h("li", { class: "card" },
    h("a", { href: link(routine.path), class: "card-link" }, poster, h("span", { class: "card-words" }, title, facts)), chips);
  const fill = (told) => {
    if (told.title) title.textContent = told.title;
    facts.replaceChildren(...factsOf(told, t));
    chips.replaceChildren(...chipsOf(told, t));
    if (!told.errors && !poster.firstChild) {
      poster.append(picture(api.url("poster", { path: routine.path, v: told.revision }), { width: 640, height: 360 }));
    }
    if (told.seconds !== null) poster.dataset.length = clock(told.seconds);
  };
  if (summary) fill(summary);
  else facts.textContent = t("home.reading");
  return { routine, item, fill };
}

function factsOf(told, t) {
  if (told.errors) return [h("span", { class: "state bad" }, icon("wrong"), t("problems.errors", { n: told.errors }))];
  const parts = [t("home.exercises", { n: told.exercises })];
  if (!told.measured) parts.push(t("home.about"));
  return [parts.join(" · ")];
}

function chipsOf(told, t) {
  const chips = [];
  const films = told.built.filter((one) => !one.draft);
  const last = films[0] ?? told.built[0];
  if (last) {
    const what = films.length ? t("home.built", { n: films.length }) : t("home.draft");
    chips.push(h("span", { class: last.newer ? "chip good" : "chip old", title: last.newer ? "" : t("home.older") }, icon("film"), what));
  }
  for (const one of told.published.filter(({ released }) => released)) {
    chips.push(one.link
      ? h("a", { class: "chip good", href: one.link, target: "_blank", rel: "noreferrer" }, icon("check"), t("home.published", { where: one.site }))
      : h("span", { class: "chip good" }, icon("check"), t("home.published", { where: one.site })));
  }
  if (told.profiles.length) chips.push(h("span", { class: "chip", title: told.profiles.join(", ") }, t("home.profiles", { n: told.profiles.length })));
  const languages = [told.language, ...told.languages].filter(Boolean);
  if (languages.length) chips.push(h("span", { class: "chip", title: t("language") }, languages.join(", ")));
  if (told.warnings) chips.push(h("span", { class: "chip warn" }, t("problems.warnings", { n: told.warnings })));
  return chips;
}

/* A new routine: a name, and the template that `followalong new` has. */
function begin({ api, t, tell }) {
  const name = h("input", { id: "new-name", required: true, maxLength: 100, autocomplete: "off" });
  const wrong = h("p", { class: "problem", role: "alert" });
  const dialog = openDialog({ class: "dialog small", "aria-labelledby": "new-title" },
    h("form", { method: "dialog", onsubmit: make },
      h("h2", { id: "new-title" }, t("new.title")),
      h("label", { for: "new-name" }, t("new.name")), name,
      h("p", { class: "hint" }, t("new.hint")), wrong,
      h("div", { class: "buttons" },
        h("button", { type: "button", class: "button quiet", onclick: () => dialog.close() }, t("cancel")),
        h("button", { type: "submit", class: "button main" }, t("new.make")))));
  async function make(event) {
    event.preventDefault();
    try {
      const { path } = await api.post("new", { name: name.value });
      dialog.close();
      location.hash = link(path);
    } catch (error) {
      wrong.textContent = api.messageOf(error, t);
    }
  }
}
