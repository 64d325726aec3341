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
  for (const { key } of stored(PREFIX)) if (key.endsWith(`:${id}`)) localStorage.removeItem(key);
  document.cookie = "saved_text=; Max-Age=0; Path=/admin/; SameSite=Lax";
}

/** What a form says of how it was opened. */
export function seen(form) {
  const names = ["seen_version", "seen", "_opened", "_opened_at"].filter((name) => form.elements[name]);
  return Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
}
