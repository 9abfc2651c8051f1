// Drafts that keep themselves. Without this a form has its button to save.
//
// Two seconds after the last change a form is posted to its draft address. What cannot be sent (no connection, signed
// out) stays in this browser until it is saved; the form is not submitted before it is, and one that resends is submitted
// by itself then. What colleagues saved comes in.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const QUIET = 2000;
const RETRY = 15000;
const KEPT_DAYS = 7;
const OF_THE_PAGE = ["csrfmiddlewaretoken", "version", "draft_version"];
const unsaved = new Set();
const waiting = new Map(); // forms to be submitted as soon as they are saved, with the button that was pressed
const pauses = new WeakMap();

const place = (form) => form.querySelector(".eg-saved");

function tell(form, words, failed) {
  const said = place(form);
  if (!said) return;
  said.textContent = words;
  said.classList.toggle("eg-failed", failed);
}

// Everything typed, without files: those stand in the form by their hash once they are here.
function typed(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  for (const box of all("input[type=file]", form)) {
    for (const kept of all(`input[type=checkbox][name="${CSS.escape(box.name)}"]:checked`, form)) body.append(box.name, kept.value);
  }
  return body;
}

const post = (form) => fetch(form.dataset.autosave, { method: "POST", body: typed(form), headers: { "X-Draft": "1" } }).catch(() => null);

// Who signed in again elsewhere has a new token against forged forms: this page takes it over. Gives the address to sign
// in at when nobody is signed in.
async function renew() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return "";
  if (answer.redirected) return answer.url;
  const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await answer.text())?.[1];
  if (token) for (const box of all("input[name=csrfmiddlewaretoken]")) box.value = token;
  return "";
}

// Save now; true when the form may go on: it is saved, and no colleague changed what its writer has not seen.
async function keep(form) {
  clearTimeout(pauses.get(form));
  let answer = await post(form);
  let signIn = "";
  if (answer?.redirected || answer?.status === 403) {
    signIn = await renew();
    if (!signIn) answer = await post(form);
  }
  const said = place(form)?.dataset ?? {};
  if (answer?.ok && !signIn) {
    unsaved.delete(form);
    forget(form);
    const told = await answer.json().catch(() => null); // a page that is left reads no answer
    tell(form, `${said.saved} ${told?.saved_at.slice(11, 16) ?? ""}`, false);
    return told === null || !meet(form, told);
  }
  if (answer && !signIn && answer.status < 500) {
    forget(form); // refused, as secret material is: it is kept nowhere
    tell(form, said.failed, true);
    return true;
  }
  remember(form);
  pauses.set(form, setTimeout(() => again(form), RETRY));
  tell(form, signIn ? said.signedOut : waiting.has(form) ? said.waiting : said.offline, true);
  if (signIn) place(form)?.append(" ", link(signIn, said.signIn));
  return false;
}

// Once more; what was to be submitted is submitted, unless its writer went on typing or a colleague changed something.
async function again(form) {
  const saved = await keep(form);
  const button = waiting.get(form);
  if (saved || !unsaved.has(form)) waiting.delete(form);
  if (saved && button) send(form, button);
}

function send(form, button) {
  through.add(form);
  unsaved.delete(form);
  form.requestSubmit(button);
  through.delete(form);
}

function link(address, words) {
  const made = document.createElement("a");
  made.href = address;
  made.target = "_blank";
  made.textContent = words;
  return made;
}

// In this browser: by person and address, at most a week.
const key = (form) => `qilou:${document.body.dataset.person}:${form.dataset.autosave}`;
const entries = (form) => [...typed(form)].filter(([name]) => !OF_THE_PAGE.includes(name));
const remember = (form) => localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), entries: entries(form) }));
const forget = (form) => localStorage.removeItem(key(form));

for (const name of Object.keys(localStorage)) {
  if (!name.startsWith("qilou:")) continue;
  if (Date.now() - JSON.parse(localStorage.getItem(name)).at > KEPT_DAYS * 864e5) localStorage.removeItem(name);
}

function offer(form) {
  const text = localStorage.getItem(key(form));
  const box = form.querySelector("[data-unsent]");
  if (!text || !box) return;
  const kept = JSON.parse(text);
  if (JSON.stringify(kept.entries) === JSON.stringify(entries(form))) return forget(form);
  box.querySelector("time").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
  box.hidden = false;
  box.querySelector("[data-take]").addEventListener("click", () => {
    take(form, kept.entries);
    box.hidden = true;
    changed(form);
  });
  box.querySelector("[data-drop]").addEventListener("click", () => {
    forget(form);
    box.hidden = true;
  });
}

function take(form, kept) {
  const texts = new Map();
  for (const [name, text] of kept) texts.set(name, [...(texts.get(name) ?? []), text]);
  for (const table of all("table[data-rows]", form)) {
    const more = form.querySelector(`[data-add="${CSS.escape(table.dataset.rows)}"]`);
    const most = Math.max(-1, ...[...texts.keys()].filter((name) => name.startsWith(`${table.dataset.rows}-`)).map((name) => Number(name.slice(table.dataset.rows.length + 1).split("-")[0])));
    while (more && table.tBodies[0].rows.length <= most) more.click();
  }
  for (const box of form.elements) if (box.name && !OF_THE_PAGE.includes(box.name)) put(form, box.name, texts.get(box.name) ?? []);
}

// What a colleague saved meanwhile: their entries come into the form, and stand beside one's own where both changed one.
function meet(form, { version, theirs, clashes, beside, colleagues }) {
  const said = place(form)?.dataset ?? {};
  if (version && form.elements.draft_version) form.elements.draft_version.value = version;
  for (const [name, texts] of Object.entries(theirs ?? {})) put(form, name, texts);
  if (Object.keys(theirs ?? {}).length) tell(form, `${place(form)?.textContent} · ${said.met}`, false);
  for (const [name, texts] of Object.entries(clashes ?? {})) clash(form, name, texts, said);
  const shown = form.querySelector("[data-beside]");
  if (shown && beside) shown.innerHTML = beside.join("");
  const present = form.querySelector("[data-colleagues]");
  if (present && colleagues !== undefined && present.innerHTML !== colleagues) present.innerHTML = colleagues;
  return Object.keys({ ...theirs, ...clashes }).length > 0;
}

function clash(form, name, texts, said) {
  const box = form.querySelector(`[name="${CSS.escape(name)}"]`);
  if (!box) return;
  const note = document.createElement("p");
  const button = document.createElement("button");
  note.className = "eg-fault";
  note.setAttribute("role", "status");
  note.append(`${said.clash} ${texts.join("、")} `, button);
  button.type = "button";
  button.className = "eg-b eg-b-small";
  button.textContent = said.take;
  button.addEventListener("click", () => {
    put(form, name, texts);
    note.remove();
    box.focus();
    changed(form);
  });
  box.closest("td, .eg-field").append(note);
}

function put(form, name, texts) {
  for (const box of all(`[name="${CSS.escape(name)}"]`, form)) {
    if (box.matches("[type=checkbox], [type=radio]")) box.checked = texts.includes(box.value);
    else if (box.matches("input:not([type=file], [type=hidden]), textarea, select")) box.value = texts.at(-1) ?? "";
  }
}

function changed(form) {
  unsaved.add(form);
  waiting.delete(form);
  if (!form.dataset.autosave) return;
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => keep(form), QUIET));
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "form" in form.dataset) changed(form);
});

// Submitting: what is not saved yet is saved first, so that a broken connection or an ended session loses nothing.
const through = new WeakSet();
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const saves = event.submitter?.hasAttribute("data-save");
  if (event.defaultPrevented || !("form" in form.dataset)) return;
  const resends = "resends" in form.dataset && !saves;
  if (!form.dataset.autosave || through.has(form) || (!saves && !resends && !unsaved.has(form))) {
    clearTimeout(pauses.get(form));
    unsaved.delete(form);
    return;
  }
  event.preventDefault();
  if (resends) {
    unsaved.add(form);
    waiting.set(form, event.submitter);
  }
  const saved = await keep(form);
  if (saved || !unsaved.has(form)) waiting.delete(form);
  if (saved && !saves) send(form, event.submitter);
});

addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});
addEventListener("online", () => unsaved.forEach((form) => form.dataset.autosave && again(form)));

for (const form of all("form[data-autosave]")) offer(form);
