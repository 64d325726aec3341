// The fields of a story's form as data, and back.

const BESIDE = /^_(note|notice|hold_reason|why-.+)$/; // typed beside the buttons; no fields of the story
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "seen_version", "typed_text"]);
const ROW = /^(.+)-(\d+)-(.+)$/;

/** [[name, value, label]] of what is typed and chosen; the label where a choice has one, "" for a box or a list without a choice. */
export function read(form) {
  const unchosen = [...form.elements].filter(
    (field) =>
      field.name &&
      !field.disabled &&
      ((field.type === "checkbox" && !field.checked) || (field.type === "select-multiple" && !field.selectedOptions.length)),
  );
  return [...new FormData(form), ...unchosen.map(({ name }) => [name, ""])]
    .filter(([name, value]) => typeof value === "string" && isTyped(name))
    .map(([name, value]) => {
      const option = [...form.querySelectorAll(`select[name="${CSS.escape(name)}"] option`)].find((one) => one.value === value);
      // A form sends line ends as \r\n, a field holds them as \n.
      return [name, value.replaceAll("\r\n", "\n"), ...(option ? [option.textContent.trim()] : [])];
    });
}

function isTyped(name) {
  return !NOT_TYPED.has(name) && !name.includes("__prefix__") && (!name.startsWith("_") || BESIDE.test(name));
}

export function same(one, other) {
  const plain = (fields) => JSON.stringify(fields.map(([name, value]) => [name, value]));
  return plain(one) === plain(other);
}

/** [[label, text]] of the fields that differ, for reading only. */
export function shown(form, fields, loaded) {
  const now = new Map(loaded.map(([name, value]) => [name, value]));
  return fields
    .filter(([name, value]) => value && now.get(name) !== value && !/-(id|article|TOTAL_FORMS|INITIAL_FORMS)$/.test(name))
    .map(([name, value, label]) => [labelOf(form, name), label || plainText(form, name, value)]);
}

function labelOf(form, name) {
  const field = form.elements[name];
  const [, prefix, , column] = name.match(ROW) || [];
  const label =
    field?.labels?.[0] ||
    form.querySelector(`label[for="id_${CSS.escape(name.replace(/_\d$/, "_0"))}"]`) ||
    // of a row that is not on the page: as any row of its kind calls it
    (prefix && form.querySelector(`label[for^="id_${CSS.escape(prefix)}-"][for$="-${CSS.escape(column)}"]`));
  return (label?.textContent || field?.getAttribute?.("aria-label") || "").trim().replace(/:$/, "") || "…";
}

function plainText(form, name, value) {
  if (!form.elements[name]?.dataset?.body) return value;
  // A document of its own, which runs nothing and loads nothing.
  const blocks = new DOMParser().parseFromString(value, "text/html").body.children;
  return [...blocks].map((block) => block.textContent).join("\n");
}

/**
 * Puts a kept text back into the form, with the version on which it was typed: the server compares.
 * Returns [[label, text]] of what has no place in it any more.
 */
export function restore(form, { fields, seen }) {
  const then = told(seen?._opened);
  const now = told(form.elements._opened?.value);
  for (const [name, value] of Object.entries(seen || {})) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  const rows = new Map();
  for (const field of form.elements) if (field.type === "select-multiple") choose(field, fields.filter(([name]) => name === field.name));
  for (const [name, value, label] of fields) {
    const [, prefix, number, column] = name.match(ROW) || [];
    if (!prefix) put(form.elements[name], value, label);
    else {
      const key = `${prefix}-${number}`;
      if (!rows.has(key)) rows.set(key, { prefix, number, cells: new Map() });
      rows.get(key).cells.set(column, [value, label]);
    }
  }
  const homeless = [];
  for (const { prefix, number, cells } of rows.values()) {
    const id = cells.get("id")?.[0];
    const at = placeOf(form, prefix, id, then[`${prefix}-${id}-of`], now);
    const own = form.elements[`${prefix}-${at}-id`]?.value;
    if (id && own && own !== id) {
      // It stands for the row that was opened: the server compares the two as one.
      for (const what of ["", "-of"]) then[`${prefix}-${own}${what}`] = then[`${prefix}-${id}${what}`];
      form.elements._opened.value = JSON.stringify(then);
    }
    for (const [column, [value, label]] of cells) {
      if (column === "id" || column === "article") continue;
      if (at !== null) put(form.elements[`${prefix}-${at}-${column}`], value, label);
      else if (value) homeless.push([labelOf(form, `${prefix}-${number}-${column}`), label || value]);
    }
  }
  return homeless;
}

/** What a form says of how it was opened (newsroom.desk.conflict): also what its rows are about, by their ids. */
function told(opened) {
  try {
    return JSON.parse(opened || "{}");
  } catch {
    return {};
  }
}

/**
 * Over what the text of a page that was refused was begun, of what was kept before it was sent and of the page as it
 * came back: whoever comes to it again has to meet again what he has not decided. A field that the server filled with a
 * colleague's words is none of his.
 */
export function begunOver(kept, form, loaded) {
  const then = told(kept.seen._opened);
  const now = told(form.elements._opened?.value);
  const values = (fields, name) => JSON.stringify(fields.filter(([one]) => one === name).map(([, value]) => value));
  const isMine = (name) =>
    name in then && [name, `${name}_0`, `${name}_1`].every((one) => values(kept.fields, one) === values(loaded, one));
  const isRow = (name) => name in then && /-\d+(-of)?$/.test(name);
  const opened = Object.keys(now).map((name) => [name, isRow(name) || isMine(name) ? then[name] : now[name]]);
  return { ...kept.seen, _opened: JSON.stringify({ ...then, ...Object.fromEntries(opened) }) };
}

/**
 * The number of the row with this id, or of the one that is about the same by now (a draft made meanwhile has rows of
 * its own); of a new row where there is none; null where none can be added.
 */
function placeOf(form, prefix, id, about, now) {
  const total = () => Number(form.elements[`${prefix}-TOTAL_FORMS`]?.value || 0);
  const many = total();
  const ids = Array.from({ length: many }, (_, n) => form.elements[`${prefix}-${n}-id`]?.value);
  const whole = (of) => of;
  const what = (of) => of?.split(":")[0];
  if (id && ids.includes(id)) return ids.indexOf(id);
  for (const part of about ? [whole, what] : []) {
    const n = ids.findIndex((one) => one && part(now[`${prefix}-${one}-of`]) === part(about));
    if (n >= 0) return n;
  }
  const most = form.elements[`${prefix}-MAX_NUM_FORMS`]?.value;
  if (most && many >= Number(most)) return null; // the button is there, and hidden
  document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
  return total() > many ? many : null;
}

/** Chooses of a list what was kept of it: [[name, value, label]], one for each choice. */
function choose(field, kept) {
  if (!kept.length) return; // a text that was kept before the list was there
  const values = kept.map(([, value]) => value);
  const known = [...field.options].map((option) => option.value);
  for (const [, value, label] of kept) if (value && !known.includes(value)) field.append(new Option(label, value));
  for (const option of field.options) option.selected = values.includes(option.value);
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function put(field, value, label) {
  if (!field || field instanceof RadioNodeList || ["hidden", "submit", "select-multiple"].includes(field.type)) return;
  if (field.type === "checkbox") field.checked = Boolean(value);
  else if (field.bodyEditor) {
    if (field.value !== value) field.bodyEditor.commands.setContent(value, { emitUpdate: true });
  } else {
    if (field.tagName === "SELECT" && label && ![...field.options].some((option) => option.value === value)) {
      field.append(new Option(label, value));
    }
    field.value = value;
  }
  if (value) field.closest("details")?.setAttribute("open", "");
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
