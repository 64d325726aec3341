// The fields of a form as data, and back: see kept.js.

const BESIDE = /^_(note|notice|hold_reason|why-.+)$/; // typed beside the buttons; no fields of the story
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "seen_version", "seen", "typed_text"]);
export const ROW = /^(.+)-(\d+)-(.+)$/;
export const COUNTED = /-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/; // how many rows there are
const WRITTEN = "textarea, input:is([type=text], [type=url], [type=email], [type=search])";
const TICKED = "✓";

/** [[name, value, label]] of what is typed and chosen; the label where a choice has one, "" for a box or a list without a choice. */
export function read(form) {
  const unchosen = [...form.elements].filter(
    (field) =>
      field.name &&
      !field.disabled &&
      ((field.type === "checkbox" && !field.checked) || (field.type === "select-multiple" && !field.selectedOptions.length)),
  );
  return [...new FormData(form), ...unchosen.map(({ name }) => [name, ""])]
    .filter(([name, value]) => typeof value === "string" && isTyped(name) && !isSecret(form.elements[name], name))
    .map(([name, value]) => {
      if (value && form.elements[name]?.type === "checkbox") return [name, value, TICKED];
      const option = [...form.querySelectorAll(`select[name="${CSS.escape(name)}"] option`)].find((one) => one.value === value);
      // A form sends line ends as \r\n, a field holds them as \n.
      return [name, value.replaceAll("\r\n", "\n"), ...(option ? [option.textContent.trim()] : [])];
    });
}

function isTyped(name) {
  return !NOT_TYPED.has(name) && !name.includes("__prefix__") && (!name.startsWith("_") || BESIDE.test(name));
}

/** What no reader sees: a password, and to whom a row belongs. */
function isSecret(field, name) {
  return field?.type === "password" || (field?.type === "hidden" && ROW.test(name) && !name.endsWith("-id"));
}

export const isMoment = (field) => field?.matches?.(".vDateField, .vTimeField");

export function same(one, other) {
  const plain = (fields) => JSON.stringify(fields.map(([name, value]) => [name, value]));
  return plain(one) === plain(other);
}

/** Whether something is written in a field that was not there when the form was loaded. */
export function isWritten(form, fields, loaded) {
  return fields.some(([name, value]) => {
    const field = form.elements[name];
    if (!field?.matches?.(WRITTEN) || isMoment(field)) return false;
    return plainText(name, value).trim() && !loaded.some(([one, was]) => one === name && was === value);
  });
}

/** Map of a name to its values: of a list several may be chosen. */
export function valuesOf(fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
  return values;
}

/** {name: label} of the fields in which the form says something else than when it was loaded. */
export function typed(form, fields, loaded) {
  const [was, now] = [loaded, fields].map(valuesOf);
  const names = [...now.keys()].filter((name) => !ROW.test(name) && !COUNTED.test(name));
  const changed = names.filter((name) => JSON.stringify(was.get(name)) !== JSON.stringify(now.get(name)));
  return Object.fromEntries(changed.map((name) => [name, labelOf(form, name)]));
}

/** What a field is called; of a row, with what its rows are called. */
export function labelOf(form, name) {
  const field = form.elements[name];
  const [, prefix, , column] = name.match(ROW) || [];
  const label =
    field?.labels?.[0] ||
    form.querySelector(`label[for="id_${CSS.escape(name.replace(/_\d$/, "_0"))}"]`) ||
    // of a row that is not on the page: as any row of its kind calls it
    (prefix &&
      (form.querySelector(`label[for^="id_${CSS.escape(prefix)}-"][for$="-${CSS.escape(column)}"]`) ||
        form.querySelector(`#${CSS.escape(prefix)}-group .column-${CSS.escape(column)}`)));
  const own = (label?.textContent || field?.getAttribute?.("aria-label") || "").trim().replace(/:$/, "") || "…";
  const group = prefix && form.querySelector(`#${CSS.escape(prefix)}-heading`)?.textContent.trim();
  return group ? `${group}: ${own}` : own;
}

export function plainText(name, value) {
  if (name !== "body") return value;
  // A document of its own, which runs nothing and loads nothing.
  const blocks = new DOMParser().parseFromString(value, "text/html").body.children;
  return [...blocks].map((block) => block.textContent).join("\n");
}

/** Chooses of a list what was kept of it: [[name, value, label]], one for each choice. */
export function choose(field, kept) {
  if (!kept.length) return; // a text that was kept before the list was there
  const values = kept.map(([, value]) => value);
  const known = [...field.options].map((option) => option.value);
  for (const [, value, label] of kept) if (value && !known.includes(value)) field.append(new Option(label, value));
  for (const option of field.options) option.selected = values.includes(option.value);
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

export function put(field, value, label) {
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
