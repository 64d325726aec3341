// A text that was kept in this browser, put back into the form: each row of it in the row that is about the same by now.
//
//   {"seen": {seen_version, _opened}, "fields": [[name, value, label]], "typed": {name: label}, "touched": {"prefix-id": [column]}}
//
// `_opened` is what the server wrote of how the form was opened (newsroom/desk/conflict.py): a digest of every field
// and row, and what each row is about, by its id. `typed` and `touched` are the fields and the stored rows in which something was typed.

import { choose, COUNTED, labelOf, plainText, put, read, ROW, valuesOf } from "./fields.js";

const NOT_SAID = ["id", "article"]; // of a row: whose it is
const RANK = "order"; // the server numbers rows anew

function told(opened) {
  try {
    return JSON.parse(opened || "{}");
  } catch {
    return {};
  }
}

/** [{prefix, number, id, cells: {column: [value, label]}}] of the rows in what `read` gives. */
function rowsOf(fields) {
  const rows = new Map();
  for (const [name, value, label] of fields) {
    const [, prefix, number, column] = name.match(ROW) || [];
    if (!prefix) continue;
    const key = `${prefix}-${number}`;
    if (!rows.has(key)) rows.set(key, { prefix, number, id: "", cells: {} });
    if (column === "id") rows.get(key).id = value;
    if (!NOT_SAID.includes(column)) rows.get(key).cells[column] = [value, label];
  }
  return [...rows.values()];
}

function says(row) {
  const cells = Object.entries(row.cells).filter(([column, [value]]) => column !== RANK && (column !== "DELETE" || value));
  return JSON.stringify(cells.map(([column, [value]]) => [column, value]).sort());
}

/** The id under which the row `id` of `now` stood in `then`; undefined for one that did not. */
function formerId(prefix, id, then, now) {
  if (`${prefix}-${id}` in then) return id;
  const about = now[`${prefix}-${id}-of`];
  const key = about && Object.keys(then).find((one) => one.startsWith(`${prefix}-`) && one.endsWith("-of") && then[one] === about);
  return key ? key.slice(prefix.length + 1, -"-of".length) : undefined;
}

/**
 * {"prefix-id": [column]} of the stored rows in which something was typed, on this page or before it was refused
 * (`sent`: what was kept then).
 */
export function touched(form, fields, loaded, sent) {
  const was = new Map(rowsOf(loaded).map((row) => [`${row.prefix}-${row.number}`, row.cells]));
  const then = told(sent?.seen?._opened);
  const now = told(form.elements._opened?.value);
  const found = {};
  for (const { prefix, number, id, cells } of rowsOf(fields)) {
    if (!id) continue;
    const former = columns(sent?.touched)?.[`${prefix}-${formerId(prefix, id, then, now)}`] || [];
    const before = was.get(`${prefix}-${number}`) || {};
    const here = Object.keys(cells).filter((column) => JSON.stringify(before[column]) !== JSON.stringify(cells[column]));
    if (former.length || here.length) found[`${prefix}-${id}`] = [...new Set([...former, ...here])];
  }
  return found;
}

/** Of a text from when the browser noted the rows alone, it is unknown. */
const columns = (touched) => (Array.isArray(touched) ? undefined : touched);

/**
 * Over what the text of a page that was refused was begun, of what was kept before it was sent and of the page as it
 * came back: whoever comes to it again has to meet again what he has not decided. A field or a row that the server
 * filled with a colleague's words is none of his.
 */
export function begunOver(sent, form, loaded) {
  const then = told(sent.seen._opened);
  const now = told(form.elements._opened?.value);
  const values = (fields, name) => JSON.stringify(fields.filter(([one]) => one === name).map(([, value]) => value));
  const mine = rowsOf(sent.fields);
  const stands = rowsOf(loaded);
  const begun = (name) => {
    const [, prefix, id, of = ""] = name.match(/^(.+)-(\d+)(-of)?$/) || [];
    if (prefix && prefix in now) {
      const former = formerId(prefix, id, then, now);
      const [my, row] = [[mine, former], [stands, id]].map(([rows, one]) => rows.find((each) => each.prefix === prefix && each.id === one));
      return my && row && says(my) === says(row) ? then[`${prefix}-${former}${of}`] : now[name];
    }
    const isMine = [name, `${name}_0`, `${name}_1`].every((one) => values(sent.fields, one) === values(loaded, one));
    return name in then && isMine ? then[name] : now[name];
  };
  const opened = Object.keys(now).map((name) => [name, begun(name)]);
  return { ...sent.seen, _opened: JSON.stringify({ ...then, ...Object.fromEntries(opened) }) };
}

/**
 * What was typed and stands not so in the form: {isAny, texts: [[label, text]]}, these for reading only. What somebody
 * else changed since is none of it. Of a text from before the browser noted what was typed, it is all that differs.
 */
export function unsaved(form, { fields, seen, typed, touched }, loaded) {
  const [mine, now] = [fields, loaded].map(valuesOf);
  const isTyped = (name) => !ROW.test(name) && !COUNTED.test(name) && (typed ? name in typed : form.elements[name]);
  const names = [...mine.keys()].filter((name) => isTyped(name) && !alike(mine.get(name), now.get(name) || [""]));
  const texts = fields
    .filter(([name, value]) => names.includes(name) && !now.get(name)?.includes(value))
    .map(([name, value, label]) => [typed?.[name] || labelOf(form, name), label || plainText(name, value)]);
  const rows = rowsOf(fields);
  const placed = places(form, rows, told(seen?._opened), told(form.elements._opened?.value));
  const standing = new Set(rowsOf(loaded).map((row) => row.prefix + says(row)));
  const cells = rows.flatMap((row) => {
    const { prefix, number, id } = row;
    const isGone = id && !placed.has(row) && row.cells.DELETE?.[0]; // as it was to be
    if (isGone || (!id && isBlank(row)) || standing.has(prefix + says(row))) return [];
    const written = id && columns(touched) ? touched[`${prefix}-${id}`] || [] : Object.keys(row.cells);
    return written
      .filter((column) => column in row.cells && !now.get(`${prefix}-${placed.get(row)}-${column}`)?.includes(row.cells[column][0]))
      .map((column) => [column, labelOf(form, `${prefix}-${number}-${column}`), row.cells[column]]);
  });
  for (const [column, name, [value, label]] of cells) if (column !== RANK) texts.push([name, label || value]);
  return { isAny: names.length + cells.length > 0, texts: texts.filter(([, text]) => text) };
}

/** A field is stored without the blanks around it. */
const alike = (one, other) => JSON.stringify(one.map((text) => text.trim())) === JSON.stringify(other.map((text) => text.trim()));

/**
 * Puts a kept text back into the form, with the version on which it was typed: the server compares.
 * Returns [[label, text]] of what has no place in it any more.
 */
export function restore(form, { fields, seen, typed = {}, touched }) {
  const then = told(seen?._opened);
  const now = told(form.elements._opened?.value);
  for (const [name, value] of Object.entries(seen || {})) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  for (const field of form.elements) {
    if (field.type === "select-multiple") choose(field, fields.filter(([name]) => name === field.name));
  }
  const homeless = [];
  for (const [name, value, label] of fields) {
    if (ROW.test(name)) continue;
    if (form.elements[name]) put(form.elements[name], value, label);
    else if (value && name in typed) homeless.push([typed[name], label || plainText(name, value)]);
  }
  const rows = rowsOf(fields);
  const placed = places(form, rows, then, now);
  for (const row of rows) {
    const { prefix, number, id, cells } = row;
    // What nobody typed into, or was to go anyhow, and somebody deleted stays deleted.
    const isLeft = cells.DELETE?.[0] || (columns(touched) && !touched[`${prefix}-${id}`]);
    if (!placed.has(row) && (id ? isLeft : isBlank(row))) continue;
    const at = placed.get(row) ?? unfilled(form, prefix) ?? added(form, prefix);
    const own = form.elements[`${prefix}-${at}-id`]?.value;
    if (id && own && own !== id) {
      // It stands for the row that was opened: the server compares the two as one.
      for (const what of ["", "-of"]) then[`${prefix}-${own}${what}`] = then[`${prefix}-${id}${what}`];
      form.elements._opened.value = JSON.stringify(then);
    }
    // A stored row that somebody deleted says which it was: the server asks about the two.
    const idField = form.elements[`${prefix}-${at}-id`];
    if (id && !placed.has(row) && idField) idField.value = id;
    for (const [column, [value, label]] of Object.entries(cells)) {
      if (at !== null) put(form.elements[`${prefix}-${at}-${column}`], value, label);
      else if (value) homeless.push([labelOf(form, `${prefix}-${number}-${column}`), label || value]);
    }
  }
  return homeless;
}

const total = (form, prefix) => Number(form.elements[`${prefix}-TOTAL_FORMS`]?.value || 0);

/** Map of a kept row to the number of the row on the page that is the same, or about the same; each is taken once. */
function places(form, rows, then, now) {
  const found = new Map();
  const taken = new Set();
  const about = ({ prefix, id }) => id && then[`${prefix}-${id}-of`];
  const rules = [
    (row, id) => row.id === id,
    (row, id) => about(row) && about(row) === now[`${row.prefix}-${id}-of`],
    (row, id) => about(row) && about(row).split(":")[0] === now[`${row.prefix}-${id}-of`]?.split(":")[0],
  ];
  for (const rule of rules) {
    for (const row of rows) {
      if (found.has(row) || !row.id) continue;
      for (let n = 0; n < total(form, row.prefix); n++) {
        const id = form.elements[`${row.prefix}-${n}-id`]?.value;
        const key = `${row.prefix}-${n}`;
        if (!id || taken.has(key) || !rule(row, id)) continue;
        found.set(row, n);
        taken.add(key);
        break;
      }
    }
  }
  return found;
}

const isBlank = ({ cells }) => Object.values(cells).every(([value]) => !value);

/** The number of a new row that stands there and says nothing yet; undefined where there is none. */
function unfilled(form, prefix) {
  return rowsOf(read(form)).find((row) => row.prefix === prefix && !row.id && isBlank(row))?.number;
}

/** The number of a row that was added; null where none can be. */
function added(form, prefix) {
  const many = total(form, prefix);
  const most = form.elements[`${prefix}-MAX_NUM_FORMS`]?.value;
  if (most && many >= Number(most)) return null; // the button is there, and hidden
  form.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
  return total(form, prefix) > many ? many : null;
}
