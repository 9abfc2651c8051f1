// By keyboard: J and K move, X selects, Enter opens (the focused link does), N goes on to the next case, / searches,
// ? explains.
// Single keys can be switched off; nothing here is needed to use a list.

const list = document.querySelector("[data-list]");
const links = list ? [...list.querySelectorAll("[data-open]")] : [];
const boxes = list ? [...list.querySelectorAll("tbody input[type=checkbox]")] : [];
const words = document.querySelector("[data-selected]");

const here = () => links.findIndex((link) => link.closest("tr").contains(document.activeElement));

function go(to) {
  const link = links[Math.max(0, Math.min(links.length - 1, to))];
  link?.focus();
  link?.closest("tr").scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => go(here() + 1),
  k: () => go(here() < 0 ? 0 : here() - 1),
  x: () => links[here()]?.closest("tr").querySelector("input[type=checkbox]")?.click(),
  n: () => document.querySelector("a[data-next]")?.click(),
  "/": () => document.getElementById("eg-q")?.focus(),
  "?": () => {
    const help = document.getElementById("eg-keys");
    if (!help) return;
    help.open = true;
    help.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.body.dataset.keys === "off" || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

function selected() {
  const chosen = boxes.filter((box) => box.checked).length;
  if (!words) return;
  words.dataset.none ??= words.textContent;
  words.textContent = chosen ? `${words.dataset.words} ${chosen}` : words.dataset.none;
  words.classList.toggle("eg-on", chosen > 0);
  words.closest(".eg-bulk").classList.toggle("eg-none", !chosen);
}

list?.addEventListener("change", (event) => {
  if ("all" in event.target.dataset) for (const box of boxes) box.checked = event.target.checked;
  selected();
});
selected();
