// What is typed into the form of a row, a story's or another's, is kept until it is saved and offered again in a box
// above it: templates/admin/kept.html, whose `data-drafts` names the row.

import { isWritten, read, same, typed } from "./fields.js";
import { begunOver, restore, touched, unsaved } from "./kept.js";
import { isSaved, mark, newId, PREFIX, sayWhen, seen, store, stored, user } from "./store.js";

const QUIET = 500; // milliseconds without typing after which the text is kept
const MOST = 5; // texts of one row that are offered at once

export function keepText(desk) {
  const form = desk.closest("form");
  // The page of a form that was sent and came back offers nothing. It goes on with the text it began; where that stands
  // aside, to be copied from, what was kept of it stays as it is, and what is typed now is another.
  const isBack = "typed" in desk.dataset;
  const isAside = Boolean(form.querySelector(".conflict textarea[readonly]"));
  const id = (!isAside && desk.dataset.typed) || newId();
  const mine = `${PREFIX}${user}:${desk.dataset.drafts}:`;
  const key = mine + id;
  const loaded = read(form);
  const refused = isBack && !isAside;
  // A page that was refused shows a later text than the one this was begun over.
  let sent = refused ? stored(key)[0] : undefined;
  const begun = sent?.seen && begunOver(sent, form, loaded);
  let before = refused && !sent ? [] : loaded; // of what another page sent, all was typed
  const isStored = Boolean(form.elements._opened);
  let timer = 0;
  let over = false;
  mark(form, id);

  const isWorthKeeping = (fields) => {
    if (!refused && (same(fields, loaded) || isSaved(fields))) return false;
    // What is chosen for a row that is not there yet is chosen again as quickly.
    return isStored || isWritten(form, fields, refused ? [] : loaded);
  };
  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    if (over || !form.isConnected) return; // a quote's form on the bench was saved, or shut
    const fields = read(form);
    if (!isWorthKeeping(fields)) return localStorage.removeItem(key);
    const said = { typed: { ...sent?.typed, ...typed(form, fields, before) }, touched: touched(form, fields, before, sent) };
    const text = { at: Date.now(), seen: begun || seen(form), fields, ...said };
    if (!store(localStorage, key, JSON.stringify(text))) desk.querySelector(".kept-status").hidden = false;
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

  const putBack = (text) => {
    const homeless = restore(form, text);
    if (text.typed) [sent, before] = [text, read(form)]; // it says itself what of it was typed
    keep();
    return homeless;
  };
  const others = stored(mine).filter((text) => text.key !== key);
  for (const [n, text] of others.entries()) {
    const { isAny, texts } = unsaved(form, text, loaded);
    if (!isAny) localStorage.removeItem(text.key);
    else if (!isBack && n < MOST) offer(desk, form, text, texts, putBack); // an older one when one of these is settled
  }
}

function offer(desk, form, text, texts, putBack) {
  const box = desk.querySelector("template").content.cloneNode(true).firstElementChild;
  sayWhen(box.querySelector("time"), text.at);
  const list = (entries) => {
    const items = entries.flatMap(([label, value]) => [["dt", label], ["dd", value]]);
    box.querySelector("dl").replaceChildren(
      ...items.map(([tag, textContent]) => Object.assign(document.createElement(tag), { dir: "auto", textContent })),
    );
  };
  list(texts);
  const done = () => {
    localStorage.removeItem(text.key);
    box.remove();
  };
  box.querySelector(".kept-restore").addEventListener("click", () => {
    const homeless = putBack(text);
    if (homeless.length) {
      // Nothing but this box holds it any more.
      list(homeless);
      box.querySelector(".kept-restore").hidden = true;
      box.querySelector(".kept-homeless").hidden = false;
      box.querySelector("details").open = true;
    } else {
      done();
      const [first] = Object.keys(text.typed || {}).filter((name) => form.elements[name]?.focus);
      (form.elements.headline || form.elements[first])?.focus();
    }
  });
  box.querySelector(".kept-dismiss").addEventListener("click", done);
  desk.querySelector(".kept-texts").append(box);
}
