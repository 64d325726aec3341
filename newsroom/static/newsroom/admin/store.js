// What is kept in this browser, by whom and of what; the server says in a cookie what it has saved.

export const PREFIX = "newsroom-text:";
const COMMENTS = "newsroom-comment:"; // of the desk, typed and not sent, in this window: comments/comments.js
const SAVED = "newsroom-saved"; // in this window too
export const user = document.querySelector('meta[name="newsroom-user"]')?.content;

export function stored(beginning) {
  const found = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(beginning)) continue;
    try {
      const text = JSON.parse(localStorage.getItem(key));
      if (!text.fields.every(([name]) => typeof name === "string")) throw new TypeError("none of ours");
      found.push({ ...text, key });
    } catch {
      localStorage.removeItem(key);
    }
  }
  return found.sort((one, other) => other.at - one.at);
}

/** Stores a value; false where this browser has no room for it, which holds nothing else up. */
export function store(storage, key, value) {
  try {
    storage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

// Who goes back finds what he saved in the form again: it is known by its digest. The texts themselves would fill the
// browser, and lie there for whoever comes next.
const MOST = 20;
const digestOf = (fields) => digest(JSON.stringify(fields.map(([name, value]) => [name, value])));

function saved(who) {
  try {
    return JSON.parse(sessionStorage.getItem(`${SAVED}:${who}`)).map(String);
  } catch {
    return [];
  }
}

/** 53 bits of a text, at once. (crypto.subtle is not there where a desk is reached without https.) */
function digest(text) {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n);
    [one, other] = [Math.imul(one ^ code, 2654435761), Math.imul(other ^ code, 1597334677)];
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & other) + (one >>> 0)).toString(36);
}

/** Whether a form says what was saved from this window. */
export const isSaved = (fields) => saved(user).includes(digestOf(fields));

/** Writes when a text was kept, in words, into a time element that names the months. */
export function sayWhen(time, moment) {
  const at = new Date(moment);
  const clock = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
  time.textContent = `${at.getDate()} ${time.dataset.months.split("|")[at.getMonth()]} ${at.getFullYear()}، ${clock}`;
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
  for (const { key, fields } of stored(PREFIX)) {
    if (!key.endsWith(`:${id}`)) continue;
    localStorage.removeItem(key);
    const who = key.split(":")[1];
    store(sessionStorage, `${SAVED}:${who}`, JSON.stringify([digestOf(fields), ...saved(who)].slice(0, MOST)));
  }
  document.cookie = "saved_text=; Max-Age=0; Path=/admin/; SameSite=Lax";
}

/** What a form says of how it was opened. */
export function seen(form) {
  const names = ["seen_version", "seen", "_opened", "_opened_at"].filter((name) => form.elements[name]);
  return Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
}

/** Of comments that were typed in this window and not sent, under what they are kept. */
export const comments = () => Object.keys(sessionStorage).filter((key) => key.startsWith(COMMENTS));

/** Of what was typed in this window, or saved from it, nothing is left. */
export function forgetWindow() {
  const kept = Object.keys(sessionStorage).filter((key) => key.startsWith(SAVED));
  for (const key of [...comments(), ...kept]) sessionStorage.removeItem(key);
}
