// The fields of a story's form as data, and back.

const BESIDE = /^_(note|notice|hold_reason|why-.+)$/; // typed beside the buttons; no fields of the story
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "seen_version", "typed_text"]);
const ROW = /^(.+)-(\d+)-(.+)$/;

/** [[name, value, label]] of what is typed and chosen; the label where a choice has one. */
export function read(form) {
  return [...new FormData(form)]
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
  const label = field?.labels?.[0] || form.querySelector(`label[for="id_${CSS.escape(name.replace(/_\d$/, "_0"))}"]`);
  return (label?.textContent || field?.getAttribute?.("aria-label") || "").trim().replace(/:$/, "") || "…";
}

function plainText(form, name, value) {
  if (!form.elements[name]?.dataset?.body) return value;
  // A document of its own, which runs nothing and loads nothing.
  const blocks = new DOMParser().parseFromString(value, "text/html").body.children;
  return [...blocks].map((block) => block.textContent).join("\n");
}

/** Puts a kept text back into the form, with the version on which it was typed: the server compares. */
export function restore(form, { fields, seen }) {
  for (const [name, value] of Object.entries(seen || {})) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  const rows = new Map();
  for (const [name, value, label] of fields) {
    const [, prefix, number, column] = name.match(ROW) || [];
    if (!prefix) put(form.elements[name], value, label);
    else {
      const key = `${prefix}-${number}`;
      if (!rows.has(key)) rows.set(key, { prefix, cells: new Map() });
      rows.get(key).cells.set(column, [value, label]);
    }
  }
  for (const { prefix, cells } of rows.values()) {
    const at = placeOf(form, prefix, cells.get("id")?.[0]);
    if (at === null) continue;
    for (const [column, [value, label]] of cells) {
      if (column !== "id" && column !== "article") put(form.elements[`${prefix}-${at}-${column}`], value, label);
    }
  }
}

/** The number of the row with this id; of a new row where there is none. */
function placeOf(form, prefix, id) {
  const total = () => Number(form.elements[`${prefix}-TOTAL_FORMS`]?.value || 0);
  const many = total();
  for (let n = 0; n < many; n++) if (id && form.elements[`${prefix}-${n}-id`]?.value === id) return n;
  document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
  return total() > many ? many : null;
}

function put(field, value, label) {
  if (!field || field instanceof RadioNodeList || field.type === "hidden" || field.type === "submit") return;
  if (field.type === "checkbox") field.checked = true;
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
