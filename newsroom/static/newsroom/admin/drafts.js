// What is typed into a form of the desk is kept in this browser until it is saved, and offered again
// after a crash, a lost login or a power cut. On every page of the admin, because what was saved may
// be learnt on the next page, and logging out forgets what its user typed.
//
//   newsroom-text:USER:ROW:ID       {"at": ms, "seen", "fields", "typed", "touched"}: see keeping.js and kept.js. ROW is
//                                   a story's number, or "person.7"; of one that is not there yet "new", "person.new"
//   newsroom-text:USER:KIND:ID      {"at": ms, "seen", "fields"}: of a form with fields that say `data-kept="KIND"`

import { isMoment, put, read } from "./fields.js";
import { keepText } from "./keeping.js";
import { comments, forgetSaved, forgetWindow, mark, newId, PREFIX, sayWhen, seen, store, stored, user } from "./store.js";

const FORGET = "newsroom-forget";
const KEPT = 7 * 24 * 3600 * 1000;
const NEWS = 12 * 3600 * 1000; // a line of breaking news is none afterwards

/**
 * What is typed into a form that is no story yet (breaking news, a paste, a correction) outlives a lost login and a dead
 * browser: where the fields that say `data-kept` are empty, the whole form stands again as it was left. Of texts that
 * another window holds, none is taken.
 */
async function keepForm(kind, texts) {
  const { form } = texts[0];
  const asked = new URLSearchParams(location.search);
  // A correction, or a reply, is of the story in the address, whose draft may come and go, or that is chosen in it.
  const placeOf = (story) => `${PREFIX}${user}:${kind}${kind === "correction" ? `.${story || ""}.${asked.get("kind") || ""}` : ""}:`;
  const mine = placeOf(form.elements.article?.value || asked.get("article"));
  const open = new Set(((await navigator.locks?.query())?.held || []).map(({ name }) => name));
  const isEmpty = texts.every((field) => !field.value);
  const isFree = ({ key, at }) => Date.now() - at < (kind === "breaking" ? NEWS : KEPT) && !open.has(key);
  const said = (text, name) => text.fields?.find(([one]) => one === name)?.[1] || "";
  // The page of a form that was refused shows its own text, and goes on with it.
  const isShown = (text) => texts.every((field) => said(text, field.name) === field.value);
  // Where no story is named, whatever was begun is gone on with.
  const isNamed = kind !== "correction" || mine !== placeOf("");
  const isOfKind = ({ key }) => isNamed || key.split(":")[2].endsWith(`.${asked.get("kind") || ""}`);
  const known = stored(isNamed ? mine : `${PREFIX}${user}:${kind}.`).filter(isOfKind);
  const before = known.find((text) => isFree(text) && (isEmpty || isShown(text)));
  const id = before?.key.split(":").at(-1) || newId();
  let key = before?.key || mine + id;
  const hold = () => navigator.locks?.request(key, () => new Promise(() => {})); // until this page is left
  hold();
  mark(form, id);
  let over = false;
  // What stands further down, such as a tick that publishes, would go out unread with what is typed anew.
  const sayThatItCameBack = () => {
    const box = form.querySelector("template.came-back")?.content.cloneNode(true).firstElementChild;
    if (!box) return;
    sayWhen(box.querySelector("time"), before.at);
    box.querySelector(".kept-dismiss").addEventListener("click", () => {
      over = true;
      localStorage.removeItem(key);
      location.reload();
    });
    form.prepend(box);
  };
  const proposed = new Map(read(form));
  for (const [name] of before?.fields || []) proposed.delete(name); // chosen before
  if (before && isEmpty) {
    for (const [name, value, label] of before.fields || []) if (form.elements[name]) put(form.elements[name], value, label);
    form.closest(".breaking-box")?.removeAttribute("open"); // it waits on every page
    // Over what it was begun: what was removed for ever since does not come back by it, nor goes out with it what
    // somebody saved since.
    for (const [name, value] of Object.entries(before.seen || {})) if (form.elements[name]) form.elements[name].value = value;
    sayThatItCameBack();
  }
  const waits = form.closest(".breaking-box")?.querySelector(".breaking-waits");
  const tell = () => waits && (waits.hidden = texts.every((field) => !field.value.trim()));
  tell();
  document.addEventListener("newsroom:forget", () => (over = true));
  const keep = () => {
    tell();
    if (over) return;
    // All of it, also what stands as it was: another link may open the form with other choices. But a moment that the
    // form proposed was the present one, and will be another.
    const fields = read(form).filter(([name, value]) => !isMoment(form.elements[name]) || value !== proposed.get(name));
    const text = { at: Date.now(), seen: seen(form), fields };
    const place = placeOf(form.elements.article?.value) + id;
    if (kind === "correction" && place !== key) {
      localStorage.removeItem(key);
      key = place;
      hold();
    }
    // Where there is no room, the fields themselves still hold it.
    if (texts.some((field) => field.value.trim())) store(localStorage, key, JSON.stringify(text));
    else localStorage.removeItem(key);
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  window.django?.jQuery(form).on("change", keep); // a list with a search field tells jQuery alone
}

/** This window writes no more, and holds nothing. */
function forget() {
  document.dispatchEvent(new CustomEvent("newsroom:forget"));
  forgetWindow();
}

/** Who logged out in another window reads it here, and is asked before what he types on is sent to nobody. */
function sayThatNobodyIsIn() {
  const said = document.querySelector('meta[name="newsroom-left"]')?.content;
  if (!said || document.querySelector(".out-elsewhere")) return;
  const bar = Object.assign(document.createElement("p"), { className: "errornote out-elsewhere", textContent: said });
  bar.setAttribute("role", "alert");
  document.getElementById("content")?.prepend(bar);
  const asks = (event) => {
    if (event.target.method === "post" && !window.confirm(said)) event.preventDefault();
  };
  document.addEventListener("submit", asks, true);
}

forgetSaved();
// A window in which a person is added to a quote closes itself: what it saved is learnt here, before the next save is told.
document.addEventListener("submit", forgetSaved, true);
for (const { key, at } of stored(PREFIX)) if (!(Date.now() - at < KEPT)) localStorage.removeItem(key);
window.addEventListener("storage", ({ key }) => {
  if (key !== FORGET) return;
  forget();
  sayThatNobodyIsIn();
});
document.getElementById("logout-form")?.addEventListener("submit", (event) => {
  // Whoever logs out leaves nothing behind at a desk that others use: he is asked where that is something.
  const asked = document.querySelector('meta[name="newsroom-leaving"]')?.content;
  document.dispatchEvent(new CustomEvent("newsroom:keep"));
  const isLeft = stored(`${PREFIX}${user}:`).length || comments().length;
  if (isLeft && asked && !window.confirm(asked)) {
    event.preventDefault();
    return;
  }
  forget();
  for (const { key } of stored(`${PREFIX}${user}:`)) localStorage.removeItem(key);
  store(localStorage, FORGET, Date.now()); // other windows write no more either
});
// Of two forms of a kind on one page, as where a line was refused, the one in its middle counts.
const kept = {};
for (const field of document.querySelectorAll("[data-kept]")) {
  const others = kept[field.dataset.kept] || [];
  kept[field.dataset.kept] = [...others.filter((other) => other.form === field.form), field];
}
if (user) for (const [kind, fields] of Object.entries(kept)) keepForm(kind, fields);
const desk = document.querySelector("[data-drafts]");
if (user && desk) {
  // The editor first: it writes into the field that is read here.
  const body = desk.closest("form").querySelector("textarea[data-body]");
  if (!body || body.bodyEditor) keepText(desk);
  else body.addEventListener("newsroom:ready", () => keepText(desk), { once: true });
}
