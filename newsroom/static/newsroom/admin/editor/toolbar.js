// The editor's toolbar: the quote first, because that is what this house is for.

import { crel, gettext } from "../../../django_prose_editor/editor.js";
import { DIRECT, INDIRECT, joinQuote, markQuote, touchesQuote, unmarkQuote } from "./quotes.js";
import { askAddress, pickPhoto } from "./asking.js";
import { emptyTable, insertAfterBlock } from "./schema.js";

// Icons on a grid of 24: an outline each. Those that point somewhere turn round in a right-to-left page.
const ICONS = {
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M10 5h7M7 19h7M14 5l-4 14",
  bullets: "M9 6h12M9 12h12M9 18h12M4 6h.01M4 12h.01M4 18h.01",
  numbers: "M10 6h11M10 12h11M10 18h11M4 5l1.5-1v5M3.5 14.5c1-1.2 3-.5 2.5.8L3.5 19H6",
  pull: "M5 5v14M10 8h10M10 12h10M10 16h6",
  table: "M4 5h16v14H4zM4 10h16M4 15h16M12 5v14",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  link: "M10 13a5 5 0 0 0 7.5.5l3-3a5 5 0 0 0-7-7l-1.7 1.7M14 11a5 5 0 0 0-7.5-.5l-3 3a5 5 0 0 0 7 7l1.7-1.7",
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
};
const TURNS = new Set(["bullets", "numbers", "pull", "undo", "redo"]);
const SVG = "http://www.w3.org/2000/svg";

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  if (TURNS.has(name)) svg.classList.add("turns");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Builds the toolbar into `box`. `say(text)` shows a message, `tell(quote)` announces a quote. */
export function makeToolbar(editor, box, { say, tell, photos, id }) {
  const run = (act) => () => {
    const result = act() || {};
    say(result.problem || "");
    if (result.key) tell(result);
  };
  const chain = (...steps) =>
    run(() => {
      const chained = editor.chain().focus();
      for (const [name, ...args] of steps) chained[name](...args);
      chained.run();
    });
  const inTable = () => editor.isActive("table");
  const link = run(() => askAddress(editor));
  const direct = run(() => markQuote(editor, DIRECT));
  const indirect = run(() => markQuote(editor, INDIRECT));
  const same = run(() => joinQuote(editor));
  const comment = run(() => void document.dispatchEvent(new CustomEvent("newsroom:comment")));

  const groups = [
    [
      { text: gettext("Quote"), key: "'", className: "direct", run: direct, pressed: () => editor.isActive(DIRECT) },
      { text: gettext("Indirect quote"), key: "Shift+'", className: "indirect", run: indirect, pressed: () => editor.isActive(INDIRECT) },
      { text: gettext("Same quote"), key: ";", title: gettext("The selected words belong to the quote before them"), run: same },
      { text: gettext("Not a quote"), title: gettext("Remove the quote mark, keep the words"), run: run(() => unmarkQuote(editor)), enabled: () => !editor.state.selection.empty || touchesQuote(editor.state) },
      document.getElementById("comments") && { text: gettext("Comment"), title: `${gettext("Comment on the selected words")} (F4)`, run: comment },
    ],
    [
      { icon: "bold", title: gettext("Bold"), key: "B", run: chain(["toggleBold"]), pressed: () => editor.isActive("bold") },
      { icon: "italic", title: gettext("Italic"), key: "I", run: chain(["toggleItalic"]), pressed: () => editor.isActive("italic") },
      { icon: "link", title: gettext("Link"), key: "K", run: link, pressed: () => editor.isActive("link") },
      { icon: "bullets", title: gettext("Bulleted list"), run: chain(["toggleBulletList"]), pressed: () => editor.isActive("bulletList") },
      { icon: "numbers", title: gettext("Numbered list"), run: chain(["toggleList", "orderedList", "listItem"]), pressed: () => editor.isActive("orderedList") },
      { icon: "pull", title: gettext("Pull quote"), run: chain(["toggleBlockquote"]), pressed: () => editor.isActive("blockquote") },
      { icon: "table", title: gettext("Table"), run: run(() => insertAfterBlock(editor, emptyTable(3, 3))), enabled: () => !inTable() },
      photos && { icon: "photo", title: gettext("Photo"), run: run(() => pickPhoto(editor, box, photos, id)) },
    ],
    [
      { icon: "undo", title: gettext("Undo"), key: "Z", run: chain(["undo"]), enabled: () => editor.can().undo() },
      { icon: "redo", title: gettext("Redo"), key: "Shift+Z", run: chain(["redo"]), enabled: () => editor.can().redo() },
    ],
    [
      { text: gettext("Add row"), run: chain(["addRowAfter"]), shown: inTable },
      { text: gettext("Add column"), run: chain(["addColumnAfter"]), shown: inTable },
      { text: gettext("Delete row"), run: chain(["deleteRow"]), shown: inTable },
      { text: gettext("Delete column"), run: chain(["deleteColumn"]), shown: inTable },
      { text: gettext("Delete table"), run: chain(["deleteTable"]), shown: inTable },
    ],
  ];

  const bar = crel("div", { className: "body-toolbar", role: "toolbar", "aria-label": gettext("Text tools") });
  const items = [];
  for (const group of groups) {
    const made = group.filter(Boolean).map((item) => ({ ...item, button: makeButton(item) }));
    bar.append(crel("div", { className: "body-tools" }, made.map(({ button }) => button)));
    items.push(...made);
  }
  const blocks = blockChoice(editor);
  bar.children[1].prepend(blocks.select);
  box.prepend(bar);
  moveByArrows(bar);

  const refresh = () => {
    for (const { button, pressed, enabled, shown } of items) {
      if (pressed) button.setAttribute("aria-pressed", String(!!pressed()));
      // aria-disabled, not disabled: a tool that sleeps keeps the keyboard's place.
      if (enabled) button.setAttribute("aria-disabled", String(!enabled()));
      if (shown) button.hidden = !shown();
    }
    blocks.refresh();
  };
  editor.on("transaction", refresh);
  refresh();

  // By place on the keyboard, not by letter: an Arabic layout types "ط" where the apostrophe is.
  editor.view.dom.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const act = {
      Quote: event.shiftKey ? indirect : direct,
      Semicolon: event.shiftKey ? null : same,
      KeyK: event.shiftKey ? null : link,
    }[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function makeButton(item) {
  const title = item.title || item.text;
  const button = crel("button", {
    type: "button",
    className: `body-tool ${item.className || ""}`,
    title: item.key ? `${title} (Ctrl+${item.key})` : title,
    hidden: !!item.shown,
  });
  if (item.icon) {
    button.setAttribute("aria-label", title);
    button.append(icon(item.icon));
  } else button.textContent = item.text;
  // The selection in the text must survive the press.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") item.run();
  });
  return button;
}

/** Paragraph, sub-heading, smaller sub-heading. */
function blockChoice(editor) {
  const levels = [gettext("Paragraph"), gettext("Sub-heading"), gettext("Small sub-heading")];
  const select = crel(
    "select",
    { className: "body-tool", "aria-label": gettext("Kind of paragraph") },
    levels.map((textContent, index) => crel("option", { textContent, value: index })),
  );
  select.addEventListener("change", () => {
    const chosen = Number(select.value);
    const steps = editor.chain().focus();
    (chosen ? steps.setHeading({ level: chosen + 1 }) : steps.setParagraph()).run();
  });
  const refresh = () => (select.value = String((editor.getAttributes("heading").level || 1) - 1));
  return { select, refresh };
}

/** One stop for the Tab key, arrows inside: a toolbar as screen readers know it. */
function moveByArrows(bar) {
  const tools = () => [...bar.querySelectorAll(".body-tool:not([hidden])")];
  const here = (tool) => tools().forEach((other) => (other.tabIndex = other === tool ? 0 : -1));
  here(tools()[0]);
  bar.addEventListener("focusin", (event) => here(event.target));
  bar.addEventListener("keydown", (event) => {
    const rtl = getComputedStyle(bar).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = tools();
    all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
  });
}
