// The body's editor over a plain textarea. Without this module the textarea is the editor.
//
//   data-body    {"label", "photos": address of the photo list, "pictures": {uid: {src, alt}},
//                "embeds": [{name, pattern, keys}]: whose posts and videos are cards}
//   data-quotes  {key: state}; a key that is not there is "new". May be changed at any time.
//
// Says    newsroom:quote  {key, kind, words, isNew}   bubbles from the textarea: a quote was clicked or made
// Hears   newsroom:goto   {key}                       anywhere on the page: show the words of this quote
//         newsroom:unmark {key}                       they are no quote: remove its marks, keep the words

import { Editor, crel, gettext } from "../../../django_prose_editor/editor.js";
import { bodyExtensions, pasteCard } from "./schema.js";
import { bodyHTML } from "./html.js";
import { withoutStyles } from "./paste.js";
import { DIRECT, INDIRECT, dropQuote, gotoQuote, parts, quoteMarks, showStates, typeInsideQuotes } from "./quotes.js";
import { makeToolbar } from "./toolbar.js";

const QUIET = 250; // milliseconds without typing after which the textarea is written

function edit(textarea) {
  const config = JSON.parse(textarea.dataset.body || "{}");
  const states = () => JSON.parse(textarea.dataset.quotes || "{}");
  let known = states();
  const stateOf = (key) => (Object.hasOwn(known, key) ? known[key] : "new");

  const box = crel("div", { className: "body-editor" });
  const status = crel("p", { className: "body-status", role: "status" });
  const extensions = bodyExtensions({
    pictures: config.pictures,
    noPicture: gettext("Photo"),
    noCaption: gettext("Write the caption here"),
    embeds: config.embeds,
    noTitle: gettext("Write its title, or what is in it"),
  });
  const editor = new Editor({
    element: box,
    editable: !textarea.disabled && !textarea.readOnly,
    injectCSS: false, // an injected <style> is what the site's policy forbids
    extensions: [...extensions, ...quoteMarks(stateOf)],
    content: textarea.value,
    editorProps: {
      attributes: {
        class: "body-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": config.label || gettext("Text of the story"),
      },
      transformPastedHTML: withoutStyles,
      handlePaste: pasteCard(config.embeds || []),
      handleTextInput: typeInsideQuotes(),
      // The toolbar sticks to the top: a selection that is shown must not lie under it.
      scrollThreshold: { top: 160, bottom: 60, left: 0, right: 0 },
      scrollMargin: { top: 180, bottom: 80, left: 0, right: 0 },
    },
  });
  textarea.before(box);
  textarea.hidden = true;
  box.append(status);

  keepTextarea(textarea, editor);
  const say = (text) => (status.textContent = text);
  const tell = ({ key, kind, isNew = false }) => {
    const words = parts(editor.state.doc)
      .filter((part) => part.key === key)
      .map(({ from, to }) => editor.state.doc.textBetween(from, to, " ", " "))
      .join(" … ");
    // The address names the quote, so a reload comes back to it; no entry in the history, no jump.
    history.replaceState(history.state, "", `#quote-${key}`);
    textarea.dispatchEvent(
      new CustomEvent("newsroom:quote", { bubbles: true, detail: { key, kind, words, isNew } }),
    );
  };
  makeToolbar(editor, box, { say, tell, photos: config.photos, id: textarea.id });

  editor.view.dom.addEventListener("click", ({ target }) => {
    const mark = target.closest("[data-quote]");
    if (mark) tell({ key: mark.dataset.quote, kind: mark.tagName === "Q" ? DIRECT : INDIRECT });
  });
  for (const label of textarea.labels) label.addEventListener("click", () => editor.commands.focus());
  document.addEventListener("newsroom:goto", (event) => {
    say(gotoQuote(editor, event.detail.key) ? "" : gettext("These words are no longer in the text."));
  });
  document.addEventListener("newsroom:unmark", (event) => dropQuote(editor, event.detail.key));
  new MutationObserver(() => {
    known = states();
    showStates(editor, stateOf);
  }).observe(textarea, { attributeFilter: ["data-quotes"] });

  textarea.bodyEditor = editor;
  textarea.dispatchEvent(new CustomEvent("newsroom:ready", { bubbles: true }));
}

/** Writes the document into the textarea: soon after typing, and always before the form is sent. */
function keepTextarea(textarea, editor) {
  const loaded = { value: textarea.value, html: bodyHTML(editor) };
  let timer = 0;
  let waiting = false;
  const write = () => {
    clearTimeout(timer);
    if (!waiting) return;
    waiting = false;
    const html = bodyHTML(editor);
    // A text nobody changed goes back letter by letter as it came.
    const value = html === loaded.html ? loaded.value : html;
    if (value === textarea.value) return;
    textarea.value = value;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  editor.on("update", () => {
    waiting = true;
    clearTimeout(timer);
    timer = setTimeout(write, QUIET);
  });
  editor.on("blur", write);
  window.addEventListener("pagehide", write);
  // Who comes back by the browser's button has his words put back into the field after this module read it:
  // what would be sent is what is shown. A page that was only asleep shows it already.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted && !waiting && textarea.value !== loaded.value) editor.commands.setContent(textarea.value);
  });
  textarea.form?.addEventListener("submit", write, { capture: true });
  textarea.form?.addEventListener("formdata", ({ formData }) => {
    write();
    if (textarea.name && !textarea.disabled) formData.set(textarea.name, textarea.value);
  });
  textarea.form?.addEventListener("reset", () => {
    editor.commands.setContent(loaded.value);
  });
}

for (const textarea of document.querySelectorAll("textarea[data-body]")) edit(textarea);
