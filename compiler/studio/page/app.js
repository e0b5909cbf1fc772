/* Which page is shown, and what all pages share: words, news, and what is told to whoever looks at it. */

import * as api from "./api.js";
import { h, icon } from "./dom.js";
import * as events from "./events.js";
import * as speech from "./speech.js";

const { t } = speech;
const at = (id) => document.getElementById(id);
let shown = null;
let turn = 0;

/* A message at the foot of the page; one with an action stays until it is answered. */
export function tell(text, { kind = "info", action = null, actions = action ? [action] : [], stays = actions.length > 0 } = {}) {
  const note = h("div", { class: `note ${kind}` }, h("p", {}, text));
  const close = () => note.remove();
  for (const { label, run } of actions) {
    note.append(h("button", { type: "button", class: "button quiet", onclick: () => { close(); run(); } }, label));
  }
  note.append(h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: close }, icon("close")));
  at("told").append(note);
  while (at("told").childElementCount > 4) at("told").firstElementChild.remove();
  if (!stays) setTimeout(close, kind === "problem" ? 12000 : 5000);
  return close;
}

/* For those who hear the page. */
export function say(text) {
  at("said").textContent = "";
  requestAnimationFrame(() => { at("said").textContent = text; });
}

export const shared = { api, events, t, tell, say, speech };

async function route() {
  const mine = ++turn;
  const [path, query] = (location.hash.slice(1) || "/").split("?");
  const variant = Object.fromEntries(new URLSearchParams(query || ""));
  const found = path.startsWith("/routine/")
    ? ["./routine.js", { path: decodeURIComponent(path.slice("/routine/".length)), variant }]
    : path === "/exercises" ? ["./library.js", {}] : ["./home.js", {}];
  const module = await import(found[0]);
  if (mine !== turn) return;
  if (shown?.stays?.(found[1])) return;
  shown?.unmount?.();
  at("main").replaceChildren();
  window.scrollTo(0, 0);
  shown = null;
  shown = (await module.mount(at("main"), { ...shared, ...found[1] })) ?? null;
  frame();
}

function frame() {
  const here = location.hash.slice(1) || "/";
  const links = [["#/", t("nav.routines"), here === "/"], ["#/exercises", t("nav.exercises"), here === "/exercises"]];
  at("nav").replaceChildren(...links.map(([href, text, now]) => h("a", { href, "aria-current": now ? "page" : null }, text)));
  at("nav").setAttribute("aria-label", t("nav.label"));
  at("skip").textContent = t("skip");
  at("language-label").textContent = t("language");
  at("language").replaceChildren(
    ...Object.entries(speech.NAMES).map(([value, name]) => h("option", { value, selected: value === speech.language }, name)),
  );
}

function connection({ up }) {
  at("connection").textContent = up ? "" : t("connection.lost");
  at("connection").classList.toggle("is-lost", !up);
  document.body.classList.toggle("is-offline", !up);
}

async function begin() {
  await speech.load();
  frame();
  at("language").addEventListener("change", async (event) => {
    await speech.choose(event.target.value);
    shown?.unmount?.();
    shown = null;
    frame();
    route();
  });
  at("skip").addEventListener("click", (event) => {
    event.preventDefault();
    at("main").focus();
  });
  api.get("about").then(({ project }) => { at("project").textContent = project; }, () => {});
  events.on("connection", connection);
  events.connect();
  addEventListener("hashchange", route);
  await route();
}

begin();
