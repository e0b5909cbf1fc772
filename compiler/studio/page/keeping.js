/* What the browser keeps for the next time, where it lets a page keep anything. */

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

/* null takes away what was kept. Where there is no place for it, it stays on the page. */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch { /* it stays on the page */ }
}
