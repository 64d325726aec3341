// What a story's body may hold. Whatever is not named here is dropped when a text is loaded, so
// this list and the sanitiser's list are the same one: p h2 h3 strong em a ul ol li blockquote
// table thead tbody tr th td br figure[data-photo]>figcaption figure[data-embed]>figcaption, and the
// quote marks (quotes.js).

import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  Italic,
  ListItem,
  Mark,
  Node,
  Paragraph,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  TrailingNode,
  pm,
} from "../../../django_prose_editor/editor.js";

// Word and the web bring h1 to h6; the body knows two levels.
const SubHeading = Heading.configure({ levels: [2, 3] }).extend({
  parseHTML: () =>
    [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: level < 3 ? 2 : 3 } })),
});

// paste.js writes these attributes for what a word processor says by styles.
const styled = (mark, attribute) =>
  mark.extend({
    parseHTML() {
      return [...this.parent(), { tag: `[${attribute}]` }];
    },
  });

const OrderedList = Node.create({
  name: "orderedList",
  group: "block list",
  content: "listItem+",
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: () => ["ol", 0],
});

// The same rule as the server's: our own pages by one slash, or a scheme; never //host.
const ADDRESS = /^((https?:\/\/|mailto:|tel:)[^\s\\]+|\/(?![/\\])[^\s\\]*|#[^\s\\]*)$/i;

/** The address as it may be stored, or null. "example.org/a" means "https://example.org/a". */
export function address(text) {
  const href = text.trim();
  if (ADDRESS.test(href)) return href;
  return /^[^\s/:@]+\.[^\s:@]+$/.test(href) ? `https://${href}` : null;
}

const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  keepOnSplit: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    { tag: "a[href]", getAttrs: (element) => !!address(element.getAttribute("href")) && null },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

const CAPTION = (element) => element.querySelector("figcaption") || document.createElement("figcaption");

/** A photo in the text: shown by its uid; `pictures` says where its picture is. */
const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  draggable: true,
  isolating: true,
  addOptions: () => ({ pictures: {}, noPicture: "", noCaption: "" }),
  addAttributes: () => ({
    photo: {
      default: null,
      parseHTML: (element) => element.dataset.photo,
      renderHTML: ({ photo }) => ({ "data-photo": photo }),
    },
  }),
  parseHTML: () => [
    {
      tag: "figure[data-photo]",
      contentElement: CAPTION,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("figure");
      const picture = this.options.pictures[node.attrs.photo];
      const shown = document.createElement(picture ? "img" : "div");
      if (picture) Object.assign(shown, { src: picture.src, alt: picture.alt || "" });
      else shown.textContent = `${this.options.noPicture} ${node.attrs.photo}`;
      shown.className = "body-photo";
      shown.contentEditable = "false";
      const contentDOM = document.createElement("figcaption");
      contentDOM.dataset.empty = this.options.noCaption;
      dom.append(shown, contentDOM);
      return { dom, contentDOM };
    };
  },
});

/** A post or a video elsewhere: who has it and its address, which is no text; below, what the editor writes of it. */
const Embed = Node.create({
  name: "embed",
  group: "block",
  content: "inline*",
  draggable: true,
  isolating: true,
  addOptions: () => ({ embeds: [], noTitle: "" }),
  addAttributes: () => ({
    address: {
      default: null,
      parseHTML: (element) => element.dataset.embed,
      renderHTML: ({ address }) => ({ "data-embed": address }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-embed]", contentElement: CAPTION }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => {
      const { $from } = editor.state.selection;
      if ($from.parent.type.name !== "embed") return false;
      const after = $from.after();
      return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).scrollIntoView().run();
    },
  }),
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("figure");
      dom.className = "body-embed";
      const from = document.createElement("p");
      from.contentEditable = "false";
      const name = document.createElement("strong");
      name.textContent = embedOf(node.attrs.address, this.options.embeds)?.name || "";
      const place = document.createElement("bdi");
      place.dir = "ltr";
      place.textContent = node.attrs.address.replace("https://", "");
      from.append(name, " ", place);
      const contentDOM = document.createElement("figcaption");
      contentDOM.dataset.empty = this.options.noTitle;
      dom.append(from, contentDOM);
      return { dom, contentDOM };
    };
  },
});

// A table's first rows may be its head: the row remembers it, html.js writes the thead.
const Row = TableRow.extend({
  addAttributes: () => ({
    head: {
      default: false,
      parseHTML: (element) => element.parentElement?.tagName === "THEAD",
      renderHTML: ({ head }) => (head ? { "data-head": "" } : {}),
    },
  }),
});
// The table code wants these two; the body has no merged cells.
const one = { default: 1, parseHTML: () => 1 };
const spans = () => ({ colspan: one, rowspan: one });
const PlainTable = Table.extend({ addNodeView: null, addMenuItems: null });

/** An empty table of rows × columns whose first row is its head, as the editor inserts it. */
export function emptyTable(rows, columns) {
  const cells = (type) =>
    Array.from({ length: columns }, () => ({ type, content: [{ type: "paragraph" }] }));
  return {
    type: "table",
    content: Array.from({ length: rows }, (_, row) => ({
      type: "tableRow",
      attrs: { head: row === 0 },
      content: cells(row === 0 ? "tableHeader" : "tableCell"),
    })),
  };
}

const SPLIT = /^https?:\/\/([^/?#\s\\]+)(\/[^?#\s\\]*)?(?:\?([^#\s\\]*))?(?:#[^\s\\]*)?$/i;

/** {name, address} of a bare address that stands in the text as a card, or null: articles.marks.embeds in JavaScript. */
export function embedOf(text, embeds) {
  const found = text.trim().match(SPLIT);
  if (!found || text.length > 300) return null;
  const [, host, path = "", query = ""] = found;
  const said = new URLSearchParams(query);
  const place = host.toLowerCase().replace(/^(www|m|mobile|web)\./, "") + path.replace(/\/+$/, "");
  for (const { name, pattern, keys } of embeds) {
    const kept = keys.filter((key) => said.get(key)).map((key) => `${key}=${said.get(key)}`);
    const whole = kept.length ? `${place}?${kept.join("&")}` : place;
    if (new RegExp(`^(?:${pattern})$`).test(whole)) return { name, address: `https://${whole}` };
  }
  return null;
}

/** For the editor's props: a pasted address of a post or a video, on a line of its own, becomes its card. */
export const pasteCard = (embeds) => (view, event) => {
  const found = embedOf(event.clipboardData?.getData("text/plain") || "", embeds);
  const { $from, empty } = view.state.selection;
  const { embed, paragraph } = view.state.schema.nodes;
  if (!found || !empty || $from.depth !== 1 || $from.parent.type !== paragraph || $from.parent.content.size) return false;
  const card = embed.create({ address: found.address });
  const at = $from.before();
  const tr = view.state.tr.replaceWith(at, $from.after(), card);
  // What is typed next is its title; Enter goes on with the text.
  view.dispatch(tr.setSelection(pm.state.TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
};

/** Puts a photo or a table after the block at the cursor: a sentence is never cut in two by it. */
export function insertAfterBlock(editor, content) {
  const { $from } = editor.state.selection;
  const place = $from.depth ? $from.after(1) : $from.pos;
  editor.chain().insertContentAt(place, content).focus().scrollIntoView().run();
}

export function bodyExtensions({ pictures = {}, noPicture = "", noCaption = "", embeds = [], noTitle = "" }) {
  return [
    Document,
    Paragraph,
    Text,
    SubHeading,
    styled(Bold, "data-bold"),
    styled(Italic, "data-italic"),
    Link,
    BulletList,
    OrderedList,
    ListItem,
    Blockquote,
    PlainTable,
    Row,
    TableHeader.extend({ addAttributes: spans }),
    TableCell.extend({ addAttributes: spans }),
    Figure.configure({ pictures, noPicture, noCaption }),
    Embed.configure({ embeds, noTitle }),
    HardBreak,
    History,
    Dropcursor,
    Gapcursor,
    TrailingNode,
  ];
}
