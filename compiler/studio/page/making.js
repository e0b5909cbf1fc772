/* Build, sheet, publish: begun here, done by the server, and told to every page that is open. */

import { choices, clock, h, icon } from "./dom.js";

const BUSY = "running";

export function mount(element, context) {
  const { api, events, t, tell } = context;
  const now = h("section", { class: "job", "aria-live": "polite", "aria-label": t("making.now") });
  const publish = h("div", { class: "panel making-card" });
  element.append(now, h("div", { class: "making" }, building(), sheet(), publish));
  let job = null;
  let remotes = [];

  const asked = () => ({ path: context.document.path, ...context.version() });

  async function begin(what, more = {}) {
    try {
      hear((await api.post(`make/${what}`, { ...asked(), ...more })).job);
      now.scrollIntoView?.({ block: "nearest" });
    } catch (error) {
      tell(api.messageOf(error, t), { kind: "problem" });
    }
  }

  function hear(found) {
    const before = job;
    job = found;
    if (!job) return now.replaceChildren();
    if (before?.id === job.id && before.state === BUSY && job.state === BUSY) return progress();
    show();
    for (const button of element.querySelectorAll("[data-begin]")) button.disabled = job.state === BUSY;
    if (job.state !== BUSY && before?.state === BUSY) context.say?.(t(`making.${job.kind}.${job.state}`));
  }

  function progress() {
    const bar = now.querySelector("progress");
    if (!bar) return;
    if (job.total) { bar.max = job.total; bar.value = job.done; } else bar.removeAttribute("value");
    now.querySelector(".job-phase").textContent = job.phase ? t(`making.phase.${job.phase}`) : t("making.begins");
  }

  function show() {
    const other = job.what.path !== context.document.path;
    if (other && job.state !== BUSY) return now.replaceChildren();
    if (job.state === BUSY) {
      now.replaceChildren(h("div", { class: "panel job-panel", data: { job: `${job.kind}-running` } }, h("h3", {}, t(`making.${job.kind}.running`), other ? ` · ${job.what.path}` : forWhom(job.what)),
        h("div", { class: "job-row" }, h("progress", { "aria-label": t("making.now") }),
          h("button", { type: "button", class: "button", id: "job-stop", onclick: stop }, t("making.stop"))),
        h("p", { class: "hint job-phase" }), h("p", { class: "hint" }, t("making.may-close"))));
      return progress();
    }
    if (job.kind === "show") { now.replaceChildren(); return shown(); }
    now.replaceChildren(h("div", { class: `panel job-panel is-${job.state}`, data: { job: `${job.kind}-${job.state}` } }, h("h3", {}, icon(job.state === "done" ? "check" : "warn"), " ", t(`making.${job.kind}.${job.state}`), forWhom(job.what)), ...ended()));
    if (job.kind === "publish") publishing();
  }

  function forWhom(what) {
    const words = [what.profile, what.patient?.split("/").at(-1).replace(/\.ya?ml$/, ""), what.language, what.size && t(`size.${what.size}`)].filter(Boolean);
    return words.length ? ` · ${words.join(" · ")}` : "";
  }

  async function stop(event) {
    event.target.disabled = true;
    await api.post("make/stop").catch(() => {});
  }

  function ended() {
    const { result, problems } = job;
    if (job.state === "failed") return [list(problems)];
    if (job.state !== "done") return [h("p", { class: "hint" }, t("making.kept"))];
    if (job.kind === "publish") return [sent(result)];
    const video = result.files.find(({ name }) => name.endsWith(".mp4"));
    const facts = job.kind === "build" ? t("making.took", { length: clock(result.seconds), n: result.took }) : result.pages ? t("making.pages", { n: result.pages }) : "";
    return [h("p", { class: "soft" }, facts), video ? h("video", { controls: true, preload: "metadata", playsInline: true, src: api.url("file", { path: video.path }), "aria-label": video.name }) : null,
      h("ul", { class: "files" }, ...[...result.files].sort((one, other) => other.name.endsWith(".mp4") - one.name.endsWith(".mp4")).map(file)), ...(result.notes ?? []).map((note) => h("p", { class: "hint" }, note)),
      job.kind === "sheet" ? h("p", { class: "hint" }, result.address ? t("making.code", { address: result.address }) : t("making.no-code")) : null,
      list(result.warnings)].filter(Boolean);
  }

  function file({ path, name, bytes }) {
    return h("li", {}, h("a", { href: api.url("file", { path }), target: "_blank", rel: "noreferrer" }, name), h("span", { class: "soft" }, size(bytes)),
      h("a", { class: "icon-button", href: api.url("file", { path, download: "yes" }), download: name, "aria-label": t("making.download", { name }), title: t("making.download", { name }) }, icon("down")));
  }

  const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

  function list(found) {
    return found?.length ? h("ul", { class: "told-list" }, ...found.map((one) => h("li", { class: one.severity === "error" ? "mark-error" : "mark-warn" },
      icon(one.severity === "error" ? "wrong" : "warn"), h("span", {}, one.message, one.hint ? h("span", { class: "mark-hint" }, one.hint) : null)))) : null;
  }

  /* --- what there is to make --- */

  function radios(name, values, first, label) {
    return choices(`making-${name}`, values, { chosen: first, label, word: (value) => t(`making.${name}.${value}`) });
  }
  const chosen = (name) => element.querySelector(`input[name=making-${name}]:checked`).value;

  function building() {
    return h("div", { class: "panel making-card" }, h("h3", {}, icon("film"), " ", t("making.build")), h("p", { class: "hint" }, t("making.build-hint")),
      radios("quality", ["draft", "full"], "draft", t("making.quality")),
      h("button", { type: "button", class: "button main", id: "make-build", data: { begin: "build" }, onclick: () => begin("build", { draft: chosen("quality") === "draft" }) }, t("making.build-now")));
  }

  function sheet() {
    const big = h("input", { type: "checkbox", id: "making-big" });
    return h("div", { class: "panel making-card" }, h("h3", {}, icon("text"), " ", t("making.sheet")), h("p", { class: "hint" }, t("making.sheet-hint")),
      radios("paper", ["a4", "letter"], "a4", t("making.paper")), h("label", { class: "tick-row" }, big, " ", t("making.big")),
      h("button", { type: "button", class: "button main", id: "make-sheet", data: { begin: "sheet" }, onclick: () => begin("sheet", { paper: chosen("paper"), big: big.checked }) }, t("making.sheet-now")));
  }

  function publishing() {
    const select = h("select", { id: "making-to", "aria-label": t("making.to") }, ...remotes.map(({ name }) => h("option", { value: name }, t(`making.to.${name}`))));
    const login = h("p", { class: "hint" });
    const hint = () => { login.textContent = remotes.find(({ name }) => name === select.value)?.login ? t("making.login", { name: select.value }) : ""; };
    select.addEventListener("change", hint);
    hint();
    publish.replaceChildren(h("h3", {}, icon("person"), " ", t("making.publish")), h("p", { class: "hint" }, t(context.variant.patient ? "making.publish-private" : "making.publish-hint")),
      h("label", { class: "stacked" }, t("making.to"), select), login,
      h("button", { type: "button", class: "button main", id: "make-show", data: { begin: "show" }, disabled: job?.state === BUSY, onclick: () => begin("show", { to: select.value }) }, t("making.show-now")));
  }

  /* What would be sent, and the second step. */
  function shown() {
    if (job.state !== "done") {
      now.replaceChildren(h("div", { class: `panel job-panel is-${job.state}`, data: { job: `show-${job.state}` } }, h("h3", {}, icon("warn"), " ", t(`making.show.${job.state}`)), list(job.problems)));
      return;
    }
    const found = job.result;
    const mine = job;
    now.replaceChildren(h("div", { class: "panel job-panel dry-run", id: "dry-run", data: { job: "show-done" } },
      h("h3", {}, t("making.shown", { to: t(`making.to.${found.to}`) }), forWhom(mine.what)), h("p", { class: "hint" }, t("making.nothing-sent")),
      h("div", { class: "release" }, h("img", { src: api.url("file", { path: found.thumbnail }), alt: "" }),
        h("div", {}, h("p", { class: "release-title" }, found.title), h("p", { class: "release-words" }, found.description.split("\n\n").find((one) => one !== found.title) ?? ""),
          h("p", { class: "soft" }, [found.account, found.file_name, size(found.bytes)].filter(Boolean).join(" · ")),
          found.personal ? h("p", { class: "chip good" }, icon("person"), t("making.personal")) : null)),
      h("ul", { class: "planned" }, ...found.steps.map((one) => h("li", {}, h("span", { class: one.outlook === "done" ? "chip good" : "chip" }, t(`making.outlook.${one.outlook.replace(/\W+/g, "-")}`)), h("span", {}, one.sends)))),
      found.advice ? h("p", { class: "hint" }, found.advice) : null, list(found.problems),
      h("div", { class: "buttons" }, h("button", { type: "button", class: "button quiet", onclick: () => now.replaceChildren() }, t("cancel")),
        h("button", { type: "button", class: "button main", id: "make-publish", data: { begin: "publish" }, disabled: !found.possible, onclick: () => begin("publish", { shown: mine.id }) }, t("making.publish-now")))));
    now.querySelector("#make-publish").focus();
  }

  function sent(result) {
    const link = /^https?:/.test(result.link) ? h("a", { href: result.link, target: "_blank", rel: "noreferrer" }, result.link) : h("code", {}, result.link);
    return h("div", {}, h("p", {}, t(result.there_already ? "making.there-already" : "making.is-there", { title: result.title }), " ", link),
      result.personal ? h("p", { class: "hint" }, t("making.personal")) : null, list(result.warnings));
  }

  const off = [events.on("job", hear), context.on("variant", publishing), events.on("connection", ({ up }) => up && ask())];
  async function ask() {
    try {
      const found = await api.get("make");
      remotes = found.remotes;
      publishing();
      if (found.job?.state === BUSY || found.job?.what.path === context.document.path) hear(found.job);
    } catch (error) {
      now.replaceChildren(h("p", { class: "problem" }, api.messageOf(error, t)));
    }
  }
  ask();
  return { unmount: () => off.forEach((stop_) => stop_()) };
}
