// What is typed into a story's form is kept in this browser until it is saved, and offered again
// after a crash, a lost login or a power cut. On every page of the admin, because what was saved may
// be learnt on the next page, and logging out forgets what its user typed.
//
//   newsroom-text:USER:STORY:ID     {"at": ms, "seen", "fields", "typed", "touched"}: see kept.js
//   newsroom-text:USER:KIND:ID      {"at": ms, "seen", "fields"}: of a form with fields that say `data-kept="KIND"`

import { put, read, same, shown, typed } from "./fields.js";
import { begunOver, restore, touched } from "./kept.js";

const PREFIX = "newsroom-text:";
const COMMENTS = "newsroom-comment:"; // of the desk, typed and not sent: comments/comments.js
const KEPT = 7 * 24 * 3600 * 1000;
const NEWS = 12 * 3600 * 1000; // a line of breaking news is none afterwards
const QUIET = 500; // milliseconds without typing after which the text is kept
const MOST = 5; // texts of one story that are offered at once

const user = document.querySelector('meta[name="newsroom-user"]')?.content;
const desk = document.querySelector("[data-drafts]");
const form = document.getElementById("article_form");

function stored(beginning) {
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

/** The server names in a cookie the text that it has saved. */
function forgetSaved() {
  const id = document.cookie.match(/(?:^|; )saved_text=([a-z0-9]+)/)?.[1];
  if (!id) return;
  for (const { key } of stored(PREFIX)) if (key.endsWith(`:${id}`)) localStorage.removeItem(key);
  document.cookie = "saved_text=; Max-Age=0; Path=/admin/; SameSite=Lax";
}

/** What a form says of how it was opened. */
function seen(form) {
  const names = ["seen_version", "_opened", "_opened_at"].filter((name) => form.elements[name]);
  return Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
}

function keepText() {
  // The page of a form that was refused goes on with the text it began.
  const id = desk.dataset.typed || Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  const mine = `${PREFIX}${user}:${desk.dataset.drafts}:`;
  const key = mine + id;
  const loaded = read(form);
  const refused = "typed" in desk.dataset;
  // A page that was refused shows a later text than the one this was begun over.
  const sent = refused ? stored(key)[0] : undefined;
  const begun = sent?.seen && begunOver(sent, form, loaded);
  let timer = 0;
  let over = false;

  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "typed_text", value: id });
  form.append(mark);

  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    if (over) return;
    const fields = read(form);
    if (!refused && same(fields, loaded)) return localStorage.removeItem(key);
    const said = { typed: { ...sent?.typed, ...typed(form, fields, loaded) }, touched: touched(form, fields, loaded, sent) };
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), seen: begun || seen(form), fields, ...said }));
    } catch {
      desk.querySelector(".kept-status").hidden = false; // no room in this browser
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, QUIET);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // Fields with a list to search in, and rows that are added, tell jQuery only.
  window.django?.jQuery(form).on("change", soon);
  form.addEventListener("submit", keep);
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && timer && keep());
  document.addEventListener("newsroom:keep", keep);
  document.addEventListener("newsroom:forget", () => (over = true));
  if (refused) keep();

  const others = stored(mine).filter((text) => text.key !== key);
  for (const [n, text] of others.entries()) {
    if (same(text.fields, loaded)) localStorage.removeItem(text.key);
    else if (!refused && n < MOST) offer(text, loaded, keep); // an older one when one of these is settled
  }
}

function offer(text, loaded, keep) {
  const box = document.getElementById("kept-text").content.cloneNode(true).firstElementChild;
  const at = new Date(text.at);
  const time = box.querySelector("time");
  const clock = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
  time.textContent = `${at.getDate()} ${time.dataset.months.split("|")[at.getMonth()]} ${at.getFullYear()}، ${clock}`;
  const list = (texts) => {
    const items = texts.flatMap(([label, value]) => [["dt", label], ["dd", value]]);
    box.querySelector("dl").replaceChildren(
      ...items.map(([tag, textContent]) => Object.assign(document.createElement(tag), { dir: "auto", textContent })),
    );
  };
  list(shown(form, text.fields, loaded, text.typed));
  const done = () => {
    localStorage.removeItem(text.key);
    box.remove();
  };
  box.querySelector(".kept-restore").addEventListener("click", () => {
    const homeless = restore(form, text);
    keep();
    if (homeless.length) {
      // Nothing but this box holds it any more.
      list(homeless);
      box.querySelector(".kept-restore").hidden = true;
      box.querySelector(".kept-homeless").hidden = false;
      box.querySelector("details").open = true;
    } else {
      done();
      form.elements.headline?.focus();
    }
  });
  box.querySelector(".kept-dismiss").addEventListener("click", done);
  desk.querySelector(".kept-texts").append(box);
}

const isMoment = (field) => field?.matches?.(".vDateField, .vTimeField");

/**
 * What is typed into a form that is no story yet (breaking news, a paste, a correction) outlives a lost login and a dead
 * browser: where the fields that say `data-kept` are empty, the whole form stands again as it was left. Of texts that
 * another window holds, none is taken.
 */
async function keepForm(kind, texts) {
  const { form } = texts[0];
  const asked = new URLSearchParams(location.search);
  // A correction, or a reply, is of the story in the address, whose draft may come and go.
  const about = kind === "correction" ? ["article", "kind"].map((name) => `.${asked.get(name) || ""}`).join("") : "";
  const mine = `${PREFIX}${user}:${kind}${about}:`;
  const open = new Set(((await navigator.locks?.query())?.held || []).map(({ name }) => name));
  const isEmpty = texts.every((field) => !field.value);
  const isFree = ({ key, at }) => Date.now() - at < (kind === "breaking" ? NEWS : KEPT) && !open.has(key);
  const said = (text, name) => text.fields?.find(([one]) => one === name)?.[1] || "";
  // The page of a form that was refused shows its own text, and goes on with it.
  const isShown = (text) => texts.every((field) => said(text, field.name) === field.value);
  const before = stored(mine).find((text) => isFree(text) && (isEmpty || isShown(text)));
  const key = before?.key || mine + Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  navigator.locks?.request(key, () => new Promise(() => {})); // until this page is left
  form.append(
    Object.assign(document.createElement("input"), { type: "hidden", name: "typed_text", value: key.slice(mine.length) }),
  );
  const proposed = new Map(read(form));
  for (const [name] of before?.fields || []) proposed.delete(name); // chosen before
  if (before && isEmpty) {
    for (const [name, value, label] of before.fields || []) if (form.elements[name]) put(form.elements[name], value, label);
    form.closest(".breaking-box")?.removeAttribute("open"); // it waits on every page
    // Over what it was begun: what was removed for ever since does not come back by it, nor goes out with it what
    // somebody saved since.
    for (const [name, value] of Object.entries(before.seen || {})) if (form.elements[name]) form.elements[name].value = value;
  }
  const keep = () => {
    // All of it, also what stands as it was: another link may open the form with other choices. But a moment that the
    // form proposed was the present one, and will be another.
    const fields = read(form).filter(([name, value]) => !isMoment(form.elements[name]) || value !== proposed.get(name));
    const text = { at: Date.now(), seen: seen(form), fields };
    try {
      if (texts.some((field) => field.value.trim())) localStorage.setItem(key, JSON.stringify(text));
      else localStorage.removeItem(key);
    } catch {
      // no room in this browser; the fields themselves still hold it
    }
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  window.django?.jQuery(form).on("change", keep); // a list with a search field tells jQuery alone
}

forgetSaved();
for (const { key, at } of stored(PREFIX)) if (!(Date.now() - at < KEPT)) localStorage.removeItem(key);
document.getElementById("logout-form")?.addEventListener("submit", (event) => {
  // Whoever logs out leaves nothing behind at a desk that others use: he is asked where that is something.
  const asked = document.querySelector('meta[name="newsroom-leaving"]')?.content;
  document.dispatchEvent(new CustomEvent("newsroom:keep"));
  const isLeft = stored(`${PREFIX}${user}:`).length || Object.keys(sessionStorage).some((key) => key.startsWith(COMMENTS));
  if (isLeft && asked && !window.confirm(asked)) {
    event.preventDefault();
    return;
  }
  document.dispatchEvent(new CustomEvent("newsroom:forget"));
  for (const { key } of stored(`${PREFIX}${user}:`)) localStorage.removeItem(key);
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(COMMENTS)) sessionStorage.removeItem(key);
});
// Of two forms of a kind on one page, as where a line was refused, the one in its middle counts.
const kept = {};
for (const field of document.querySelectorAll("[data-kept]")) {
  const others = kept[field.dataset.kept] || [];
  kept[field.dataset.kept] = [...others.filter((other) => other.form === field.form), field];
}
if (user) for (const [kind, fields] of Object.entries(kept)) keepForm(kind, fields);
if (user && desk && form) {
  // The editor first: it writes into the field that is read here.
  const body = form.querySelector("textarea[data-body]");
  if (!body || body.bodyEditor) keepText();
  else body.addEventListener("newsroom:ready", keepText, { once: true });
}
