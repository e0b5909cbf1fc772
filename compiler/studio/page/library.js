/* All exercises, to look around in; one that is chosen tells of itself. */

import { h, openDialog } from "./dom.js";
import { catalogue } from "./picker.js";

export async function mount(element, tools) {
  const { api, t, speech, tell } = tools;
  document.title = `${t("nav.exercises")} · followalong`;
  element.append(h("div", { class: "page-head" }, h("h1", {}, t("nav.exercises"))));
  try {
    await catalogue(element, tools, { language: speech.language, pick: (one) => about(one, tools) });
  } catch (error) {
    tell(api.messageOf(error, t), { kind: "problem" });
  }
  return {};
}

function about(one, { api, t, speech }) {
  const film = one.moves
    ? h("video", { src: api.url("exercise/clip", { id: one.id }), muted: true, loop: true, autoplay: true, playsInline: true, controls: true })
    : h("img", { src: api.url("exercise/still", { id: one.id, lang: speech.language }), alt: "" });
  const dialog = openDialog({ class: "dialog", "aria-labelledby": "about-title" },
    h("div", { class: "dialog-body" }, h("div", { class: "moving large" }, film),
      h("h2", { id: "about-title" }, one.name), h("p", {}, one.purpose), h("p", { class: "dose" }, one.dose),
      ...(one.careful_with.length ? [h("h3", {}, t("picker.careful")), h("ul", {}, one.careful_with.map(({ about: what }) => h("li", {}, what)))] : []),
      h("p", { class: "soft" }, h("code", {}, `exercise: ${one.id}`))),
    h("div", { class: "dialog-foot" }, h("button", { type: "button", class: "button main", onclick: () => dialog.close() }, t("close"))));
}
