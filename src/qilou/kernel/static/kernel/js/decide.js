// While deciding: ready phrases go into the text one is writing, and the document is previewed as one types.
// Without this the phrases are a list to copy from, and the preview has its button.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Phrases: into the text that last had the focus, else into the form's first one, where the cursor stands.
const last = new WeakMap();
document.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea, input:not([type]), input[type=text]") && event.target.form) last.set(event.target.form, event.target);
});

function insert(form, phrase) {
  const text = last.get(form) ?? form.querySelector("textarea");
  if (!text) return;
  text.setRangeText(phrase, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}

for (const list of all("[data-phrases]")) {
  for (const button of all("button", list)) {
    button.hidden = false;
    button.addEventListener("click", () => insert(button.form, button.parentElement.querySelector("span").textContent));
  }
}

// The document: a moment after the last change the form asks for its preview; what cannot be previewed yet says so.
const QUIET = 900;

function live(form) {
  const box = form.querySelector("section[data-live]") ?? document.querySelector(".eg-beside > section[data-live]");
  const paper = box?.querySelector("[data-paper]");
  const wait = box?.querySelector("[data-wait]");
  if (!box) return;
  let pause;
  let asked;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("preview", "1");
    const headers = { "X-Preview": "1" };
    const answer = await fetch(form.dataset.live, { method: "POST", body, headers, signal: asked.signal }).catch(() => null);
    if (!answer) return;
    const ready = answer.ok && !answer.redirected;
    if (ready) paper.innerHTML = await answer.text();
    wait.hidden = ready;
    paper.classList.toggle("eg-stale", !ready);
    box.hidden = false;
  }

  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, QUIET);
  });
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    asked?.abort();
  });
}

for (const form of all("form[data-live]")) live(form);
