/* A routine: its versions, its steps, what is wrong, its text, and whoever shows, films, speaks and makes it. */

import { clock, dialogHead, h, icon, iconButton, openDialog } from "./dom.js";
import { working } from "./document.js";
import { mount as mountMaking } from "./making.js";
import { mount as mountPlayer } from "./player.js";
import { problems } from "./problems.js";
import { steps } from "./steps.js";
import { mount as mountStrip } from "./strip.js";
import { textPane } from "./text.js";

export async function mount(element, tools) {
  const { t, tell, path } = tools;
  const context = working(tools);
  try {
    await context.load();
  } catch (error) {
    element.append(h("div", { class: "empty" }, h("p", { class: "empty-title" }, tools.api.messageOf(error, t)),
      h("a", { class: "button", href: "#/" }, t("nav.routines"))));
    return { unmount: () => context.end() };
  }
  const head = h("div", { class: "routine-head" });
  const state = h("div", { class: "state-line", id: "state-line" });
  const player = h("div", { id: "player" });
  const strip = h("div", { id: "strip" });
  const list = h("section", { class: "steps", "aria-label": t("steps.title") });
  const side = h("div", { class: "side" }, player, strip);
  const wrong = h("section", { class: "problems", id: "problems" });
  const text = h("section", { class: "text-pane panel", id: "text-pane", hidden: true });
  element.append(head, state, h("div", { class: "work" }, list, h("div", { class: "beside" }, side, wrong, text)));

  const parts = [
    header(head, state, context, { openText: () => toggle(text) }),
    steps(list, context), problems(wrong, context), textPane(text, context),
  ];
  const showing = mountPlayer(player, context);
  parts.push(showing, mountStrip(strip, context, showing));
  const keys = (event) => shortcut(event, context);
  addEventListener("keydown", keys);
  addEventListener("beforeunload", context.asked);

  function toggle(pane) {
    pane.hidden = !pane.hidden;
    document.getElementById("text-button")?.setAttribute("aria-expanded", String(!pane.hidden));
    if (!pane.hidden) pane.querySelector("textarea")?.focus();
  }
  context.openText = (line) => {
    if (text.hidden) toggle(text);
    context.tellOf("line", line);
  };
  return {
    stays: (asked) => asked.path === path && context.setVariant(asked.variant ?? {}),
    unmount() {
      removeEventListener("keydown", keys);
      removeEventListener("beforeunload", context.asked);
      parts.forEach((part) => part?.unmount?.());
      context.end();
    },
  };
}

function shortcut(event, context) {
  const key = event.key.toLowerCase();
  const typing = event.target.matches("textarea, input:not([type=range])");
  if (!(event.ctrlKey || event.metaKey) || event.altKey || typing) return;
  if (key === "z" || key === "y") {
    event.preventDefault();
    (key === "y" || event.shiftKey ? context.redo : context.undo)();
  }
}

function header(head, state, context, { openText }) {
  const { t } = context;
  const chooser = (name, values, none) => {
    const select = h("select", { "aria-label": t(`version.${name}`), onchange: () => context.choose({ [name]: select.value || null }) },
      h("option", { value: "" }, none),
      ...values.map(([value, label]) => h("option", { value, selected: context.variant[name] === value }, label)));
    return h("label", { class: "version" }, h("span", {}, t(`version.${name}`)), select);
  };
  function show() {
    const { document: file, variant } = context;
    const view = file.view ?? context.lastView;
    const focused = globalThis.document.activeElement?.id;
    document.title = `${view?.title ?? file.path} · followalong`;
    const versions = [];
    if (view?.profiles.length) versions.push(chooser("profile", view.profiles.map((name) => [name, name]), t("version.as-written")));
    if (view?.patients.length) versions.push(chooser("patient", view.patients.map((one) => [one.path, one.name]), t("version.nobody")));
    if (view?.languages.length) versions.push(chooser("language", view.languages.map((tag) => [tag, tag]), t("version.own-language")));
    if (view) versions.push(chooser("size", view.sizes.map((name) => [name, t(`size.${name}`)]), t("version.own-size")));
    head.replaceChildren(
      h("div", { class: "routine-title" },
        h("a", { href: "#/", class: "icon-button", "aria-label": t("nav.routines"), title: t("nav.routines") }, icon("back")),
        h("div", {}, h("h1", {}, view?.title ?? file.path),
          h("p", { class: "soft" }, [file.path, view?.seconds ? `${clock(view.seconds)}${view.measured ? "" : ` (${t("about")})`}` : ""].filter(Boolean).join(" · ")))),
      h("div", { class: "tools" },
        iconButton("undo", t("undo"), context.undo, { disabled: !file.can_undo, id: "undo" }),
        iconButton("redo", t("redo"), context.redo, { disabled: !file.can_redo, id: "redo" }),
        h("button", { type: "button", class: "button", id: "text-button", "aria-controls": "text-pane", "aria-expanded": String(!globalThis.document.getElementById("text-pane")?.hidden), onclick: openText }, icon("text"), t("text.open")),
        h("button", { type: "button", class: "button main", id: "make-button", onclick: () => making(context) }, icon("film"), t("make.open"))),
      h("div", { class: "versions" }, ...versions));
    if (focused) globalThis.document.getElementById(focused)?.focus();
    const away = ["profile", "patient", "language"].some((name) => variant[name]);
    state.replaceChildren(...(away ? [h("p", { class: "hint" }, t("version.note"))] : []), ...unsaved());
  }
  function unsaved() {
    if (!context.unsent.length) return [];
    return [h("p", { class: "unsent", role: "alert" }, icon("warn"), context.why || t("unsent.waiting"), " ",
      h("button", { type: "button", class: "button quiet", onclick: context.retry }, t("unsent.again")))];
  }
  const off = [context.on("document", show), context.on("unsent", show)];
  show();
  return { unmount: () => off.forEach((stop) => stop()) };
}

/* Building, the sheet and publishing, in a dialog of their own. */
function making(context) {
  const { t } = context;
  const body = h("div", { class: "dialog-body" });
  const dialog = openDialog({ class: "dialog large", id: "making", "aria-labelledby": "making-title" },
    dialogHead("making-title", t("make.title"), t("close")), body);
  const part = mountMaking(body, context);
  dialog.addEventListener("close", () => part.unmount());
}
