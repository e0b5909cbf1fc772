/* Questions to the server; every address lies below the token that the page came with. */

const BASE = new URL("api/", document.baseURI);

export class ApiError extends Error {
  constructor(status, body) {
    const told = body?.error ?? {};
    super(told.message || `${status}`);
    this.status = status;
    this.kind = status ? told.kind || "failed" : "offline";
    this.diagnostics = told.diagnostics || [];
    this.body = body;
  }
}

/* What somebody is told of it. */
export const messageOf = (error, t) => (error.kind === "offline" ? t("connection.lost") : error.message);

export function url(path, params = {}) {
  const address = new URL(path, BASE);
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") address.searchParams.set(name, value);
  }
  return address.href;
}

async function ask(address, options) {
  let response;
  try {
    response = await fetch(address, { cache: "no-store", ...options });
  } catch {
    throw new ApiError(0, null);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body);
  return body;
}

export const get = (path, params) => ask(url(path, params), {});

export const post = (path, body = {}) =>
  ask(url(path), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/* The bytes of a file, as they are; `onProgress` hears a number from 0 to 1. `signal` gives up. */
export function upload(path, file, onProgress = () => {}, params = {}, signal = null) {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", url(path, params));
    sending.setRequestHeader("Content-Type", "application/octet-stream");
    sending.responseType = "json";
    sending.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    sending.onload = () =>
      sending.status < 400 ? resolve(sending.response) : reject(new ApiError(sending.status, sending.response));
    sending.onerror = sending.onabort = () => reject(new ApiError(0, null));
    signal?.addEventListener("abort", () => sending.abort());
    sending.send(file);
  });
}
