// The quote marks. Words that somebody said carry <q data-quote="KEY">, an indirect statement
// <span data-quote="KEY">; several marks of one key are one quote. The server reads the words
// from the marks and decides what each key means: here keys are only made, moved and removed.

import { Mark, gettext } from "../../../django_prose_editor/editor.js";
import { aroundCursor, innerEdges } from "./edges.js";

export const DIRECT = "direct";
export const INDIRECT = "indirect";
const TAGS = { [DIRECT]: "q", [INDIRECT]: "span" };

function quoteMark(name, { priority, excludes }) {
  return Mark.create({
    name,
    priority, // the order in which marks nest: a span around a q around links and bold
    excludes,
    inclusive: false,
    keepOnSplit: false,
    addOptions: () => ({ stateOf: () => "new" }),
    addAttributes: () => ({
      key: {
        default: null,
        parseHTML: (element) => element.dataset.quote,
        renderHTML: ({ key }) => ({ "data-quote": key }),
      },
    }),
    parseHTML: () => [{ tag: `${TAGS[name]}[data-quote]` }],
    renderHTML: ({ HTMLAttributes }) => [TAGS[name], HTMLAttributes, 0],
    addMarkView() {
      return ({ mark }) => {
        const dom = document.createElement(TAGS[name]);
        dom.dataset.quote = mark.attrs.key;
        dom.className = stateClass(this.options.stateOf(mark.attrs.key));
        // The state is shown by a class that is no part of the text.
        return { dom, contentDOM: dom, ignoreMutation: (change) => change.type === "attributes" };
      };
    },
  });
}

const stateClass = (state) => `quote quote-${state}`;

/** The two marks; `stateOf(key)` names the state in which the server last saw a quote. */
export const quoteMarks = (stateOf) => [
  quoteMark(INDIRECT, { priority: 1002, excludes: INDIRECT }).configure({ stateOf }),
  quoteMark(DIRECT, { priority: 1001, excludes: `${DIRECT} link` }).configure({ stateOf }),
];

export function showStates(editor, stateOf) {
  for (const element of editor.view.dom.querySelectorAll("[data-quote]")) {
    element.className = stateClass(stateOf(element.dataset.quote));
  }
}

/** Ten random letters and digits. Bytes above 251 would favour the first letters. */
export function newKey() {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  let key = "";
  while (key.length < 10) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 252) key += letters[byte % 36];
  }
  return key;
}

/** Every marked stretch of the text in order: {key, kind, from, to}. */
export function parts(doc) {
  const found = [];
  doc.descendants((node, from) => {
    if (!node.isInline) return true;
    for (const { type, attrs } of node.marks) {
      if (!(type.name in TAGS)) continue;
      const open = found.findLast((part) => part.kind === type.name);
      if (open?.key === attrs.key && open.to === from) open.to = from + node.nodeSize;
      else found.push({ key: attrs.key, kind: type.name, from, to: from + node.nodeSize });
    }
    return false;
  });
  return found;
}

/** The stretches that the selection means, one in each block: [{from, to}]. */
function selected({ doc, selection }) {
  const { $from, empty } = selection;
  const wordsOf = (node) => node.textBetween(0, node.content.size, null, "\n");
  if (empty) {
    const found = $from.parent.isTextblock && aroundCursor(wordsOf($from.parent), $from.parentOffset);
    return found ? [{ from: $from.start() + found[0], to: $from.start() + found[1] }] : [];
  }
  const pieces = [];
  for (const range of selection.ranges) {
    doc.nodesBetween(range.$from.pos, range.$to.pos, (node, before) => {
      if (!node.isTextblock) return true;
      const from = Math.max(range.$from.pos, before + 1);
      const to = Math.min(range.$to.pos, before + 1 + node.content.size);
      if (from < to) {
        const [start, end] = innerEdges(wordsOf(node).slice(from - before - 1, to - before - 1));
        if (start < end) pieces.push({ from: from + start, to: from + end });
      }
      return false;
    });
  }
  return pieces;
}

const holds = (piece, part) => piece.from <= part.from && part.to <= piece.to;
const equals = (piece, part) => piece.from === part.from && part.to === piece.to;

/** The key that these words already have, so that widening a quote or changing its kind keeps it. */
function ownKey(found, pieces, kind) {
  const keys = new Map();
  for (const part of found) keys.set(part.key, [...(keys.get(part.key) || []), part]);
  const kept = [...keys].filter(([, own]) =>
    own[0].kind === kind
      ? own.every((part) => pieces.some((piece) => holds(piece, part)))
      : own.length === pieces.length && own.every((part, i) => equals(pieces[i], part)),
  );
  return kept.length === 1 ? kept[0][0] : null;
}

/** Marks the selected words (or those between the quotation marks around the cursor). */
export function markQuote(editor, kind, key = null) {
  const { state, view, schema } = editor;
  const pieces = selected(state);
  if (!pieces.length) return { problem: gettext("Select the quoted words first.") };
  const found = parts(state.doc);
  const known = key || ownKey(found, pieces, kind);
  const made = known || newKey();
  const { tr } = state;
  for (const { from, to } of pieces) {
    for (const other of found) {
      // The same words change their kind: one key never stands on two kinds of mark.
      if (other.key === made && other.kind !== kind) {
        tr.removeMark(other.from, other.to, schema.marks[other.kind]);
      }
    }
    tr.addMark(from, to, schema.marks[kind].create({ key: made }));
  }
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return { key: made, kind, isNew: !known };
}

/** Gives the selected words the key of the nearest quote before them, else after them. */
export function joinQuote(editor) {
  const { doc, selection } = editor.state;
  const found = parts(doc);
  const nearest =
    found.filter((part) => part.to <= selection.from).sort((a, b) => b.to - a.to)[0] ||
    found.filter((part) => part.from >= selection.to)[0];
  if (!nearest) return { problem: gettext("There is no other quote in this text. Mark one first.") };
  return markQuote(editor, nearest.kind, nearest.key);
}

/** Whether the cursor stands in a quote or at its edge; asked at every keystroke, so it walks nothing. */
export function touchesQuote({ selection: { $from } }) {
  return [$from.nodeBefore, $from.nodeAfter].some((node) => node?.marks.some(({ type }) => type.name in TAGS));
}

/** The innermost marked stretch at the cursor, or null. */
function quoteAt({ doc, selection: { from } }) {
  const here = parts(doc).filter((part) => part.from <= from && from <= part.to);
  return here.find((part) => part.kind === DIRECT) || here[0] || null;
}

/** Removes the marks of the selected words, or the mark at the cursor. */
export function unmarkQuote(editor) {
  const { state, view, schema } = editor;
  const { tr, selection } = state;
  if (selection.empty) {
    const part = quoteAt(state);
    if (!part) return { problem: gettext("Put the cursor into a quote first.") };
    tr.removeMark(part.from, part.to, schema.marks[part.kind]);
  } else {
    for (const kind of Object.keys(TAGS)) tr.removeMark(selection.from, selection.to, schema.marks[kind]);
  }
  if (!tr.docChanged) return { problem: gettext("There is no quote in the selection.") };
  view.dispatch(tr);
  view.focus();
  return {};
}

/** Removes every mark of a quote; the words stay. */
export function dropQuote(editor, key) {
  const { tr, doc, schema } = editor.state;
  for (const part of parts(doc)) {
    if (part.key === key) tr.removeMark(part.from, part.to, schema.marks[part.kind]);
  }
  if (tr.docChanged) editor.view.dispatch(tr);
}

/** Scrolls to the first words of a quote and selects them; false when the text has no such key. */
export function gotoQuote(editor, key) {
  const part = parts(editor.state.doc).find((one) => one.key === key);
  if (!part) return false;
  editor.chain().setTextSelection(part).scrollIntoView().run();
  editor.view.focus(); // a selection is seen only where the cursor is
  return true;
}

/**
 * Typing over words of a quote stays in the quote, also over its last word: a mark is not inclusive,
 * so the editor by itself would put the new word behind it. For editorProps.handleTextInput.
 */
export function typeInsideQuotes() {
  let going = null; // {at, marks}: where the words typed over ended
  return (view, from, to, text) => {
    const { doc, tr } = view.state;
    const marks = from < to ? marksOver(doc, from, to) : going && going.at === from ? going.marks : null;
    going = null;
    if (!marks) return false;
    const end = from + text.length;
    tr.insertText(text, from, to);
    for (const mark of marks) tr.addMark(from, end, mark);
    view.dispatch(tr.scrollIntoView());
    going = { at: end, marks };
    return true;
  };
}

/** The marks at the beginning of this stretch, when one quote's mark lies over all of it; else null. */
function marksOver(doc, from, to) {
  let first = null;
  let shared = null;
  doc.nodesBetween(from, to, (node) => {
    if (!node.isInline) return true;
    const quotes = node.marks.filter((mark) => mark.type.name in TAGS);
    first ??= node.marks;
    shared = shared ? shared.filter((mark) => mark.isInSet(quotes)) : quotes;
    return false;
  });
  return shared && shared.length ? first : null;
}
