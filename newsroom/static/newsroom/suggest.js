// Suggestions under every search field. Without this file, and where it fails, the field is a field.
"use strict";

const WAIT = 120;

for (const field of document.querySelectorAll('input[type="search"][data-suggestions]')) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-suggestions`;
  field.after(list);
  field.setAttribute("list", list.id);
  field.setAttribute("autocomplete", "off");
  let timer, asking;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const typed = field.value.trim();
    if (typed.length < 2) return list.replaceChildren();
    try {
      const address = `${field.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: asking.signal });
      const { suggestions } = await answer.json();
      list.replaceChildren(
        ...suggestions.map(({ text }) => Object.assign(document.createElement("option"), { value: text })),
      );
    } catch {
      // Aborted by the next letter, or offline.
    }
  }
}
