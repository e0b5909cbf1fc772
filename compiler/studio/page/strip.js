/* The strip of time: steps as blocks by length and kind, and the head, which a slider moves. */

import { clock, h } from "./dom.js";

export function mount(element, context, player) {
  const { t } = context;
  const blocks = h("ol", { class: "strip-steps", "aria-label": t("strip.steps") });
  const slider = h("input", { type: "range", class: "strip-slider", min: 0, step: 0.1, value: 0, "aria-label": t("strip.time"), id: "strip-time" });
  const head = h("div", { class: "strip-head", "aria-hidden": "true" });
  const track = h("div", { class: "strip-track" }, blocks, head, slider);
  const name = h("p", { class: "strip-name soft", id: "strip-name" });
  element.classList.add("strip");
  element.append(track, name);
  slider.setAttribute("aria-describedby", "strip-name");
  let current = -1;

  const label = (step) => {
    const kind = t(`strip.kind.${step.kind}`);
    const side = step.side ? t(`sides.${step.side}`) : "";
    const words = step.name && step.name !== kind ? [step.name, kind] : [kind];
    return [...words, side, t("strip.seconds", { n: Math.round(step.seconds) })].filter(Boolean).join(", ");
  };

  function draw() {
    const { plan } = player;
    if (!plan) return;
    slider.max = plan.seconds;
    blocks.replaceChildren(...plan.steps.map((step) => {
      const block = h("button", { type: "button", class: `strip-step is-${step.kind}`, tabIndex: -1, title: label(step), "aria-label": label(step), data: { step: step.index }, onclick: () => choose(step.index) }, h("span", {}, step.name));
      const item = h("li", {}, block);
      item.style.flexGrow = step.seconds;
      return item;
    }));
    current = -1;
    moved();
  }

  function choose(index) {
    player.jump(index);
    context.select(player.plan.steps[index].at, { scroll: true });
  }

  function moved() {
    const { plan, step, seconds } = player;
    if (!plan) return;
    head.style.insetInlineStart = `${(100 * seconds) / plan.seconds}%`;
    if (document.activeElement !== slider || !dragging) slider.value = seconds;
    if (step === current) return;
    current = step;
    slider.setAttribute("aria-valuetext", `${clock(Math.floor(seconds))}, ${label(plan.steps[step])}`);
    name.textContent = label(plan.steps[step]);
    buttons().forEach((block, n) => {
      block.toggleAttribute("aria-current", n === step);
      if (n === step) block.setAttribute("aria-current", "step");
      block.tabIndex = n === step ? 0 : -1;
    });
  }

  function state() {
    buttons().forEach((block, n) => block.classList.toggle("is-looped", player.looped === n));
  }

  const buttons = () => [...blocks.querySelectorAll("button")];

  let dragging = false;
  slider.addEventListener("pointerdown", () => { dragging = true; });
  slider.addEventListener("pointerup", () => { dragging = false; });
  slider.addEventListener("pointercancel", () => { dragging = false; });
  slider.addEventListener("input", () => player.seek(Number(slider.value)));
  slider.addEventListener("change", () => {
    const { plan, step } = player;
    if (plan) context.select(plan.steps[step].at, { scroll: false });
  });
  slider.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.shiftKey) player.jump(player.step + Math.sign(by));
    else player.seek(player.seconds + by);
  });

  blocks.addEventListener("keydown", (event) => {
    const at = Number(event.target.dataset?.step);
    const last = buttons().length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (event.key === "l" && !event.ctrlKey && !event.metaKey) {
      player.loop(player.looped === at ? null : at);
      return;
    }
    if (to === undefined || Number.isNaN(at)) return;
    event.preventDefault();
    const block = buttons()[Math.max(0, Math.min(to, last))];
    buttons().forEach((one) => { one.tabIndex = one === block ? 0 : -1; });
    block.focus();
  });

  const heard = [["plan", draw], ["moved", moved], ["state", state]];
  heard.forEach(([kind, hears]) => player.addEventListener(kind, hears));
  draw();
  return { unmount: () => heard.forEach(([kind, hears]) => player.removeEventListener(kind, hears)) };
}
