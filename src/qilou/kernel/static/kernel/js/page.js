// What any page gains from scripts: a menu that closes, rows without reload. Nothing needs it.

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
