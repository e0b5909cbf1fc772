/* The words of the page, in the reader's language. */

import { keep, kept } from "./keeping.js";

export const NAMES = { en: "English", de: "Deutsch", es: "Español" };
const KEPT = "followalong:language";

let words = {};
export let language = "en";

function wanted() {
  const asked = [kept(KEPT), ...navigator.languages].filter(Boolean);
  return asked.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in NAMES) ?? "en";
}

export async function load(chosen = wanted()) {
  const found = await fetch(new URL(`page/words/${chosen}.json`, document.baseURI));
  words = await found.json();
  language = chosen;
  document.documentElement.lang = chosen;
}

export async function choose(chosen) {
  keep(KEPT, chosen);
  await load(chosen);
}

/* {n} is filled in; a key with .one is taken for n = 1. */
export function t(key, values = {}) {
  const one = values.n === 1 ? words[`${key}.one`] : undefined;
  const text = one ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}
