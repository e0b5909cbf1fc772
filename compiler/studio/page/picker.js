/* The exercises that there are, with pictures that move; searched as one types. */

import { debounced, dialogHead, h, icon, openDialog } from "./dom.js";
import { picture } from "./pictures.js";

let kept = new Map();

async function listed(api, language) {
  if (!kept.has(language)) kept = new Map([[language, await api.get("exercises", { lang: language })]]);
  return kept.get(language);
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

function moving(one, { api, t }, language) {
  const still = (moment) => api.url("exercise/still", { id: one.id, lang: language, moment });
  const missing = () => h("span", { class: "no-picture" }, t("picker.no-picture"));
  const box = h("span", { class: "moving" }, picture(still(null), { width: 480, height: 270, missing }));
  let film = null;
  const start = () => {
    if (film || calm.matches) return;
    if (one.moves) {
      film = h("video", { src: api.url("exercise/clip", { id: one.id, lang: language }), muted: true, loop: true, playsInline: true });
      film.play().catch(() => {});
    } else {
      film = h("img", { src: still("start"), alt: "", class: "fades" });
    }
    box.append(film);
  };
  const stop = () => { film?.remove(); film = null; };
  return { box, start, stop };
}

/* The list with its search; `pick` hears an exercise, `chosen` says which are marked. */
export async function catalogue(element, tools, { language, pick, chosen = () => false }) {
  const { api, t } = tools;
  const found = await listed(api, language);
  const word = (english) => found.words[english] ?? english;
  const search = h("input", { type: "search", id: "picker-search", placeholder: t("picker.search"), "aria-label": t("picker.search"), autocomplete: "off" });
  const choice = (name, values) => h("select", { "aria-label": t(`picker.${name}`), data: { of: name } },
    h("option", { value: "" }, t(`picker.any-${name}`)), ...values.map((value) => h("option", { value }, word(value))));
  const used = (key) => new Set(found.exercises.flatMap((one) => one[key] ?? []));
  const [regions, equipment] = [used("regions"), used("equipment")];
  const filters = [
    choice("region", found.regions.filter((value) => regions.has(value))),
    choice("position", found.positions.filter((value) => found.exercises.some((one) => one.position === value))),
    choice("equipment", found.equipment.filter((value) => equipment.has(value))),
  ];
  filters[2].append(h("option", { value: "none" }, t("picker.no-equipment")));
  const count = h("p", { class: "soft", role: "status" });
  const grid = h("ul", { class: "picker-grid" });
  element.append(h("div", { class: "filters" }, h("span", { class: "search" }, icon("search"), search), ...filters), count, grid);

  const cards = found.exercises.map((one) => {
    const { box, start, stop } = moving(one, tools, language);
    const button = h("button", {
      type: "button", class: "pick", "aria-pressed": "false", onmouseenter: start, onmouseleave: stop, onfocus: start, onblur: stop,
      onclick: () => { start(); pick(one); mark(); }, data: { id: one.id },
    }, box, h("span", { class: "pick-words" },
      h("strong", {}, one.name), h("span", { class: "dose" }, one.dose),
      h("span", { class: "soft" }, [one.position, ...one.regions].filter(Boolean).map(word).join(" · "))),
      h("span", { class: "tick", "aria-hidden": "true" }, icon("check")));
    return { one, button, item: h("li", {}, button) };
  });
  grid.append(...cards.map(({ item }) => item));

  function mark() {
    for (const { one, button } of cards) button.setAttribute("aria-pressed", String(chosen(one)));
  }

  function like(one) {
    const said = [one.id, one.name, one.purpose, ...one.regions.map(word), word(one.position ?? ""), ...one.equipment.map(word), one.needs].join(" ").toLowerCase();
    const [region, position, thing] = filters.map(({ value }) => value);
    const bare = !one.equipment.length && !one.needs;
    return search.value.toLowerCase().split(/\s+/).every((part) => said.includes(part))
      && (!region || one.regions.includes(region)) && (!position || one.position === position)
      && (!thing || (thing === "none" ? bare : one.equipment.includes(thing)));
  }

  function sift() {
    let n = 0;
    for (const { one, item } of cards) {
      item.hidden = !like(one);
      n += item.hidden ? 0 : 1;
    }
    count.textContent = n ? t("picker.count", { n }) : t("picker.none");
  }

  search.addEventListener("input", debounced(120, sift));
  for (const filter of filters) filter.addEventListener("change", sift);
  sift();
  mark();
  return { search };
}

/* A dialog in which exercises are chosen; hears a list of them, in the order of choosing. */
export async function choose(tools, { language }) {
  const { t } = tools;
  return new Promise((resolve, reject) => {
    let picked = [];
    let answer = [];
    const body = h("div", { class: "dialog-body" });
    const add = h("button", { type: "button", class: "button main", disabled: true, onclick: () => { answer = picked; dialog.close(); } });
    const told = () => {
      add.disabled = !picked.length;
      add.textContent = picked.length ? t("picker.add", { n: picked.length }) : t("picker.add-none");
    };
    const pick = (one) => {
      if (picked.includes(one)) picked = picked.filter((other) => other !== one);
      else picked = [...picked, one];
      told();
    };
    told();
    const dialog = openDialog({ class: "dialog large", "aria-labelledby": "picker-title" },
      dialogHead("picker-title", t("picker.title"), t("close")), body, h("div", { class: "dialog-foot" },
        h("button", { type: "button", class: "button quiet", onclick: () => dialog.close() }, t("cancel")), add));
    dialog.addEventListener("close", () => resolve(answer));
    catalogue(body, tools, { language, pick, chosen: (one) => picked.includes(one) })
      .then(({ search }) => search.focus(), (error) => { dialog.close(); reject(error); });
  });
}
