// Suggestions under every search field. Without this file, and where it fails, the field is a field.
// A list of our own: a browser's <datalist> would pass over what is spelled otherwise than it was typed.
"use strict";

const WAIT = 120;

for (const field of document.querySelectorAll("input[data-suggestions]")) {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestionsLabel);
  field.form.append(list);
  field.type = "text"; // a search field may be no combobox
  field.enterKeyHint = "search";
  const states = { "role": "combobox", "autocomplete": "off", "aria-autocomplete": "list", "aria-expanded": "false" };
  for (const [name, value] of Object.entries({ ...states, "aria-controls": list.id })) field.setAttribute(name, value);
  let timer, asking, chosen = -1;

  field.addEventListener("input", () => {
    stop();
    if (field.value.trim().length < 2) return close();
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
  addEventListener("pagehide", close);

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.children.length) {
      // Before the first and behind the last one is the field itself.
      const places = list.children.length + 1;
      if (list.hidden) open();
      choose(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      close();
    } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
      go(list.children[chosen]);
    } else {
      return;
    }
    event.preventDefault();
  });

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const address = `${field.dataset.suggestions}?${new URLSearchParams({ q: field.value.trim() })}`;
      const answer = await fetch(address, { signal });
      const { suggestions } = await answer.json();
      if (signal.aborted || document.activeElement !== field) return;
      list.replaceChildren(...suggestions.map(option));
      if (suggestions.length) open();
      else close();
    } catch {
      // Aborted by the next letter, or offline.
    }
  }

  function option({ text, label, url }, place) {
    const item = document.createElement("li");
    item.id = `${list.id}-${place}`;
    item.dataset.url = url;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const kind = Object.assign(document.createElement("span"), { className: "quiet", textContent: label });
    item.append(Object.assign(document.createElement("bdi"), { textContent: text }), " ", kind);
    return item;
  }

  function open() {
    choose(-1);
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
  }

  function close() {
    stop();
    choose(-1);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  }

  function choose(place) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = list.children[place];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function go(option) {
    close();
    location.assign(option.dataset.url);
  }
}
