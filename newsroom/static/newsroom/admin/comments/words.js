// The three texts of a story's form as a comment sees them: what is selected in one, and where words stand.
// A place is named as the server names it (newsroom/arabic/passage.py): {exact, prefix, suffix}.

const FIELDS = ["headline", "standfirst", "body"];
const CONTEXT = 32;
const TELLING = 8; // letters beside the words that are no accident
const LONG = 20; // letters of words that nobody writes twice by accident
const BLOCKS = "p, h2, h3, li, td, th, figcaption, blockquote";
const NO_LETTER = /[^\p{L}\p{N}]|\u0640/u; // vowel signs, blanks, punctuation, tatweel

/** The field in which a text is typed; or the element that shows it: the editor's, or what is only read. */
function holderOf(field) {
  const typed = document.getElementById(`id_${field}`);
  if (typed?.bodyEditor) return { root: typed.bodyEditor.view.dom };
  if (typed) return { input: typed };
  const shown = document.querySelector(`.field-${field === "body" ? "body_shown" : field} .readonly`);
  return shown ? { root: shown } : {};
}

/** {text, nodes: [{node, start}]} of an element: blocks are parted by a line end, as the server reads them. */
function read(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const nodes = [];
  let text = "";
  let block = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeName === "BR" && !node.classList.contains("ProseMirror-trailingBreak")) text += "\n";
    const island = node.parentElement.closest('[contenteditable="false"]');
    if (node.nodeType !== Node.TEXT_NODE || (island && root.contains(island))) continue;
    const here = node.parentElement.closest(BLOCKS);
    if (block && here !== block && text) text += "\n";
    block = here;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  return { text, nodes };
}

function offsetOf({ text, nodes }, container, offset) {
  const own = nodes.find(({ node }) => node === container);
  if (own) return own.start + offset;
  const at = document.createRange();
  at.setStart(container, offset);
  return (nodes.find(({ node }) => at.comparePoint(node, 0) >= 0) || { start: text.length }).start;
}

function rangeOf({ nodes }, start, end) {
  const range = document.createRange();
  const at = (place) => nodes.findLast((one) => one.start <= place);
  const [first, last] = [at(start), at(end - 1)];
  range.setStart(first.node, Math.min(start - first.start, first.node.data.length));
  range.setEnd(last.node, Math.min(end - last.start, last.node.data.length));
  return range;
}

/** What is selected now in one of the texts, to be read later: {field, input, start, end} or {field, root, range}. */
export function selected() {
  for (const field of FIELDS) {
    const { root, input } = holderOf(field);
    if (input && document.activeElement === input && input.selectionStart < input.selectionEnd) {
      return { field, input, start: input.selectionStart, end: input.selectionEnd };
    }
    const selection = getSelection();
    if (!root || !selection.rangeCount || selection.isCollapsed) continue;
    const range = selection.getRangeAt(0);
    if (root.contains(range.commonAncestorContainer)) return { field, root, range: range.cloneRange() };
  }
  return null;
}

/** The place of what was selected, or null where it is blank by now. */
export function placeOf({ field, root, range, input, start, end }) {
  const whole = input ? { text: input.value } : read(root);
  if (root) {
    start = offsetOf(whole, range.startContainer, range.startOffset);
    end = offsetOf(whole, range.endContainer, range.endOffset);
  }
  const { text } = whole;
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  if (start >= end) return null;
  const exact = text.slice(start, end);
  return { field, exact, prefix: text.slice(Math.max(start - CONTEXT, 0), start), suffix: text.slice(end, end + CONTEXT) };
}

/** The letters of a text alone, and where each stands in it. */
function bare(text) {
  const letters = [];
  const places = [];
  for (let at = 0; at < text.length; at++) {
    if (NO_LETTER.test(text[at])) continue;
    letters.push(text[at]);
    places.push(at);
  }
  return { letters: letters.join(""), places };
}

/** Where the words of a place stand in a text: [start, end]; null where they do not, or nothing tells which are meant. */
function find(text, { exact, prefix, suffix }) {
  const { letters, places } = bare(text);
  const [wanted, before, behind] = [exact, prefix, suffix].map((part) => bare(part).letters);
  const found = [];
  for (let at = wanted ? letters.indexOf(wanted) : -1; at >= 0; at = letters.indexOf(wanted, at + 1)) {
    let near = 0;
    while (near < before.length && letters[at - 1 - near] === before.at(-1 - near)) near++;
    let far = 0;
    while (far < behind.length && letters[at + wanted.length + far] === behind[far]) far++;
    const isWhole = near === before.length && far === behind.length;
    found.push({ at, beside: near + far, isTelling: isWhole || near >= TELLING || far >= TELLING });
  }
  found.sort((one, other) => other.beside - one.beside);
  if (!found.length || (found.length > 1 && found[0].beside === found[1].beside)) return null;
  const { at, isTelling } = found[0];
  if (!isTelling && (found.length > 1 || wanted.length < LONG)) return null; // they look like them, that is all
  return withSigns(text, exact, places[at], places[at + wanted.length - 1] + 1);
}

/** A span of letters, with the signs that the words begin and end with where they stand there too: «[حُذف]». */
function withSigns(text, exact, start, end) {
  const { places } = bare(exact);
  const before = exact.slice(0, places[0]);
  const behind = exact.slice(places.at(-1) + 1);
  if (text.slice(0, start).endsWith(before)) start -= before.length;
  if (text.startsWith(behind, end)) end += behind.length;
  return [start, end];
}

/** Scrolls to the words and selects them; false where they stand no more. */
export function show(field, place) {
  const { root, input } = holderOf(field);
  const whole = root ? read(root) : { text: input?.value || "" };
  const found = find(whole.text, place);
  if (!found) return false;
  if (input) {
    input.scrollIntoView({ block: "center" });
    input.focus();
    input.setSelectionRange(...found);
    return true;
  }
  const range = rangeOf(whole, ...found);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  if (root.isContentEditable) root.focus({ preventScroll: true });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return true;
}

/** Lays a tint on the words of these places, without a mark in the text; where the browser knows how. */
export function tint(places) {
  if (!globalThis.CSS?.highlights) return;
  const ranges = [];
  for (const field of FIELDS) {
    const { root } = holderOf(field);
    const here = root ? places.filter((place) => place.field === field) : [];
    if (!here.length) continue;
    const whole = read(root);
    for (const place of here) {
      const found = find(whole.text, place);
      if (found) ranges.push(rangeOf(whole, ...found));
    }
  }
  CSS.highlights.set("newsroom-comments", new Highlight(...ranges));
}

/** Calls back when the text in the editor has changed and rested for a moment. */
export function whenTyped(callback) {
  const body = document.getElementById("id_body");
  let timer = 0;
  const listen = () =>
    body.bodyEditor.on("update", () => {
      clearTimeout(timer);
      timer = setTimeout(callback, 400);
    });
  if (body?.bodyEditor) listen();
  else body?.addEventListener("newsroom:ready", () => (listen(), callback()), { once: true });
}
