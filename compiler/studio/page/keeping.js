/* What the browser keeps for the next time, where it lets a page keep anything. */

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

/* Without a place to keep it, it stays on the page; null is kept by nobody. */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch { /* there is no such place */ }
}
