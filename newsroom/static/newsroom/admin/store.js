// What is kept in this browser, by whom and of what; the server says in a cookie what it has saved.

export const PREFIX = "newsroom-text:";
export const user = document.querySelector('meta[name="newsroom-user"]')?.content;

export function stored(beginning) {
  const found = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(beginning)) continue;
    try {
      found.push({ key, ...JSON.parse(localStorage.getItem(key)) });
    } catch {
      localStorage.removeItem(key);
    }
  }
  return found.sort((one, other) => other.at - one.at);
}

const SAVED = "newsroom-saved"; // in this window: who goes back finds it in the form again, and has saved it
const says = (fields) => JSON.stringify(fields.map(([name, value]) => [name, value]));
const saved = () => JSON.parse(sessionStorage.getItem(SAVED) || "[]");

/** Whether a form says what was saved from this window. */
export const isSaved = (fields) => saved().includes(says(fields));

export function newId() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
}

/** The form says with what is sent which text it is. */
export function mark(form, id) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "typed_text", value: id }));
}

/** The server names in a cookie the text that it has saved. */
export function forgetSaved() {
  const id = document.cookie.match(/(?:^|; )saved_text=([a-z0-9]+)/)?.[1];
  if (!id) return;
  for (const { key, fields } of stored(PREFIX)) {
    if (!key.endsWith(`:${id}`)) continue;
    sessionStorage.setItem(SAVED, JSON.stringify([says(fields || []), ...saved()].slice(0, 20)));
    localStorage.removeItem(key);
  }
  document.cookie = "saved_text=; Max-Age=0; Path=/admin/; SameSite=Lax";
}

/** What a form says of how it was opened. */
export function seen(form) {
  const names = ["seen_version", "seen", "_opened", "_opened_at"].filter((name) => form.elements[name]);
  return Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
}
