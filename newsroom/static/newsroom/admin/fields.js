// The fields of a story's form as data, and back: see kept.js.

const BESIDE = /^_(note|notice|hold_reason|why-.+)$/; // typed beside the buttons; no fields of the story
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "seen_version", "typed_text"]);
export const ROW = /^(.+)-(\d+)-(.+)$/;

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

/** {name: label} of the fields in which the form says something else than when it was loaded. */
export function typed(form, fields, loaded) {
  const was = new Map(loaded.map(([name, value]) => [name, value]));
  const names = fields.filter(([name, value]) => !ROW.test(name) && was.get(name) !== value).map(([name]) => name);
  return Object.fromEntries(names.map((name) => [name, labelOf(form, name)]));
}

/** [[label, text]] of the fields that differ, for reading only. `labels`: of fields that may have gone. */
export function shown(form, fields, loaded, labels = {}) {
  const now = new Map(loaded.map(([name, value]) => [name, value]));
  return fields
    .filter(([name, value]) => value && now.get(name) !== value && !/-(id|article|TOTAL_FORMS|INITIAL_FORMS)$/.test(name))
    .filter(([name]) => ROW.test(name) || form.elements[name] || name in labels)
    .map(([name, value, label]) => [labels[name] || labelOf(form, name), label || plainText(name, value)]);
}

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
  return (label?.textContent || field?.getAttribute?.("aria-label") || "").trim().replace(/:$/, "") || "…";
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
