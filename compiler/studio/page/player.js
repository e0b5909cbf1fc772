/* The player: any moment of a routine as it is now. What lies at its head is asked for and made; a still stands there
   at once. Others drive it through what `mount` returns. */

import { buffering } from "./buffering.js";
import { clock, h, iconButton, startsWith } from "./dom.js";

const CHANGED = 250; /* milliseconds after a change that may be one of several */

export function mount(element, context) {
  const { t, api } = context;
  const news = new EventTarget();
  const video = h("video", { class: "player-video", playsInline: true, preload: "auto", tabIndex: -1, "aria-label": t("player.picture") });
  const still = h("img", { class: "player-still", alt: "", hidden: true });
  const note = h("p", { class: "player-note", role: "status", hidden: true });
  const frame = h("div", { class: "player-frame" }, video, still, note);
  const time = h("span", { class: "player-time" });
  const play = iconButton("play", t("player.play"), toggle, { id: "player-play" });
  const loop = iconButton("loop", t("player.loop"), () => setLoop(looped === null ? head.step : null), { id: "player-loop", "aria-pressed": "false" });
  const words = h("button", { type: "button", class: "icon-button player-words", "aria-pressed": "false", "aria-label": t("player.captions"), title: t("player.captions"), onclick: captions }, "CC");
  const controls = h("div", { class: "player-controls", role: "group", "aria-label": t("player.controls") },
    iconButton("previous", t("player.previous"), () => jumpBy(-1)), play, iconButton("next", t("player.next"), () => jumpBy(1)),
    time, h("span", { class: "player-gap" }), loop, words);
  element.classList.add("player");
  element.append(frame, controls);
  const track = video.addTextTrack("captions", t("player.captions"), "");
  track.mode = "hidden";

  let plan = null;
  let head = { step: 0, offset: 0 };
  let looped = null;
  let loading = null;
  let later = 0;
  let picture = { wanted: "", busy: false };
  let ended = false;

  const stretches = buffering(video, { ask, onPlan: replanned, onState: shown, onProblem });

  async function ask({ plan: name }, seconds, signal) {
    const { step, offset } = placeOf(seconds);
    const response = await fetch(api.url("preview/stretch", { plan: name, step, at: offset.toFixed(4) }), { signal, cache: "no-store" });
    if (!response.ok) throw await problemOf(response);
    return { plan: response.headers.get("X-Plan"), kind: response.headers.get("Content-Type"), data: await response.arrayBuffer() };
  }

  async function problemOf(response) {
    const told = (await response.json().catch(() => null))?.error;
    return Object.assign(new Error(told?.message || t("player.failed")), { kind: told?.kind });
  }

  async function onProblem(error) {
    if (ended) return;
    if (error.kind === "forgotten") {
      await reload();
      return;
    }
    say(error instanceof TypeError ? t("connection.lost") : error.message);
  }

  /* --- the plan ----------------------------------------------------------------------------------------------- */

  async function fetchPlan(params, signal) {
    const response = await fetch(api.url("preview/plan", params), { signal, cache: "no-store" });
    if (!response.ok) throw await problemOf(response);
    return response.json();
  }

  /* The routine was changed: the head stays in its step, and the picture there is the new one. */
  async function reload() {
    loading?.abort();
    const mine = new AbortController();
    loading = mine;
    let next;
    try {
      next = await fetchPlan({ path: context.document.path, ...context.variant }, mine.signal);
    } catch (error) {
      if (error.name !== "AbortError") onProblem(error instanceof TypeError ? error : Object.assign(error, { message: t("player.mistakes") }));
      return;
    }
    if (mine.signal.aborted || ended) return;
    if (next.plan === plan?.plan) {
      say("");
      stretches.fill();
      return;
    }
    const moved = plan ? sameStep(plan.steps[head.step], next.steps) : head;
    if (looped !== null) looped = sameStep(plan.steps[looped], next.steps).step;
    await take(next, { step: moved.step, offset: moved.kept === false ? 0 : head.offset }, 0);
  }

  /* More was spoken: steps from some one on begin at another time. The head stays where it is in its step. */
  async function replanned(name) {
    const next = await fetchPlan({ path: context.document.path, plan: name });
    if (ended) return;
    const same = (n) => next.steps[n] && plan.steps[n].start === next.steps[n].start && plan.steps[n].seconds === next.steps[n].seconds;
    const other = plan.steps.findIndex((_, n) => !same(n));
    const from = other < 0 ? next.seconds : next.steps[other]?.start ?? 0;
    const stays = next.steps[head.step]?.start === plan.steps[head.step].start && from > now();
    await take(next, head, stays ? from : 0);
  }

  async function take(next, at, from) {
    plan = next;
    const step = Math.min(at.step, plan.steps.length - 1);
    head = { step, offset: Math.max(0, Math.min(at.offset, plan.steps[step].seconds - 0.1)) };
    frame.style.aspectRatio = `${plan.size[0]} / ${plan.size[1]}`;
    frame.classList.toggle("is-upright", plan.size[1] > plan.size[0]);
    caption();
    const replaced = stretches.replan(plan, from);
    news.dispatchEvent(new Event("plan"));
    tellMoved();
    if (from === 0) lookAt();
    await replaced;
    go(from === 0);
  }

  function caption() {
    for (const cue of [...(track.cues ?? [])]) track.removeCue(cue);
    for (const { start, stop, text } of plan.cues) track.addCue(new VTTCue(start, stop, text));
  }

  function sameStep(one, steps) {
    const key = (step) => JSON.stringify([step.at, step.kind, step.side, step.set]);
    const alike = steps.filter((step) => key(step) === key(one));
    const near = (a, b) => Math.abs(a.index - one.index) - Math.abs(b.index - one.index);
    if (alike.length) return { step: alike.sort(near)[0].index };
    return { step: Math.min(one.index, steps.length - 1), kept: false };
  }

  /* --- the head ----------------------------------------------------------------------------------------------- */

  const now = () => plan.steps[head.step].start + head.offset;

  function placeOf(seconds) {
    const { steps } = plan;
    let step = steps.findIndex(({ start, seconds: length }) => seconds < start + length - 0.001);
    if (step < 0) step = steps.length - 1;
    return { step, offset: Math.max(0, seconds - steps[step].start) };
  }

  /* Asks for what is needed from the head on; `seeks` where the picture has to go there. */
  function go(seeks) {
    const one = looped === null ? null : plan.steps[looped];
    const wanted = { head: now(), ahead: video.paused && !waitsToPlay ? 3 : 12, from: one?.start ?? 0, to: one ? one.start + one.seconds : Infinity };
    if (seeks && Math.abs(video.currentTime - now()) > 0.001) video.currentTime = now();
    stretches.want(wanted);
    tellMoved();
  }

  function jump(step, offset = 0) {
    if (!plan) return;
    head = { step: Math.max(0, Math.min(step, plan.steps.length - 1)), offset };
    if (looped !== null && head.step !== looped) setLoop(null);
    if (!stretches.has(now())) lookAt();
    go(true);
  }

  function jumpBy(steps) {
    jump(head.step + (steps < 0 && head.offset > 1.5 ? 0 : steps));
    context.select(plan.steps[head.step].at, { scroll: false });
  }

  function seek(seconds) {
    if (!plan) return;
    const { step, offset } = placeOf(Math.max(0, Math.min(seconds, plan.seconds - 0.1)));
    jump(step, offset);
  }

  /* A still of the head, the newest that was asked for; one is drawn at a time. */
  async function lookAt() {
    picture.wanted = api.url("preview/still", { plan: plan.plan, step: head.step, at: head.offset.toFixed(4) });
    if (picture.busy) return;
    picture.busy = true;
    while (picture.wanted && !ended) {
      const address = picture.wanted;
      picture.wanted = "";
      const fresh = new Image();
      fresh.src = address;
      try {
        await fresh.decode();
      } catch {
        continue;
      }
      still.src = address;
      if (!stretches.has(now())) {
        still.hidden = false;
        news.dispatchEvent(new Event("still"));
      }
    }
    picture.busy = false;
  }

  /* --- playing ------------------------------------------------------------------------------------------------ */

  let waitsToPlay = false;

  /* Whether what lies at the head is there. */
  function shown(there) {
    if (there && !video.seeking && video.readyState >= 2) still.hidden = true;
    element.classList.toggle("is-waiting", !there);
    clearTimeout(later);
    if (there) say("");
    else later = setTimeout(() => waitsToPlay && say(t("player.making")), 600);
    if (there && waitsToPlay && video.paused) video.play().catch(() => {});
  }

  function say(text) {
    note.textContent = text;
    note.hidden = !text;
  }

  function toggle() {
    if (waitsToPlay) pause();
    else start();
  }

  function start() {
    if (!plan) return;
    waitsToPlay = true;
    if (now() > plan.seconds - 0.3) jump(0);
    go(false);
    shown(stretches.has(now()) !== null);
    drawPlay();
  }

  function pause() {
    waitsToPlay = false;
    video.pause();
    drawPlay();
  }

  function drawPlay() {
    const name = waitsToPlay ? "pause" : "play";
    const fresh = iconButton(name, t(`player.${name}`), null);
    play.replaceChildren(...fresh.childNodes);
    play.setAttribute("aria-label", fresh.getAttribute("aria-label"));
    play.title = fresh.title;
    news.dispatchEvent(new Event("state"));
  }

  function setLoop(step) {
    looped = step;
    loop.setAttribute("aria-pressed", String(step !== null));
    news.dispatchEvent(new Event("state"));
    if (step !== null && head.step !== step) jump(step);
    else if (plan) go(false);
  }

  function captions() {
    track.mode = track.mode === "showing" ? "hidden" : "showing";
    words.setAttribute("aria-pressed", String(track.mode === "showing"));
  }

  function follow() {
    if (!plan || video.seeking) return;
    const seconds = video.currentTime;
    if (looped !== null) {
      const { start: begin, seconds: length } = plan.steps[looped];
      if (seconds >= begin + length - 0.06) {
        jump(looped);
        return;
      }
    }
    head = placeOf(seconds);
    if (seconds > plan.seconds - 0.1 && waitsToPlay) pause();
    stretches.want({ head: seconds });
    tellMoved();
  }

  function tellMoved() {
    time.textContent = `${clock(Math.floor(now()))} / ${clock(plan.seconds)}`;
    news.dispatchEvent(new Event("moved"));
  }

  /* Smooth while it plays: the video tells of its time only four times a second. */
  function tick() {
    if (ended) return;
    if (waitsToPlay && !video.paused) follow();
    requestAnimationFrame(tick);
  }

  video.addEventListener("seeked", () => shown(stretches.has(now()) !== null));
  video.addEventListener("loadeddata", () => shown(stretches.has(now()) !== null));
  video.addEventListener("click", toggle);
  video.addEventListener("waiting", () => stretches.fill());
  requestAnimationFrame(tick);

  function keys(event) {
    const typing = event.target.matches("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = {
      " ": () => event.target.matches("button") || toggle(), k: toggle, l: () => loop.click(),
      ArrowLeft: () => (event.shiftKey ? jumpBy(-1) : seek(now() - 2)), ArrowRight: () => (event.shiftKey ? jumpBy(1) : seek(now() + 2)),
    }[event.key];
    if (!does) return;
    if (event.key !== " " || !event.target.matches("button")) event.preventDefault();
    does();
  }
  element.addEventListener("keydown", keys);

  /* --- the rest of the page ----------------------------------------------------------------------------------- */

  let changing = 0;
  function soon() {
    clearTimeout(changing);
    changing = setTimeout(reload, loading ? CHANGED : 0);
    loading ??= new AbortController();
    setTimeout(() => { loading = loading?.signal.aborted ? null : loading; }, CHANGED);
  }

  function selected(at) {
    if (!plan || !at) return;
    const within = (step) => startsWith(step.at, at);
    if (within(plan.steps[head.step])) return;
    const inside = plan.steps.filter(within);
    const chosen = inside.find(({ kind }) => kind === "hold" || kind === "reps") ?? inside[0];
    if (chosen) jump(chosen.index);
  }

  const off = [
    context.on("document", soon), context.on("variant", soon), context.on("select", selected),
    context.on("seek", ({ seconds }) => seek(seconds)),
  ];
  reload();

  return {
    get plan() { return plan; }, get step() { return head.step; }, get looped() { return looped; }, get seconds() { return plan ? now() : 0; },
    jump, seek, loop: setLoop,
    addEventListener: (name, hears) => news.addEventListener(name, hears),
    removeEventListener: (name, hears) => news.removeEventListener(name, hears),
    unmount() {
      ended = true;
      off.forEach((stop) => stop?.());
      loading?.abort();
      stretches.end();
    },
  };
}
