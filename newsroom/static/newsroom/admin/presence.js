// Says every twenty seconds that this story is open here, and shows who else has it open and whether
// somebody saved. Without this file the page says what was true when it was loaded.

import { withToken } from "./token.js";

const EVERY = 20_000;
const line = document.querySelector("[data-presence]");

async function ping() {
  const form = document.getElementById("article_form");
  const data = withToken(new FormData());
  data.set("seen_version", form.elements.seen_version.value);
  try {
    const answer = await fetch(line.dataset.presence, { method: "POST", body: data, credentials: "same-origin" });
    // Whoever is logged out is led to the page for logging in; what was typed stays in this browser.
    if (answer.redirected || answer.status === 403) return say("", line.dataset.out);
    if (answer.ok) {
      const { open, saved } = await answer.json();
      say(open, saved);
    }
  } catch {
    // No connection: the next one will tell.
  }
}

function say(open, saved) {
  for (const [name, text] of [["open-with", open], ["saved-meanwhile", saved]]) {
    const place = line.querySelector(`.${name}`);
    if (place.textContent !== text) place.textContent = text;
    place.hidden = !text;
  }
}

if (line) setInterval(ping, EVERY);
