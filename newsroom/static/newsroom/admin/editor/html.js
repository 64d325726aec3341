// The document as the body's HTML, in the one form in which the server stores it: every text stands
// in a block, the head rows of a table stand in a thead, empty blocks are left out.

import { pm } from "../../../django_prose_editor/editor.js";

export function bodyHTML(editor) {
  const box = document.createElement("div");
  const serializer = pm.model.DOMSerializer.fromSchema(editor.schema);
  box.append(serializer.serializeFragment(editor.state.doc.content));
  box.querySelectorAll("table").forEach(writeHead);
  // Inner blocks first: a list whose items are all empty is empty itself.
  for (const block of [...box.querySelectorAll("p, h2, h3, li, ul, ol, blockquote, figcaption")].reverse()) {
    if (!block.textContent.trim() && !block.querySelector("figure, table")) block.remove();
  }
  return box.innerHTML;
}

function writeHead(table) {
  const head = document.createElement("thead");
  const rows = table.tBodies[0] ? [...table.tBodies[0].rows] : [];
  const body = rows.findIndex((row) => !("head" in row.dataset));
  head.append(...rows.slice(0, body < 0 ? rows.length : body));
  if (head.rows.length) table.prepend(head);
  for (const row of table.rows) row.removeAttribute("data-head");
  if (table.tBodies[0] && !table.tBodies[0].rows.length) table.tBodies[0].remove();
}
