/* News from the server. A page that is out of sight lets go of its connection: a browser has six of them in all. */

import { url } from "./api.js";

const SILENT = 12000;
const AGAIN = 1000;

const hearing = new Map();
let source = null;
let alarm = 0;

let connected = null;

export function on(kind, hear) {
  if (!hearing.has(kind)) {
    hearing.set(kind, new Set());
    if (source) listen(kind);
  }
  hearing.get(kind).add(hear);
  return () => hearing.get(kind).delete(hear);
}

function tell(kind, data) {
  for (const hear of [...(hearing.get(kind) ?? [])]) hear(data);
}

function set(up) {
  if (connected === up) return;
  connected = up;
  tell("connection", { up });
}

function alive() {
  clearTimeout(alarm);
  alarm = setTimeout(lost, SILENT);
  set(true);
}

function lost() {
  clearTimeout(alarm);
  source?.close();
  source = null;
  if (document.hidden) return;
  set(false);
  alarm = setTimeout(connect, AGAIN);
}

function listen(kind) {
  source.addEventListener(kind, (event) => {
    alive();
    tell(kind, JSON.parse(event.data));
  });
}

export function connect() {
  if (source || document.hidden) return;
  source = new EventSource(url("events"));
  source.onerror = lost;
  for (const kind of new Set(["hello", "beat", ...hearing.keys()])) if (kind !== "connection") listen(kind);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clearTimeout(alarm);
    source?.close();
    source = null;
  } else {
    connect();
  }
});
addEventListener("pagehide", () => source?.close());
