/* Everything that is wrong, and a way to each place; told as one types. */

import { h, icon } from "./dom.js";

export function problems(element, context) {
  const { t } = context;
  element.setAttribute("aria-label", t("problems.title"));
  let told = null;

  function show(found = context.document) {
    const { diagnostics } = found ?? context.document;
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    const warnings = diagnostics.length - errors;
    const summary = errors ? t("problems.errors", { n: errors }) : warnings ? t("problems.warnings", { n: warnings }) : t("problems.none");
    element.replaceChildren(
      h("h2", { class: errors ? "bad" : warnings ? "warn" : "good" }, icon(errors ? "wrong" : warnings ? "warn" : "check"), summary),
      diagnostics.length ? h("ul", {}, diagnostics.map((one) => h("li", {}, entry(one)))) : null ?? "");
    if (told !== null && told !== summary) context.say(summary);
    told = summary;
  }

  function entry(one) {
    const place = one.file ? (one.file === context.document.path ? t("problems.line", { n: one.line }) : `${one.file}:${one.line}`) : "";
    return h("button", { type: "button", class: "problem-entry", onclick: () => go(one) },
      icon(one.severity === "error" ? "wrong" : "warn"),
      h("span", {}, h("span", {}, one.message), one.hint ? h("span", { class: "mark-hint" }, one.hint) : null,
        h("span", { class: "soft" }, place)));
  }

  function go(one) {
    const step = one.at ? stepOf(one.at) : null;
    if (!step) {
      if (one.file === context.document.path) context.openText(one.line);
      return;
    }
    context.select(step);
    const key = one.at.join("/");
    const fields = [...document.querySelectorAll("[data-key]")].filter(({ dataset }) => dataset.key === key || key.startsWith(`${dataset.key}/`));
    fields.at(-1)?.focus();
  }

  const off = [context.on("document", () => show()), context.on("tried", (found) => show(found ?? undefined))];
  show();
  return { unmount: () => off.forEach((stop) => stop()) };
}

/* The step that a place belongs to: the innermost one. */
function stepOf(at) {
  let found = null;
  for (let length = 2; length <= at.length && at[length - 2] === "steps"; length += 2) found = at.slice(0, length);
  return found;
}
