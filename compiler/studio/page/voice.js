/* The voice of a step: lines recorded with the microphone, and the voices that can speak them. */

import { drawing, h, icon } from "./dom.js";

const LONGEST = 120;
const PARTING = 1000;

/* Takes that somebody is at, by their line: they go on when the list of steps is drawn anew around them. */
const busy = new Map();

export function mount(element, context) {
  const { t, step } = context;
  const panel = h("div", { class: "voice" });
  element.append(panel);
  const ends = [];
  const lines = step.lines.filter(({ at }) => at);
  const foreign = Boolean(context.variant.language);
  if (foreign) panel.append(h("p", { class: "hint" }, t("voice.foreign")));
  else if (!lines.length) panel.append(h("p", { class: "hint" }, t("voice.library")));
  for (const line of foreign ? [] : lines) {
    const row = recordable(line) ? lineRow(context, line) : { element: h("div", { class: "take-row" }, h("p", { class: "take-text" }, line.said), h("p", { class: "hint" }, t("voice.list"))) };
    panel.append(row.element);
    if (row.end) ends.push(row.end);
  }
  const sample = (lines[0] ?? step.lines[0])?.said ?? "";
  if (sample) panel.append(trying(context, sample));
  return { unmount: () => ends.forEach((end) => end()) };
}

/* A piece of a list of words has no recording of its own. */
const recordable = ({ at }) => !at.slice(0, -1).includes("say");

/* Where the recording of a line is written: beside its words, which get a key of their own where they have none. */
function home(line) {
  return line.at.at(-1) === "say" ? [...line.at.slice(0, -1), "audio"] : [...line.at, "audio"];
}

function keeping(line, file) {
  if (line.at.at(-1) === "say") return [{ op: "set", at: home(line), value: file }];
  return [{ op: "set", at: line.at, value: { say: line.text, audio: file } }];
}

function writtenAudio(step, line) {
  let found = step.written;
  for (const part of home(line).slice(step.at.length)) found = found?.[part];
  return typeof found === "string" ? found : null;
}

const player = (src, label) => h("audio", { controls: true, preload: "metadata", src, "aria-label": label });

function lineRow(context, line) {
  const { t, api, step } = context;
  const path = context.document.path;
  const audio = writtenAudio(step, line);
  const name = line.at.join("/");
  const mine = `${path} ${name} ${line.said}`;
  const going = busy.get(mine);
  if (going) return { element: taking(t, line, name, going.body), end: () => parting(mine) };
  const body = h("div", { class: "take-body", "aria-live": "polite" });
  let stop = () => {};
  idle();

  function idle() {
    stop = () => {};
    busy.delete(mine);
    const record = h("button", { type: "button", class: audio ? "button" : "button main", data: { key: `${name}/record` }, onclick: begin }, h("span", { class: "dot", "aria-hidden": "true" }), t(audio ? "voice.again" : "voice.record"));
    if (!audio) return body.replaceChildren(record);
    body.replaceChildren(player(api.url("voice/hear", { file: audio, path }), t("voice.hear")),
      h("div", { class: "take-buttons" }, record, h("button", { type: "button", class: "link", onclick: remove }, icon("bin"), t("voice.remove"))));
  }

  function remove() {
    return context.edit([{ op: "remove", at: home(line) }]);
  }

  async function begin() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    } catch (error) {
      return failed(t(error.name === "NotAllowedError" ? "voice.not-allowed" : "voice.no-microphone"));
    }
    recording(stream);
  }

  function recording(stream) {
    busy.set(mine, { body, stop: () => stop() });
    const kind = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"].find((one) => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, kind ? { mimeType: kind, audioBitsPerSecond: 128000 } : {});
    const heard = [];
    const began = performance.now();
    const time = h("span", { class: "take-time" }, "0.0 s");
    const level = levelOf(stream);
    const end = h("button", { type: "button", class: "button main recording", data: { key: `${name}/stop` }, onclick: () => recorder.state === "recording" && recorder.stop() }, h("span", { class: "stop-mark", "aria-hidden": "true" }), t("voice.stop"));
    body.replaceChildren(h("div", { class: "take-buttons" }, end, time, level.element), h("p", { class: "hint" }, t("voice.speak")));
    end.focus();
    const timer = setInterval(() => {
      const passed = (performance.now() - began) / 1000;
      time.textContent = `${passed.toFixed(1)} s`;
      level.show();
      if (passed > LONGEST && recorder.state === "recording") recorder.stop();
    }, 100);
    let wanted = true;
    recorder.addEventListener("dataavailable", (event) => event.data.size && heard.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(timer);
      level.end();
      stream.getTracks().forEach((track) => track.stop());
      if (wanted) send(new Blob(heard, { type: recorder.mimeType }));
    });
    stop = () => { wanted = false; if (recorder.state === "recording") recorder.stop(); };
    recorder.start();
  }

  async function send(blob) {
    body.replaceChildren(h("p", { class: "hint" }, t("voice.looking")));
    try {
      const asked = { ...context.variant, path, at: JSON.stringify(line.at) };
      took(await api.upload("voice/take", blob, () => {}, asked));
    } catch (error) {
      failed([api.messageOf(error, t), error.diagnostics?.[0]?.hint].filter(Boolean).join(". "));
    }
  }

  function took(found) {
    if (!found.take) return failed(t("voice.nothing"));
    const keep = h("button", { type: "button", class: "button main", data: { key: `${name}/keep` }, onclick: () => kept(found) }, icon("check"), t("voice.keep"));
    body.replaceChildren(wave(found.levels), player(api.url("voice/hear", { take: found.take }), t("voice.hear")), fits(found),
      ...found.problems.filter((one) => !one.startsWith("too long")).map((one) => h("p", { class: "mark-warn" }, icon("warn"), h("span", {}, one))),
      h("div", { class: "take-buttons" }, keep,
        h("button", { type: "button", class: "button", data: { key: `${name}/redo` }, onclick: begin }, t("voice.redo")),
        h("button", { type: "button", class: "button quiet", onclick: idle }, t("voice.discard"))));
    keep.focus();
  }

  function fits({ seconds, room }) {
    if (room === null) return h("p", { class: "fits good" }, icon("check"), t("voice.long-as-needed", { n: seconds.toFixed(1) }));
    const good = seconds <= room;
    return h("p", { class: good ? "fits good" : "mark-warn" }, icon(good ? "check" : "warn"),
      h("span", {}, t(good ? "voice.fits" : "voice.too-long", { n: seconds.toFixed(1), room: room.toFixed(1) })));
  }

  async function kept(found) {
    try {
      const { file } = await api.post("voice/keep", { take: found.take, path, text: line.said });
      busy.delete(mine);
      await context.edit(keeping(line, file));
      context.say?.(t("voice.kept", { file }));
    } catch (error) {
      failed(api.messageOf(error, t));
    }
  }

  function failed(message) {
    idle();
    body.append(h("p", { class: "mark-error", role: "alert" }, icon("wrong"), h("span", {}, message)));
  }

  return { element: taking(t, line, name, body), end: () => parting(mine) };
}

function taking(t, line, name, body) {
  return h("div", { class: "take-row", data: { line: name } },
    h("p", { class: "take-text" }, line.when ? h("span", { class: "when" }, line.when) : null, line.said),
    line.said === line.text ? null : h("p", { class: "hint" }, t("voice.filled-in")), body);
}

/* The microphone is let go of where the line does not come back at once. */
function parting(mine) {
  setTimeout(() => {
    const going = busy.get(mine);
    if (!going || going.body.isConnected) return;
    going.stop();
    busy.delete(mine);
  }, PARTING);
}

/* How loud it is while one speaks. */
function levelOf(stream) {
  const meter = h("span", { class: "meter level", "aria-hidden": "true" }, h("span", { class: "meter-fill" }));
  const sound = new AudioContext();
  const hearing = sound.createAnalyser();
  hearing.fftSize = 1024;
  sound.createMediaStreamSource(stream).connect(hearing);
  const samples = new Float32Array(hearing.fftSize);
  return {
    element: meter,
    show() {
      hearing.getFloatTimeDomainData(samples);
      const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      meter.firstChild.style.width = `${Math.round(100 * Math.sqrt(Math.min(1, peak)))}%`;
      meter.classList.toggle("full", peak > 0.98);
    },
    end: () => sound.close(),
  };
}

function wave(levels) {
  const bar = (level, n) => { const tall = Math.max(1, 38 * Math.sqrt(level)); return `M${n * 2 + 1} ${20 - tall / 2}v${tall}`; };
  return drawing({ viewBox: `0 0 ${levels.length * 2} 40`, preserveAspectRatio: "none", class: "wave" }, levels.map(bar).join(""));
}

/* --- voices --- */

function trying(context, sample) {
  const { t, api } = context;
  const list = h("ul", { class: "voices" });
  const fold = h("details", { class: "replace" }, h("summary", { class: "link" }, t("voice.try")), list);
  let asked = false;
  fold.addEventListener("toggle", async () => {
    if (!fold.open || asked) return;
    asked = true;
    const language = context.variant.language ?? context.document.view?.language ?? "en";
    try {
      const { voices } = await api.get("voice/voices", { language });
      const here = voices.filter((one) => !one.missing);
      list.append(...here.filter((one, n) => one.natural || n < 12).map((one) => h("li", {}, voiceRow(context, one, sample, language))), ...lacking(context, voices));
    } catch (error) {
      asked = false;
      list.replaceChildren(h("li", { class: "problem" }, error.message));
    }
  });
  return fold;
}

function labelOf(one) {
  const name = one.name.replace(/^[a-z]{2}_/, "");
  return one.engine === "kokoro" ? name[0].toUpperCase() + name.slice(1) : one.name;
}

/* Voices that are not on this machine, told once for each way to bring them. */
function lacking({ t }, voices) {
  const ways = new Map();
  for (const one of voices.filter(({ missing }) => missing)) ways.set(one.missing, [...(ways.get(one.missing) ?? []), labelOf(one)]);
  return [...ways].map(([way, names]) => h("li", { class: "hint" }, t("voice.not-here", { names: names.join(", "), way })));
}

function voiceRow(context, one, sample, language) {
  const { t, api } = context;
  const label = labelOf(one);
  const told = h("span", { class: "hint", role: "status" });
  const sound = h("audio", { class: "sr-only", preload: "none" });
  const hear = h("button", { type: "button", class: "icon-button", "aria-label": t("voice.hear-voice", { name: label }), title: t("voice.hear-voice", { name: label }), onclick: async () => {
    told.textContent = t("voice.speaking");
    sound.src = api.url("voice/try", { engine: one.engine, voice: one.name, language, text: sample });
    try { await sound.play(); told.textContent = ""; } catch { told.textContent = t("voice.cannot"); }
  } }, icon("play"));
  const use = h("button", { type: "button", class: "button quiet", onclick: () => context.edit([
    { op: "set", at: ["voice", "engine"], value: one.engine }, { op: "set", at: ["voice", "voice"], value: one.name }]) }, t("voice.use"));
  return h("div", { class: "voice-row" }, hear, h("span", {}, h("strong", {}, label), " ", h("span", { class: "soft" }, [one.language !== one.name && one.language, one.natural && t("voice.natural")].filter(Boolean).join(" · "))), use, told, sound);
}
