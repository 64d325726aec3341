"""What axe-core finds on the desk's pages and on the readers', at 390 and 1440 pixels. Not a test.

    npm pack axe-core && tar xf axe-core-*.tgz
    .venv/bin/python manage.py demo --no-serve && .venv/bin/python manage.py demo --port 8000   # in another terminal
    .venv/bin/python tests/check_axe.py package/axe.min.js [http://127.0.0.1:8000] [--all]

Prints every violation that is serious or critical (--all: every one) with the elements that have it; the
exit code is 1 when there is one.
"""

import argparse
import shutil
import sys
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTHS = (390, 1440)
PASSWORD = "newsroom-demo"
GRAVE = ("critical", "serious")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def readers(page, base):
    """[(name, address)] of what readers see."""
    page.goto(base)
    story = page.locator("main a[href^='/articles/']").first.get_attribute("href")
    found = [
        ("home", "/"),
        ("story", story),
        ("search", "/search/?q=الجسر"),
        ("no hits", "/search/?q=زعفران"),
    ]
    for address in page.locator("main a[href^='/articles/']").evaluate_all(
        "links => links.map(link => link.href)"
    ):
        page.goto(address)
        changes = page.locator("a.when-changes")
        if changes.count():
            found.append(("changes", changes.get_attribute("href")))
            break
    page.goto(base + story)
    speaker = page.locator("main a[href^='/people/']")
    if speaker.count():
        found.append(("person", speaker.first.get_attribute("href")))
    page.goto(f"{base}/sitemap-places.xml")
    places = page.evaluate("[...document.querySelectorAll('loc')].map(loc => loc.textContent)")
    found += [("place", address.removeprefix(base)) for address in places[:1]]
    return [
        *found,
        ("people", "/people/"),
        ("quotes", "/quotes/"),
        ("sources", "/sources/"),
        ("about", "/about/"),
    ]


def desk(page, base):
    """[(name, address)] of what the editor-in-chief opens."""
    page.goto(f"{base}/admin/login/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.goto(f"{base}/admin/articles/article/")
    change = page.locator("#result_list tbody th a").first.get_attribute("href").partition("?")[0]
    story = change.removesuffix("change/")
    page.goto(f"{base}/admin/articles/front/")
    page.locator(".fronts .button").first.click()
    front = page.url.removeprefix(base)
    return [
        ("first page", "/admin/"),
        ("list", "/admin/articles/article/"),
        ("list, found", "/admin/articles/article/?q=الجسر"),
        ("form", change),
        ("new story", "/admin/articles/article/add/"),
        ("history", f"{story}history/"),
        ("versions", f"{story}versions/"),
        ("comments", f"{story}comments/"),
        ("signs and blanks", f"{story}typesetting/"),
        ("waived", "/admin/articles/dismissal/"),
        ("word rules", "/admin/articles/wordrule/"),
        ("word rule", "/admin/articles/wordrule/add/"),
        ("paste", "/admin/articles/article/import/"),
        ("breaking", "/admin/articles/article/breaking/"),
        ("fronts", "/admin/articles/front/"),
        ("front", front),
        ("quotes", "/admin/articles/quote/"),
        ("person", "/admin/people/person/add/"),
        ("photos", "/admin/photos/photo/"),
        ("places", "/admin/articles/place/"),
        ("place", "/admin/articles/place/add/"),
    ]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("axe", type=Path, help="the file axe.min.js")
    parser.add_argument("base", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    source = options.axe.read_text(encoding="utf-8")
    counts = Counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_context(bypass_csp=True).new_page()
        pages = [*readers(page, options.base), *desk(page, options.base)]
        for name, address in pages:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if page.goto(options.base + address).status >= 400:
                    print(f"{name}: {address} is not there")
                    continue
                page.wait_for_load_state("networkidle")
                page.evaluate(source)
                for found in page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]:
                    counts[found["impact"]] += 1
                    if options.all or found["impact"] in GRAVE:
                        print(f"{name} at {width}: {found['impact']} {found['id']}: {found['help']}")
                        for node in found["nodes"][:4]:
                            print(f"    {node['html'][:160]}")
        browser.close()
    print(", ".join(f"{counts[impact]} {impact}" for impact in (*GRAVE, "moderate", "minor")))
    return any(counts[impact] for impact in GRAVE)


if __name__ == "__main__":
    sys.exit(main())
