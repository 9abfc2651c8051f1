"""What is wrong with a page as it is shown: wider than its window, or against the guidelines of accessibility."""

from typing import Any

GUIDELINES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def too_wide(page: Any) -> int:
    """By how many pixels a page scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def wrong_with(page: Any, axe: str) -> list[str]:
    """All that the checker says of the page as it stands, with everything unfolded; `axe` is its script."""
    page.wait_for_load_state()
    address = page.url
    wrong = [f"{address}: {too_wide(page)} px too wide"] if too_wide(page) > 0 else []
    page.evaluate("document.querySelectorAll('details:not([name])').forEach((one) => { one.open = true; })")
    # The whole page at once: what a sticky bar covers for the moment can be scrolled into view.
    before = page.viewport_size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": before["width"], "height": height + 200})
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run({runOnly: tags})", GUIDELINES)["violations"]
    page.set_viewport_size(before)
    return wrong + [f"{address}: {one['id']} {[node['html'] for node in one['nodes']][:2]}" for one in found]
