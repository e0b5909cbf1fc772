/* What the player has of a plan: stretches are asked for where the head is going, appended, and given up when nobody
   needs them any more. Times are seconds of the plan. */

const AHEAD = 12;
const BEHIND = 20;
const NEAR = 0.15; /* a stretch may begin a frame and a packet of sound later than it says */

const once = (target, name) => new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));

export function buffering(video, { ask, onPlan, onState, onProblem }) {
  let source = null;
  let buffer = null;
  let plan = null;
  let wanted = { head: 0, ahead: AHEAD, from: 0, to: Infinity };
  let asking = null;
  let stale = Infinity; /* what is there from this moment on is of another plan, and on its way out */
  let queue = Promise.resolve();

  function has(seconds) {
    if (seconds >= stale) return null;
    const ranges = buffer?.buffered ?? { length: 0 };
    for (let n = 0; n < ranges.length; n++) {
      const end = Math.min(ranges.end(n), stale);
      if (ranges.start(n) - NEAR <= seconds && seconds < end - 0.02) return [ranges.start(n), end];
    }
    return null;
  }

  /* The first moment that is needed and not there; null where all is there. */
  function missing() {
    const end = Math.min(wanted.to, plan.seconds);
    for (const [start, stop] of [[wanted.head, Math.min(wanted.head + wanted.ahead, end)], ...round(end)]) {
      let at = Math.max(start, 0);
      while (at < stop - 0.08) {
        const found = has(at);
        if (!found) return at;
        at = found[1];
      }
    }
    return null;
  }

  /* A step that is played again and again goes on at its beginning. */
  function round(end) {
    const rest = wanted.head + wanted.ahead - end;
    return wanted.to < Infinity && rest > 0 ? [[wanted.from, Math.min(wanted.from + rest, end)]] : [];
  }

  function want(next) {
    wanted = { ...wanted, ...next };
    if (asking && plan && !useful(asking)) asking.stop.abort();
    fill();
  }

  function useful({ at, to }) {
    const end = wanted.head + wanted.ahead;
    return (at < end && to > wanted.head - 1) || (wanted.to < Infinity && at >= wanted.from && at < wanted.to);
  }

  async function fill() {
    if (asking || !plan) return;
    const at = missing();
    onState(has(wanted.head) !== null);
    if (at === null) return;
    const mine = { at, to: at + 4, stop: new AbortController(), plan: plan.plan };
    asking = mine;
    try {
      const answer = await ask(plan, at, mine.stop.signal);
      if (answer.plan !== plan?.plan && mine.plan === plan?.plan) await onPlan(answer.plan);
      if (answer.plan === plan?.plan && !mine.stop.signal.aborted) await append(answer);
    } catch (error) {
      if (error.name !== "AbortError") {
        onProblem(error);
        return;
      }
    } finally {
      if (asking === mine) asking = null;
    }
    fill();
  }

  function inTurn(work) {
    queue = queue.then(work, work);
    return queue;
  }

  async function opened(kind) {
    if (buffer) return;
    source = new MediaSource();
    video.src = URL.createObjectURL(source);
    await once(source, "sourceopen");
    URL.revokeObjectURL(video.src);
    buffer = source.addSourceBuffer(kind);
    source.duration = plan.seconds + 0.2;
  }

  function append({ kind, data }) {
    return inTurn(async () => {
      await opened(kind);
      for (let tries = 0; ; tries++) {
        try {
          buffer.appendBuffer(data);
          break;
        } catch (error) {
          if (error.name !== "QuotaExceededError" || tries > 2) throw error;
          await remove(0, Math.max(0, wanted.head - BEHIND / (tries + 1)));
          await remove(wanted.head + 3 * AHEAD, Infinity);
        }
      }
      await once(buffer, "updateend");
      nudge();
      onState(has(wanted.head) !== null);
    });
  }

  /* The head may stand a frame before the first picture that is there. */
  function nudge() {
    const found = has(video.currentTime);
    if (found && video.currentTime < found[0]) video.currentTime = found[0] + 0.001;
  }

  async function remove(start, stop) {
    if (!buffer?.buffered.length || stop <= start) return;
    buffer.remove(start, stop);
    await once(buffer, "updateend");
  }

  /* Another plan: what begins at `from` seconds, and all after it, is not what it was. */
  async function replan(next, from) {
    plan = next;
    if (asking && from === 0) asking.stop.abort();
    stale = Math.min(stale, from);
    await inTurn(async () => {
      await remove(from, Infinity);
      if (plan === next) stale = Infinity;
      if (!buffer) return;
      if (source.readyState === "open") source.duration = Math.max(next.seconds + 0.2, from);
    });
  }

  function end() {
    asking?.stop.abort();
    plan = null;
    video.removeAttribute("src");
    video.load();
  }

  return { want, fill, has, replan, end, get plan() { return plan; } };
}
