// Comments of the desk beside a story's form: what is selected in the text fills the field, what is sent
// leaves the page as it is, and what is typed here outlives a save of the story. Without this file they
// are plain forms.
//
// Hears  newsroom:comment   anywhere on the page: comment on what is selected

import { placeOf, selected, show, tint, whenTyped } from "./words.js";

const LATELY = 60_000; // milliseconds for which what was selected is meant by who then writes a comment

const section = document.getElementById("comments");
const user = document.querySelector('meta[name="newsroom-user"]')?.content;
const story = document.querySelector("[data-drafts]")?.dataset.drafts;
const KEY = `newsroom-comment:${user}:${story}`;

let last = null; // what was selected, and when

function remember() {
  const now = selected();
  if (now) last = { ...now, at: Date.now() };
}

const form = () => section.querySelector(".comment-form");
const field = (name) => form().elements[name];

/** Puts what was selected into the form; false where nothing was. */
function take() {
  remember();
  const place = last && placeOf(last);
  last = null;
  if (!place) return false;
  field("words").value = place.exact;
  field("field").value = place.field;
  field("prefix").value = place.prefix;
  field("suffix").value = place.suffix;
  return true;
}

function comment() {
  const taken = take();
  say(taken ? "" : section.dataset.none);
  form().closest("details").open = true;
  field(taken ? "text" : "words").focus();
  form().scrollIntoView({ block: "nearest" });
}

function say(text) {
  section.querySelector(".comments-said").textContent = text;
}

// What is typed

const typedFields = () =>
  [...section.querySelectorAll("textarea, select, input[name=prefix], input[name=suffix], input[type=checkbox]")];

/** [[name, value]] of what was typed or chosen; a box that is ticked has the value true. */
function typed() {
  return typedFields()
    .map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value])
    .filter(([, value]) => value);
}

function put(values) {
  for (const [name, value] of values) {
    const one = typedFields().find((other) => other.name === name);
    if (!one) continue;
    if (one.type === "checkbox") one.checked = value;
    else one.value = value;
    one.closest("details").open = true;
  }
}

// Sending

async function send(event) {
  event.preventDefault();
  const { target, submitter } = event;
  const data = new FormData(target, submitter);
  data.set("_beside", "1");
  submitter?.setAttribute("aria-disabled", "true");
  try {
    const answer = await fetch(target.action, { method: "POST", body: data, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("comments");
    // Whoever is logged out is led elsewhere; a story that is gone has a page that says so.
    if (answer.redirected || !fresh) say(page.querySelector(".typed-fate")?.textContent || section.dataset.failed);
    else renew(fresh, answer.ok, target, submitter);
  } catch {
    say(section.dataset.failed);
  }
  submitter?.removeAttribute("aria-disabled");
}

/** Takes over what the server shows now; what was typed and not sent stays typed. */
function renew(fresh, isDone, sender, submitter) {
  const isNew = sender.classList.contains("comment-form");
  const sent = isDone && (isNew ? [...sender.elements].map(({ name }) => name) : [`reply-${submitter?.value}`]);
  const kept = typed().filter(([name]) => !(sent || []).includes(name));
  const said = section.querySelector(".comments-said");
  const words = fresh.querySelector(".comments-said");
  const text = words.textContent;
  words.replaceWith(said); // the same element: only then what it says is read out
  section.replaceChildren(...fresh.childNodes);
  said.textContent = text;
  put(kept);
  if (!isDone) form().closest("details").open ||= isNew;
  dress();
  const number = document.querySelector('.story-state a[href="#comments"]');
  if (number) number.textContent = section.querySelector(".bench-count")?.textContent || "";
  const wrong = section.querySelector(".errors textarea, .errors select");
  const here = !isNew && submitter && section.querySelector(`#comment-${CSS.escape(submitter.value)} button:not([hidden])`);
  (wrong || here || section.querySelector(".comment-new summary")).focus();
}

function dress() {
  for (const button of section.querySelectorAll(".comment-goto, .comment-take")) button.hidden = false;
  mark();
}

function mark() {
  tint([...section.querySelectorAll(".comment:not(.comment-resolved) .comment-goto")].map(({ dataset }) => dataset));
}

// What is typed here and not sent outlives a save of the story and a reload, in this tab alone.

function keep() {
  const values = typed();
  if (values.some(([name]) => name === "text" || name.startsWith("reply-"))) sessionStorage.setItem(KEY, JSON.stringify(values));
  else sessionStorage.removeItem(KEY);
}

function restore() {
  put(JSON.parse(sessionStorage.getItem(KEY) || "[]"));
  sessionStorage.removeItem(KEY);
}

if (section && story) {
  for (const name of ["selectionchange", "select", "mouseup", "keyup"]) {
    document.addEventListener(name, (event) => section.contains(event.target) || remember());
  }
  document.addEventListener("newsroom:comment", comment);
  section.addEventListener("submit", send);
  section.addEventListener("click", ({ target }) => {
    if (target.closest(".comment-take")) comment();
    const goto = target.closest(".comment-goto");
    if (goto && !show(goto.dataset.field, goto.dataset)) say(section.dataset.lost);
  });
  section.addEventListener("focusin", ({ target }) => {
    const isLate = !last || Date.now() - last.at > LATELY;
    if (target.name === "text" && !isLate && !field("words").value) take();
  });
  section.addEventListener("input", ({ target }) => {
    // Words typed by hand are looked for wherever they stand.
    if (target.name === "words") for (const name of ["field", "prefix", "suffix"]) field(name).value = "";
  });
  window.addEventListener("pagehide", keep);
  document.addEventListener("newsroom:forget", () => {
    window.removeEventListener("pagehide", keep);
    sessionStorage.removeItem(KEY);
  });
  restore();
  dress();
  whenTyped(mark);
}
