// Where quoted words begin and end: the quotation marks stay in the text, outside the mark.
// Plain functions over a string; offsets are UTF-16 units, as in the editor's positions.

const DIRECTED = { "«": "»", "‹": "›" };
const CLOSERS = new Set(Object.values(DIRECTED));
// Houses print these both ways round, so the first opens and the next closes.
const TURNING = new Set(['"', "“", "”", "„", "‟"]);
const STOPS = /[.,،؛;:!?؟…]/;

/** {pairs: [[open, close]], lone: Set of offsets of marks that have no partner in the text}. */
export function quotationMarks(text) {
  const pairs = [];
  const open = [];
  const lone = new Set();
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    const last = open[open.length - 1];
    if (sign in DIRECTED) open.push(at);
    else if (CLOSERS.has(sign)) {
      const start = open.findLastIndex((begin) => DIRECTED[text[begin]] === sign);
      if (start < 0) lone.add(at);
      else {
        pairs.push([open[start], at]);
        for (const begin of open.splice(start).slice(1)) lone.add(begin);
      }
    } else if (TURNING.has(sign)) {
      if (last !== undefined && TURNING.has(text[last])) pairs.push([open.pop(), at]);
      else open.push(at);
    }
  }
  for (const begin of open) lone.add(begin);
  return { pairs, lone };
}

/** [start, end] of the words in `text` without blanks and without quotation marks around them. */
export function innerEdges(text) {
  let start = 0;
  let end = text.length;
  const trim = () => {
    while (start < end && /\s/.test(text[start])) start++;
    while (end > start && /\s/.test(text[end - 1])) end--;
  };
  trim();
  const { pairs, lone } = quotationMarks(text);
  let last = end - 1; // the closing mark may be followed by the sentence's own full stop
  while (last > start && STOPS.test(text[last])) last--;
  if (pairs.some(([open, close]) => open === start && close === last)) [start, end] = [start + 1, last];
  else {
    if (lone.has(start)) start++;
    if (last >= start && lone.has(last)) end = last;
  }
  trim();
  return [start, end];
}

/** [start, end] of the words between the nearest quotation marks around the cursor, or null. */
export function aroundCursor(text, cursor) {
  const [pair] = quotationMarks(text)
    .pairs.filter(([open, close]) => open < cursor && cursor <= close)
    .sort((a, b) => b[0] - a[0]);
  if (!pair) return null;
  const [start, end] = innerEdges(text.slice(pair[0] + 1, pair[1]));
  return start < end ? [pair[0] + 1 + start, pair[0] + 1 + end] : null;
}
