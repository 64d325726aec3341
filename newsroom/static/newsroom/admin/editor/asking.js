// What the editor asks for: the address of a link, the photo from the photo list.

import { crel, gettext } from "../../../django_prose_editor/editor.js";
import { address, insertAfterBlock } from "./schema.js";

/** Asks for the address of the selected words and links them. Quoted words carry no link. */
export function askAddress(editor) {
  const linked = editor.isActive("link");
  if (editor.state.selection.empty && !linked) {
    return { problem: gettext("Select the words that carry the link first.") };
  }
  if (editor.isActive("direct")) {
    return { problem: gettext("Quoted words carry no link. Put it on the words around the quote.") };
  }
  const input = crel("input", {
    type: "text",
    className: "vTextField",
    dir: "ltr",
    inputMode: "url",
    required: true,
    value: editor.getAttributes("link").href || "",
    placeholder: "https://",
    id: "body-link-address",
  });
  const save = crel("button", { type: "submit", className: "button default", textContent: gettext("Save link") });
  const remove = crel("button", { type: "button", className: "button", textContent: gettext("Remove link"), hidden: !linked });
  const cancel = crel("button", { type: "button", className: "button", textContent: gettext("Cancel") });
  const form = crel("form", {}, [
    crel("label", { htmlFor: input.id, textContent: gettext("Address of the page") }),
    input,
    crel("div", { className: "body-dialog-buttons" }, [save, remove, cancel]),
  ]);
  const dialog = crel("dialog", { className: "body-dialog" }, [form]);
  // Beside the admin's own form, not in it: a form in a form would send the outer one.
  document.body.append(dialog);
  const words = () => editor.chain().focus().extendMarkRange("link");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const href = address(input.value);
    input.setCustomValidity(href ? "" : gettext("Write a whole address, for example https://example.org/page"));
    if (!form.reportValidity()) return;
    dialog.close();
    words().setMark("link", { href }).run();
  });
  input.addEventListener("input", () => input.setCustomValidity(""));
  remove.addEventListener("click", () => {
    dialog.close();
    words().unsetMark("link").run();
  });
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return {};
}

/** Opens the admin's photo list as a popup; the chosen photo stands after the block at the cursor. */
export function pickPhoto(editor, box, photos, id) {
  let link = box.querySelector(".related-lookup");
  if (!link) {
    // The stock popup script finds the field by the link's id and writes the choice into it.
    const field = crel("input", { type: "hidden", id: `${id}_photo` });
    link = crel("a", { id: `lookup_${field.id}`, href: photos, className: "related-lookup", hidden: true });
    box.append(field, link);
    window.django.jQuery(field).on("change", () => {
      const photo = field.value;
      if (photo) insertAfterBlock(editor, { type: "figure", attrs: { photo } });
    });
  }
  link.click();
}
