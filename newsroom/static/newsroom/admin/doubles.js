// While a name is typed: who of a similar name is here already. Without this file the form asks on saving.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const WAIT = 250;
  const box = document.querySelector("[data-doubles]");
  const fields = ["name", "latin_name"].map((name) => document.getElementById(`id_${name}`)).filter(Boolean);
  if (!box || !fields.length) return;
  let timer, asking;

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const typed = new URLSearchParams(fields.map((field) => [field.name, field.value.trim()]));
    typed.set("but", box.dataset.but);
    try {
      const answer = await fetch(`${box.dataset.doubles}?${typed}`, { signal: asking.signal });
      show(await answer.json());
    } catch {
      // Aborted by the next letter, or offline: the form asks on saving.
    }
  }

  function show({ title, apart, rows }) {
    const wasApart = box.querySelector(`[name="${box.dataset.box}"]`);
    const ids = rows.map(({ id }) => `${id},`).join("");
    box.hidden = !rows.length;
    if (!rows.length) return box.replaceChildren();
    const heading = make("p", make("strong", title));
    const list = make("ul", ...rows.map(line));
    const question = [];
    if (!box.dataset.but) {
      const tick = Object.assign(document.createElement("input"), {
        type: "checkbox",
        name: box.dataset.box,
        value: ids,
        checked: Boolean(wasApart?.checked && wasApart.value === ids),
      });
      question.push(make("label", tick, apart));
    }
    box.replaceChildren(heading, list, ...question);
  }

  function line({ name, latin_name, why, address }) {
    const link = Object.assign(make("a", make("bdi", name)), { href: address, target: "_blank" });
    const latin = latin_name ? [Object.assign(make("bdi", latin_name), { lang: "en", dir: "ltr" })] : [];
    return make("li", link, ...latin, Object.assign(make("span", why), { className: "quiet" }));
  }

  function make(tag, ...children) {
    const element = document.createElement(tag);
    element.append(...children);
    return element;
  }
});
