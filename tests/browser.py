"""What a browser without scripts would send: the fields of a page's form, as they stand there."""

import re
from html.parser import HTMLParser

from django.utils.functional import SimpleLazyObject

# The rest of a page is a hundred times as long, and the parser walks it letter by letter.
_PARTS = re.compile(r"<textarea\b.*?</textarea>|</?(?:form|input|button|select|option)\b[^>]*>", re.DOTALL)


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.form, self.select, self.area = [], None, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.form = {
                "action": attrs.get("action", ""),
                "id": attrs.get("id", ""),
                "fields": [],
                "buttons": {},
            }
            self.forms.append(self.form)
            return
        home = next(
            (form for form in self.forms if form["id"] and form["id"] == attrs.get("form")), self.form
        )
        if home is None or "disabled" in attrs:
            return
        name, kind = attrs.get("name"), attrs.get("type", "text")
        if tag == "input" and name:
            if kind in ("submit", "button", "image"):
                home["buttons"][name] = attrs.get("value", "")
            elif kind not in ("checkbox", "radio") or "checked" in attrs:
                home["fields"].append((name, attrs.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "button" and name and kind in ("submit", "text"):
            home["buttons"].setdefault(name, attrs.get("value", ""))
        elif tag == "textarea" and name:
            self.area = [home, name, ""]
        elif tag == "select" and name:
            self.select = [home, name, "multiple" in attrs, [], None]
        elif tag == "option" and self.select:
            value = attrs.get("value", "")
            if "selected" in attrs:
                self.select[3].append(value)
            elif self.select[4] is None:
                self.select[4] = value

    def handle_data(self, data):
        if self.area:
            self.area[2] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area:
            home, name, text = self.area
            home["fields"].append((name, text.removeprefix("\n")))
            self.area = None
        elif tag == "select" and self.select:
            home, name, multiple, chosen, first = self.select
            if not chosen and not multiple and first is not None:
                chosen = [first]
            home["fields"] += [(name, value) for value in chosen]
            self.select = None


def form_of(response, holding):
    """The form on the page that has a field of this name, as {name: value or [values]}."""
    parser = _Forms()
    parser.feed("".join(_PARTS.findall(response.content.decode())))
    for form in parser.forms:
        if any(name == holding for name, _ in form["fields"]):
            data = {}
            for name, value in form["fields"]:
                if name in data:
                    data[name] = [*(data[name] if isinstance(data[name], list) else [data[name]]), value]
                else:
                    data[name] = value
            return {name: value for name, value in data.items() if "__prefix__" not in name}
    raise AssertionError(f"No form with the field {holding!r} on this page.")


def send(client, address, changes, holding, press="_save", value="1"):
    """Open a page, change some fields of its form, press a button; returns the answer. Where it leads is
    opened when the test first looks at it, which half of them never do.
    """
    data = form_of(client.get(address), holding) | changes | {press: value}
    answer = client.post(address, data)
    if answer.status_code != 302:
        return answer

    def follow():
        page = client.get(answer["Location"], follow=True)
        page.redirect_chain.insert(0, (answer["Location"], 302))
        return page

    return SimpleLazyObject(follow)
