// Sends chosen photos one by one, each with its own line of progress. Without this file the form sends
// all of them at once and the next page says what became of each.

import { withToken } from "./token.js";

const place = document.querySelector(".uploads");
const form = document.querySelector("#content-main form");

if (place && form) {
  const { dataset } = place;
  const chosen = form.elements.files;
  const button = form.querySelector("input[type=submit]");
  const label = button.value;
  let left = []; // [file, line] of those that did not arrive
  let [all, stored] = [0, 0];
  let busy = false;

  form.addEventListener("submit", async (event) => {
    if (busy) return event.preventDefault();
    if (!chosen.files.length && !left.length) return; // the server says what is missing
    event.preventDefault();
    const queue = [...left, ...[...chosen.files].map((file) => [file, lineOf(file)])];
    all += chosen.files.length;
    chosen.value = "";
    [left, busy, place.hidden, button.disabled] = [[], true, false, true];
    form.querySelectorAll(".errornote, .errorlist").forEach((said) => said.remove()); // of the press before
    let wrong = false;
    for (const [file, line] of queue) {
      // What is wrong beside the files is wrong for each: it is said once, and they wait for the next press.
      const answer = wrong ? {} : await send(file, line);
      wrong ||= answer.wrong;
      if (!answer.arrived) left.push([file, line]);
      place.querySelector("[role=status]").textContent = dataset.sum.replace("{stored}", stored).replace("{all}", all);
    }
    [busy, button.disabled] = [false, false];
    button.value = left.length ? dataset.again : label;
  });

  addEventListener("beforeunload", (event) => {
    if (busy || left.length) event.preventDefault();
  });

  function lineOf(file) {
    const line = document.createElement("li");
    const name = Object.assign(document.createElement("bdi"), { textContent: file.name });
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", file.name);
    const said = Object.assign(document.createElement("span"), { className: "upload-said" });
    line.append(name, bar, said);
    place.querySelector("ol").append(line);
    bar.value = 0;
    said.textContent = dataset.waiting;
    return line;
  }

  // {arrived: whether the server has answered, be it that it refuses the file, wrong: whether it refuses the other fields} (fetch tells nothing of what is on its way.)
  function send(file, line) {
    const [bar, said] = [line.querySelector("progress"), line.querySelector(".upload-said")];
    const data = withToken(new FormData(form));
    data.set("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    line.className = "";
    said.textContent = "";
    [bar.hidden, bar.value] = [false, 0];
    request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = loaded / total));
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      said.textContent = dataset.working;
    });
    return new Promise((resolve) => {
      request.addEventListener("loadend", () => {
        const answer = answerOf(request);
        bar.hidden = true;
        line.className = answer.stored ? "stored" : "refused";
        if (answer.html) said.innerHTML = answer.html; // escaped by the server
        else said.textContent = answer.text;
        stored += answer.stored ? 1 : 0;
        const wrong = request.status === 400;
        resolve({ wrong, arrived: !wrong && (Boolean(answer.html) || answer.final) });
      });
      request.send(data);
    });
  }

  function answerOf(request) {
    if (request.status === 413) return { text: dataset.large, final: true };
    // Whoever is logged out is led to a page whose address ends with this one's, which it leads back to.
    const isElsewhere = request.status && new URL(request.responseURL).pathname !== location.pathname;
    if (request.status === 403 || isElsewhere) return { text: dataset.out };
    try {
      const answer = JSON.parse(request.responseText);
      return answer.files?.[0] ?? answer;
    } catch {
      return { text: dataset.failed };
    }
  }
}
