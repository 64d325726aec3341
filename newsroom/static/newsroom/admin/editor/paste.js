// Pasted HTML before the browser reads it. The site's policy makes every style attribute void (and
// the console complain of each), but what word processors mean by bold stands in style attributes:
// Google Docs wraps a whole text in <b style="font-weight:normal">.

const TAG = /<([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/gi;
const STYLE = /\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/i;

/** The HTML without style attributes; bold and italic by style become data-bold and data-italic. */
export function withoutStyles(html) {
  return html.replace(TAG, (tag, name, attributes) => {
    const style = attributes.match(STYLE)?.[1].toLowerCase();
    if (!style) return tag;
    const rest = attributes.replace(STYLE, "");
    if (/font-weight:\s*(bold|[6-9]00)/.test(style)) return `<${name}${rest} data-bold="">`;
    if (/font-style:\s*italic/.test(style)) return `<${name}${rest} data-italic="">`;
    const light = /^(b|strong)$/i.test(name) && /font-weight:\s*(normal|[1-5]00)/.test(style);
    return `<${light ? "span" : name}${rest}>`;
  });
}
