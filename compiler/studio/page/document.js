/* The routine that is worked on: what the server knows of it, what is chosen, and changes that wait to be sent. */

import { same } from "./dom.js";
import { keep, kept } from "./keeping.js";

const AGAIN = 3000; /* milliseconds until what could not be sent is tried again */
const KEPT = "followalong:unsent:";

export function working(tools) {
  const { api, events, t, tell, say, path } = tools;
  const hearing = new Map();
  let sending = Promise.resolve();
  let busy = 0;
  let again = 0;
  let ended = false;

  const context = {
    ...tools,
    document: null,
    lastView: null,
    variant: { profile: null, patient: null, language: null, size: null, ...tools.variant },
    selected: null,
    unsent: kept(KEPT + path) ?? [],
    why: "",
    on, tellOf, version, pending, load, edit, attempt, undo, redo, saveText, select, seek, choose, setVariant, retry, asked, end,
  };

  function keepUnsent() {
    keep(KEPT + path, context.unsent.length ? context.unsent : null);
    tellOf("unsent", context.unsent);
  }

  /* What a field is to become, as long as that waits to be sent. */
  function pending(at) {
    const waiting = context.unsent.flatMap(({ edits }) => edits).filter((one) => one.op === "set" && same(one.at, at));
    return waiting.at(-1)?.value;
  }

  function on(kind, hear) {
    if (!hearing.has(kind)) hearing.set(kind, new Set());
    hearing.get(kind).add(hear);
    return () => hearing.get(kind).delete(hear);
  }

  function tellOf(kind, data) {
    for (const hear of [...(hearing.get(kind) ?? [])]) hear(data);
  }

  function version() {
    return Object.fromEntries(Object.entries(context.variant).filter(([, value]) => value));
  }

  async function load() {
    accept(await api.get("document", { path, ...version() }));
    if (context.unsent.length) retry();
  }

  function accept(found) {
    if (ended) return found;
    if (found.merged) tell(t("merged"));
    context.document = found;
    context.lastView = found.view ?? context.lastView;
    tellOf("document", found);
    return found;
  }

  /* Changes go one after the other; what cannot be sent is kept, here and in the browser, until it can. */
  function edit(edits) {
    context.unsent.push({ edits, revision: context.document.revision });
    keepUnsent();
    sending = sending.then(send);
    return sending;
  }

  async function send() {
    while (context.unsent.length && !ended) {
      const { edits, revision } = context.unsent[0];
      busy += 1;
      try {
        const found = await api.post("document/edit", { path, revision, edits, variant: version() });
        context.unsent.shift();
        context.why = "";
        if (edits.every(({ op }) => op === "set")) rebase(revision, found.revision);
        keepUnsent();
        accept(found);
      } catch (error) {
        failed(error);
        return context.document;
      } finally {
        busy -= 1;
      }
    }
    return context.document;
  }

  /* What waited behind a change of a value is meant for the text with it; where steps were moved, the server merges. */
  function rebase(before, after) {
    for (const waiting of context.unsent) if (waiting.revision === before) waiting.revision = after;
  }

  function failed(error) {
    if (error.status === 409 && error.body?.conflict) {
      const [mine] = context.unsent.splice(0, 1);
      context.why = "";
      keepUnsent();
      accept(error.body.conflict);
      tell(t("conflict"), { kind: "problem", actions: [
        { label: t("conflict.mine"), run: () => edit(mine.edits) },
        { label: t("conflict.theirs"), run: () => {} },
      ] });
      return;
    }
    if (error.kind === "offline" || error.status >= 500) {
      context.why = error.kind === "offline" ? t("unsent.offline") : `${error.message}. ${t("unsent.kept")}`;
      say(context.why);
      keepUnsent();
      clearTimeout(again);
      if (error.kind === "offline") again = setTimeout(retry, AGAIN);
      return;
    }
    context.unsent.shift();
    keepUnsent();
    tell(error.message, { kind: "problem" });
    tellOf("document", context.document);
  }

  function retry() {
    clearTimeout(again);
    sending = sending.then(send);
    return sending;
  }

  /* What a change would come to, without making it. */
  function attempt(what) {
    return api.post("document/try", { path, variant: version(), ...what });
  }

  async function step(which) {
    await sending;
    try {
      accept(await api.post(`document/${which}`, { path, variant: version() }));
      say(t(`${which}.done`));
    } catch (error) {
      if (error.body?.conflict) accept(error.body.conflict);
      tell(error.body?.conflict ? t("undo.conflict") : api.messageOf(error, t), { kind: "problem" });
    }
  }
  function undo() { return step("undo"); }
  function redo() { return step("redo"); }

  /* The whole text, as somebody saved it; what is raised tells why it was not. */
  async function saveText(text, revision) {
    await sending;
    busy += 1;
    try {
      return accept(await api.post("document/text", { path, revision, text, variant: version() }));
    } finally {
      busy -= 1;
    }
  }

  function select(at, { scroll = true } = {}) {
    if (same(at, context.selected)) return;
    context.selected = at;
    tellOf("select", at, scroll);
  }

  function seek(seconds) {
    tellOf("seek", { seconds });
  }

  /* Another version: it stands in the address, so that it can be kept and gone back from. */
  function choose(change) {
    const wanted = new URLSearchParams(Object.entries({ ...context.variant, ...change }).filter(([, value]) => value));
    const query = wanted.toString();
    location.hash = `#/routine/${encodeURIComponent(path)}${query ? `?${query}` : ""}`;
  }

  function setVariant(variant) {
    context.variant = { profile: null, patient: null, language: null, size: null, ...variant };
    tellOf("variant", context.variant);
    load().catch((error) => tell(error.message, { kind: "problem" }));
    return true;
  }

  async function changedOutside({ path: which, revision, gone }) {
    if (which !== path || ended) return;
    await sending;
    if (busy || revision === context.document?.revision) return;
    if (gone) {
      tell(t("gone"), { kind: "problem", stays: true });
      return;
    }
    try {
      const before = context.document?.revision;
      const found = await api.get("document", { path, ...version() });
      if (found.revision === context.document?.revision || busy) return;
      accept(found);
      if (before) tell(t("outside"));
    } catch (error) {
      if (error.status) tell(error.message, { kind: "problem" });
    }
  }

  function connection({ up }) {
    if (!up || !context.document) return;
    if (context.unsent.length) retry();
    else changedOutside({ path, revision: null, gone: false });
  }

  /* The browser asks before a page is left that keeps something unsaved. */
  function asked(event) {
    if (context.unsent.length || context.dirtyText?.()) event.preventDefault();
  }

  const off = [events.on("document", changedOutside), events.on("connection", connection)];
  function end() {
    ended = true;
    clearTimeout(again);
    off.forEach((stop) => stop());
  }

  return context;
}
