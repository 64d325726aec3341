// Comments of the desk, beside a story's form and on their page: what is selected in the text fills the field, what
// is sent leaves the page as it is, and what is typed and not sent outlives the page, in this tab alone. Without this
// file they are a plain form on their page.
//
// Hears  newsroom:comment   anywhere on the page: comment on what is selected

import { withToken } from "../token.js";
import { placeOf, selected, show, tint, whenTyped } from "./words.js";

const LATELY = 60_000; // milliseconds for which what was selected is meant by who then writes a comment

const section = document.getElementById("comments");
const user = document.querySelector('meta[name="newsroom-user"]')?.content;
const KEY = `newsroom-comment:${user}:${section?.dataset.story}`;

let last = null; // what was selected, and when
let elsewhere = []; // what was typed at comments that do not stand on this page

function remember() {
  const now = selected();
  if (now) last = { ...now, at: Date.now() };
}

const form = () => section.querySelector("form");
const newComment = () => section.querySelector(".comment-new");
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
  newComment().open = true;
  field(taken ? "text" : "words").focus();
  newComment().scrollIntoView({ block: "nearest" });
}

function say(text) {
  section.querySelector(".comments-said").textContent = text;
}

// What is typed

const typedFields = () =>
  [...section.querySelectorAll("textarea, select, input[name=prefix], input[name=suffix], input[type=checkbox]")];
const OPENED = "_opened_at"; // when it was begun, of what was typed

/** [[name, value]] of what was typed or chosen; a box that is ticked has the value true. */
function typed() {
  return typedFields()
    .map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value])
    .filter(([, value]) => value);
}

/** Puts what was typed back into its fields; returns what has none here. */
function put(values) {
  const homeless = [];
  for (const [name, value] of values) {
    if (name === OPENED) field(name).value = value;
    const one = typedFields().find((other) => other.name === name);
    if (!one) {
      if (name !== OPENED) homeless.push([name, value]);
      continue;
    }
    if (one.type === "checkbox") one.checked = value;
    else one.value = value;
    one.closest("details").open = true;
  }
  return homeless;
}

// Sending

async function send(event) {
  event.preventDefault();
  const { target, submitter } = event;
  const data = withToken(new FormData(target, submitter));
  data.set("_section", "1");
  submitter?.setAttribute("aria-disabled", "true");
  try {
    const answer = await fetch(target.action, { method: "POST", body: data, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("comments");
    // Whoever is logged out is led elsewhere; a story that is gone has a page that says so.
    if (answer.redirected || !fresh) say(page.querySelector(".typed-fate")?.textContent || section.dataset.failed);
    else renew(fresh, answer.ok, submitter);
  } catch {
    say(section.dataset.failed);
  }
  submitter?.removeAttribute("aria-disabled");
}

/** Takes over what the server shows now; what was typed and not sent stays typed. */
function renew(fresh, isDone, submitter) {
  const isNew = !submitter?.name;
  const answer = submitter?.name !== "_delete" && `reply-${submitter?.value}`;
  const isSent = (name) => isDone && (isNew ? !name.startsWith("reply-") : name === answer);
  const kept = typed().filter(([name]) => !isSent(name));
  const said = section.querySelector(".comments-said");
  const words = fresh.querySelector(".comments-said");
  const text = words.textContent;
  words.replaceWith(said); // the same element: only then what it says is read out
  section.replaceChildren(...fresh.childNodes);
  said.textContent = text;
  elsewhere.push(...put(kept));
  dress();
  const number = document.querySelector('.story-state a[href="#comments"]');
  if (number) number.textContent = section.querySelector(".bench-count")?.textContent || "";
  const wrong = section.querySelector(".errors textarea, .errors select");
  const here = !isNew && submitter && section.querySelector(`#comment-${CSS.escape(submitter.value)} button:not([hidden])`);
  (wrong || here || section.querySelector(".comment-new summary")).focus();
}

function dress() {
  section.classList.remove("comments-plain");
  for (const button of section.querySelectorAll(".comment-goto, .comment-take")) button.hidden = false;
  mark();
}

function mark() {
  tint([...section.querySelectorAll(".comment:not(.comment-resolved) .comment-goto")].map(({ dataset }) => dataset));
}

// What is typed here and not sent outlives a save of the story, a reload and the way from one page to the other.

function keep() {
  const values = [[OPENED, field(OPENED).value], ...elsewhere, ...typed()];
  if (values.some(([name]) => name === "text" || name.startsWith("reply-"))) sessionStorage.setItem(KEY, JSON.stringify(values));
  else sessionStorage.removeItem(KEY);
}

function restore() {
  elsewhere = put(JSON.parse(sessionStorage.getItem(KEY) || "[]"));
  sessionStorage.removeItem(KEY);
}

if (section) {
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
  document.addEventListener("newsroom:keep", keep); // who logs out is asked where something is typed
  document.addEventListener("newsroom:forget", () => window.removeEventListener("pagehide", keep));
  restore();
  dress();
  whenTyped(mark);
}
