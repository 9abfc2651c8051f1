// What any page gains from scripts: a menu that closes, drafts that keep themselves, rows without reload. Nothing needs it.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Menus: Escape or a click elsewhere closes them; the phone's navigation is a link to itself and needs no script.
document.addEventListener("click", (event) => {
  for (const menu of all("details.eg-drop[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.eg-drop[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (location.hash === "#eg-nav") location.hash = "#main";
});

// The error summary takes the focus, also where `autofocus` is not heeded.
document.querySelector(".eg-summary")?.focus();

// Characters written, beside what is allowed.
const count = (place) => {
  const written = [...document.getElementById(place.dataset.count).value].length;
  place.dataset.words ??= place.textContent;
  place.textContent = `${place.dataset.words} · ${written}`;
  place.classList.toggle("eg-over", written > Number(place.dataset.limit));
};
for (const place of all("[data-count]")) {
  count(place);
  document.getElementById(place.dataset.count).addEventListener("input", () => count(place));
}

// Drafts: two seconds after the last change the form is posted to its draft address; unsaved changes ask before leaving.
const QUIET = 2000;
const RETRY = 15000;
const unsaved = new Set();
let pause;

async function keep(form) {
  const place = form.querySelector(".eg-saved");
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  for (const box of all("input[type=file]", form)) {
    for (const kept of all(`input[type=checkbox][name="${CSS.escape(box.name)}"]:checked`, form)) body.append(box.name, kept.value);
  }
  const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-Draft": "1" } }).catch(() => null);
  const kept = answer !== null && answer.ok && !answer.redirected;
  if (kept) unsaved.delete(form);
  else pause = setTimeout(() => keep(form), RETRY);
  if (!place) return;
  const time = new Date().toTimeString().slice(0, 5);
  place.textContent = kept ? `${place.dataset.saved} ${time}` : place.dataset.failed;
  place.classList.toggle("eg-failed", !kept);
  const said = kept ? await answer.json().catch(() => null) : null; // a page that is left reads no answer
  if (said) meet(form, place, said);
}

// What a colleague saved meanwhile: their entries come into the form, and stand beside one's own where both changed one.
function meet(form, place, { version, theirs, clashes }) {
  if (form.elements.draft_version) form.elements.draft_version.value = version;
  for (const [name, texts] of Object.entries(theirs ?? {})) put(form, name, texts);
  if (Object.keys(theirs ?? {}).length) place.textContent += ` · ${place.dataset.met}`;
  for (const [name, texts] of Object.entries(clashes ?? {})) {
    const box = form.querySelector(`[name="${CSS.escape(name)}"]`);
    if (!box) continue;
    const note = document.createElement("p");
    const take = document.createElement("button");
    note.className = "eg-fault";
    note.setAttribute("role", "status");
    note.append(`${place.dataset.clash} ${texts.join("、")} `, take);
    take.type = "button";
    take.className = "eg-b eg-b-small";
    take.textContent = place.dataset.take;
    take.addEventListener("click", () => {
      put(form, name, texts);
      note.remove();
      box.focus();
    });
    box.closest("td, .eg-field").append(note);
  }
}

function put(form, name, texts) {
  for (const box of all(`[name="${CSS.escape(name)}"]`, form)) {
    if (box.matches("[type=checkbox], [type=radio]")) box.checked = texts.includes(box.value);
    else if (box.matches("input:not([type=file], [type=hidden]), textarea, select")) box.value = texts.at(-1) ?? "";
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !("form" in form.dataset)) return;
  unsaved.add(form);
  if (!form.dataset.autosave) return;
  clearTimeout(pause);
  pause = setTimeout(() => keep(form), QUIET);
});
document.addEventListener("submit", (event) => {
  clearTimeout(pause);
  unsaved.delete(event.target);
});
addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

// Repeating rows: one blank row is shown, the button shows or makes the next one.
const blank = (row) => all("input, select, textarea", row).every((one) => (one.type === "checkbox" ? !one.checked : !one.value));

function rows(table) {
  const body = table.tBodies[0];
  const spare = [...body.rows].filter(blank);
  for (const row of spare.slice(1)) row.hidden = true;
}

function another(table) {
  const body = table.tBodies[0];
  let row = [...body.rows].find((one) => one.hidden);
  if (row) {
    row.hidden = false;
  } else {
    const last = body.rows[body.rows.length - 1];
    const name = table.dataset.rows;
    const from = parseInt(last.querySelector(".eg-rowend input").name.slice(name.length + 1), 10);
    const place = last.rowIndex;
    row = last.cloneNode(true);
    for (const element of all("*", row)) {
      for (const attribute of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(`${name}-${from}-`, `${name}-${from + 1}-`));
      }
      if (element.matches("input[type=checkbox]")) element.checked = false;
      else if (element.matches("input, textarea")) element.value = element.defaultValue = "";
      else if (element.matches("select")) element.selectedIndex = 0;
      element.removeAttribute("aria-invalid");
    }
    for (const fault of all(".eg-fault", row)) fault.remove();
    for (const text of all(".eg-cell-label .eg-sr, .eg-rowend .eg-sr", row)) {
      text.textContent = text.textContent.replace(String(place), String(place + 1));
    }
    row.cells[0].textContent = String(place + 1);
    body.append(row);
  }
  row.querySelector("input, select, textarea").focus();
}

function sum(table) {
  for (const place of all("[data-sum]", table)) {
    const column = Number(place.dataset.sum) + 1;
    let hundredths = 0;
    for (const row of table.tBodies[0].rows) {
      if (row.querySelector(".eg-rowend :checked")) continue;
      const typed = row.cells[column].querySelector("input").value.replace(/[,，\s]/g, "");
      if (/^\d+(\.\d+)?$/.test(typed)) hundredths += Math.round(Number(typed) * 1e6);
    }
    place.textContent = (hundredths / 1e6).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 6 });
  }
}

for (const table of all("table[data-rows]")) {
  rows(table);
  table.addEventListener("input", () => sum(table));
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add]");
  const table = button && document.querySelector(`table[data-rows="${CSS.escape(button.dataset.add)}"]`);
  if (!table || table.closest("form") !== button.form) return;
  event.preventDefault();
  another(table);
});
