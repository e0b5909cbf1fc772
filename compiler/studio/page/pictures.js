/* Pictures that the server may have to draw first: a few at a time, those in sight, so that no question waits behind them. */

import { h } from "./dom.js";

const AT_ONCE = 2;
const seen = new Set();
const waiting = [];
let running = 0;

const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    waiting.push(target);
  }
  next();
}, { rootMargin: "200px" });

function next() {
  while (running < AT_ONCE && waiting.length) {
    const image = waiting.shift();
    if (!image.isConnected) continue;
    running += 1;
    const done = () => { running -= 1; next(); };
    image.addEventListener("load", () => { seen.add(image.dataset.src); done(); }, { once: true });
    image.addEventListener("error", done, { once: true });
    image.src = image.dataset.src;
  }
}

/* `missing` makes what stands in for a picture that there is none of. */
export function picture(src, { missing = () => "", ...more } = {}) {
  const image = h("img", { alt: "", ...more, data: { src } });
  image.addEventListener("error", () => image.replaceWith(missing()));
  if (seen.has(src)) image.src = src;
  else sight.observe(image);
  return image;
}
