// The bench beside a story: opens a quote's form in its row, saves it there, and keeps the words in
// the editor and the rows of the bench pointing at each other. Without this file every link leads
// to the quote's own page.

import { keepText } from "./keeping.js";
import { forgetSaved, PREFIX, stored, user } from "./store.js";
import { withToken } from "./token.js";

const bench = document.getElementById("bench");
const body = document.getElementById("id_body");
const $ = window.django && window.django.jQuery;

function rowOf(key) {
  return bench.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

async function open(row) {
  const before = bench.querySelector(".bench-quote-form");
  if (before && before.dataset.typed && !window.confirm(bench.dataset.unsaved)) return;
  for (const other of bench.querySelectorAll(".bench-form")) empty(other);
  const link = row.querySelector(".bench-edit");
  try {
    const answer = await fetch(`${link.pathname}?_bench=1`, { credentials: "same-origin" });
    if (!answer.ok) window.location = link.href;
    // Whoever is logged out is led elsewhere, and so is who opens a quote that is gone.
    else if (answer.redirected) shut(row);
    else fill(row, await answer.text());
  } catch {
    shut(row);
  }
}

/** What is typed there is offered when the quote is opened again. */
function empty(box) {
  document.dispatchEvent(new CustomEvent("newsroom:keep"));
  box.replaceChildren();
  tellKept();
}

/** Beside each quote of which this browser keeps what was typed and not saved. */
function tellKept() {
  for (const link of bench.querySelectorAll(".bench-edit")) {
    const [, pk] = link.pathname.match(/\/quote\/(\d+)\//) || [];
    const actions = link.closest(".bench-actions");
    actions.querySelector(".bench-kept")?.remove();
    if (!stored(`${PREFIX}${user}:quote.${pk}:`).length) continue;
    actions.append(Object.assign(document.createElement("span"), { className: "bench-kept", textContent: bench.dataset.keptTold }));
  }
}

function announced(className, textContent) {
  const note = Object.assign(document.createElement("p"), { className: `errornote ${className}`, textContent });
  note.setAttribute("role", "alert");
  return note;
}

function shut(row) {
  row.querySelector(".bench-form").replaceChildren(announced("bench-shut", bench.dataset.shut));
}

/** `isTyped`: it holds what was typed and is not saved. */
function fill(row, html, isTyped = false) {
  const box = row.querySelector(".bench-form");
  box.innerHTML = html;
  if (isTyped) box.querySelector("form").dataset.typed = "1";
  if ($ && $.fn.djangoAdminSelect2) {
    $(box).find(".admin-autocomplete").not("[name*=__prefix__]").djangoAdminSelect2();
  }
  box.querySelector("form").addEventListener("submit", (event) => save(event, row));
  box.querySelector(".bench-close").addEventListener("click", () => {
    if (!box.querySelector("form").dataset.typed || window.confirm(bench.dataset.unsaved)) empty(box);
  });
  for (const desk of box.querySelectorAll("[data-drafts]")) keepText(desk);
  row.scrollIntoView({ block: "nearest" });
  const first = box.querySelector("select:not([name*=__prefix__]), input:not([type=hidden], [type=submit])");
  if (first) first.focus();
}

async function save(event, row) {
  event.preventDefault();
  const form = event.target;
  delete form.dataset.typed;
  const data = withToken(new FormData(form, event.submitter));
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
    if ((answer.headers.get("Content-Type") || "").includes("json")) {
      forgetSaved();
      show(await answer.json());
      return;
    }
    const html = await answer.text();
    const page = new DOMParser().parseFromString(html, "text/html");
    // 409: a colleague saved this quote first, and the form says what differs …
    if (page.querySelector(".bench-quote-form")) fill(row, html, true);
    // … or it can no longer be saved, and the page says why; what was typed stays where it is.
    else fail(form, page.querySelector(".typed-fate")?.textContent);
  } catch {
    fail(form);
  }
}

/** Among the buttons, where whoever pressed one looks; a new note each time, or the second failure is not announced. */
function fail(form, reason) {
  form.querySelector(".bench-failed")?.remove();
  const note = announced("bench-failed", (reason || bench.dataset.failed).trim());
  form.querySelector(".submit-row").prepend(note);
  note.scrollIntoView({ block: "nearest" });
  form.dataset.typed = "1";
}

function show({ key, state, html, count, numbers: [before, after] }) {
  const seen = document.querySelector("#article_form [name=seen_version]");
  if (seen && before && seen.value === String(before)) seen.value = after;
  const row = rowOf(key);
  if (!row) return;
  const holder = document.createElement("ol");
  holder.innerHTML = html;
  const fresh = holder.firstElementChild;
  row.replaceWith(fresh);
  if (state === "rejected") fresh.remove();
  if (body) {
    const states = JSON.parse(body.dataset.quotes || "{}");
    if (state === "rejected") delete states[key];
    else states[key] = state;
    body.dataset.quotes = JSON.stringify(states);
    if (state === "rejected") {
      document.dispatchEvent(new CustomEvent("newsroom:unmark", { detail: { key } }));
    }
  }
  for (const told of count ? document.querySelectorAll(".bench .bench-count, .bench-waits") : []) told.textContent = count;
  const next = bench.querySelector(".bench-row:not(.bench-confirmed) .bench-edit");
  (next || fresh.querySelector(".bench-edit"))?.focus();
}

// What was typed into a quote's form and not saved is not left without asking.
window.addEventListener("beforeunload", (event) => {
  const form = bench && bench.querySelector(".bench-quote-form");
  if (form && form.dataset.typed) event.preventDefault();
});

if (bench) {
  tellKept();
  const typed = (event) => {
    const form = event.target.closest(".bench-quote-form");
    if (form) form.dataset.typed = "1";
  };
  bench.addEventListener("input", typed);
  bench.addEventListener("change", typed);
  $?.(bench).on("change", typed); // a list with a search field tells jQuery alone
  bench.addEventListener("click", (event) => {
    const row = event.target.closest(".bench-row");
    if (!row) return;
    if (event.target.closest(".bench-edit") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(row);
    } else if (event.target.closest(".bench-goto")) {
      document.dispatchEvent(new CustomEvent("newsroom:goto", { detail: { key: row.dataset.key } }));
    }
  });
  document.addEventListener("newsroom:quote", (event) => {
    const row = rowOf(event.detail.key);
    for (const other of bench.querySelectorAll(".bench-here")) other.classList.remove("bench-here");
    if (row) {
      row.classList.add("bench-here");
      row.scrollIntoView({ block: "nearest" });
    }
  });
}
