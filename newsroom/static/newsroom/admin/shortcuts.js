// Keys for what is done most: whatever names a key in aria-keyshortcuts is pressed by it. Only keys by
// themselves that neither type a letter nor belong to the browser: F2, F4, F8, F9.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (!/^F\d+$/.test(event.key) || event.isComposing || document.querySelector("dialog[open]")) return;
  const target = document.querySelector(`[aria-keyshortcuts="${event.key}"]`);
  if (!target) return;
  event.preventDefault();
  if (!event.repeat) target.click(); // what asks before it acts asks here as it does by mouse
});

// Enter in a field that belongs to one button presses that one; anywhere else it saves.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
  const button = event.target.closest("[data-own-button]")?.querySelector("button");
  if (!button) return;
  event.preventDefault();
  button.click();
});

// Whoever opens the box for breaking news types at once.
const box = document.querySelector(".breaking-box");
box?.addEventListener("toggle", () => {
  if (!box.open) return;
  const line = box.querySelector("[name=line]");
  line.focus();
  line.select(); // a line of before is typed over
});

// What readers see at once, or what does not come back, asks before it is done.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sure]");
  if (button && !window.confirm(button.dataset.sure)) event.preventDefault();
});

// A double click sends a form once: the second would answer with a conflict over the first. A form whose every save
// reaches readers asks too, whichever key or button sends it, about what has its moment already.
const AGAIN = 2000; // milliseconds
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (event.defaultPrevented || target.method !== "post") return;
  if (event.timeStamp - (sent.get(target) ?? -AGAIN) < AGAIN) return event.preventDefault();
  const isSet = (field) => (field?.type === "checkbox" ? field.checked : field?.value);
  const asks = submitter?.dataset.sure ? [] : [...target.querySelectorAll("[data-asks]")];
  const asked = asks.filter(({ dataset }) => isSet(target.elements[dataset.when])).map(({ dataset }) => dataset.asks);
  const mayGo = !asked.length || window.confirm(asked.join("\n"));
  if (mayGo) sent.set(target, performance.now());
  else event.preventDefault();
});
