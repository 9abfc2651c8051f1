// Files by drag and drop, with progress, retry, and going on after a broken connection. Without this a file travels
// with its form. The protocol's library is fetched when the first file is chosen.

const source = document.querySelector("script[data-tus]").dataset.tus;
const PART = 4 * 1024 * 1024;
const TRIES = [0, 1000, 3000, 5000, 10000, 20000, 40000];
const busy = new Map();
let loaded;

function library() {
  loaded ??= new Promise((ready, failed) => {
    const script = document.createElement("script");
    script.src = source;
    script.addEventListener("load", () => ready(globalThis.tus));
    script.addEventListener("error", () => failed(new Error(source)));
    document.head.append(script);
  });
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

const mebibytes = (size) => `${(size / 1024 / 1024).toFixed(1)} MB`;
const tell = (words) => (document.getElementById("eg-live").textContent = words);

class Row {
  constructor(field, file) {
    this.field = field;
    this.file = file;
    this.words = field.dataset;
    this.list = field.parentElement.querySelector(":scope > .eg-files");
    if (!this.list) {
      this.list = document.createElement("ul");
      this.list.className = "eg-files";
      field.before(this.list);
    }
    this.element = field.querySelector("template").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.part("progress").setAttribute("aria-label", file.name);
    this.part("cancel").addEventListener("click", () => this.cancel());
    this.part("retry").addEventListener("click", () => this.start());
    this.list.append(this.element);
  }

  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  fault() {
    const ending = `.${this.file.name.split(".").at(-1).toLowerCase()}`;
    const box = this.field.querySelector("input[type=file]");
    if (!box.accept.split(",").includes(ending)) return this.words.kind;
    return this.file.size > Number(this.words.most) ? this.words.large : "";
  }

  async start() {
    const fault = this.fault();
    if (fault) return this.fail(fault, false);
    this.show(this.words.sending);
    this.part("retry").hidden = true;
    this.part("progress").hidden = false;
    this.element.classList.remove("eg-failed");
    this.done ??= new Promise((ready) => (this.finish = ready));
    busy.set(this, this.done);
    const form = this.field.closest("form");
    try {
      const tus = await library();
      this.upload = new tus.Upload(this.file, {
        endpoint: this.words.upload,
        chunkSize: PART,
        retryDelays: TRIES,
        removeFingerprintOnSuccess: true,
        metadata: { filename: this.file.name },
        onBeforeRequest: (request) => request.setHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value),
        onShouldRetry: (error) => !error.originalResponse || error.originalResponse.getStatus() >= 500 || error.originalResponse.getStatus() === 409,
        onProgress: (sent, size) => this.progress(sent, size),
        onError: (error) => this.refused(error),
        onSuccess: ({ lastResponse }) => this.arrived(lastResponse.getHeader("Upload-Hash")),
      });
      const [before] = await this.upload.findPreviousUploads();
      if (before) this.upload.resumeFromPreviousUpload(before);
      this.upload.start();
    } catch {
      this.fail(this.words.broken, true);
    }
  }

  progress(sent, size) {
    this.part("progress").max = size;
    this.part("progress").value = sent;
    this.show(`${mebibytes(sent)} / ${mebibytes(size)}`);
  }

  refused(error) {
    let said;
    try {
      said = JSON.parse(error.originalResponse.getBody()).detail;
    } catch {
      said = undefined;
    }
    this.fail(said ?? this.words.broken, !said);
  }

  fail(words, again) {
    this.show(words);
    tell(words);
    this.element.classList.add("eg-failed");
    this.part("progress").hidden = true;
    this.part("retry").hidden = !again;
    this.settle();
  }

  show(words) {
    this.part("state").textContent = words;
  }

  settle() {
    busy.delete(this);
    this.finish?.();
    this.done = undefined;
  }

  cancel() {
    this.upload?.abort(true).catch(() => {});
    this.element.remove();
    this.settle();
    this.field.querySelector("input[type=file]").focus();
  }

  arrived(hash) {
    const box = this.part("keep");
    const file = this.field.querySelector("input[type=file]");
    if (!file.multiple) for (const other of this.list.querySelectorAll(`input[name="${CSS.escape(file.name)}"]`)) other.checked = false;
    box.name = file.name;
    box.value = hash;
    box.hidden = false;
    box.checked = true;
    this.part("open").href = `/files/${hash}/`;
    this.part("open").hidden = false;
    for (const name of ["progress", "cancel", "retry"]) this.part(name).remove();
    this.show(mebibytes(this.file.size));
    tell(`${this.file.name} ${this.words.arrived}`);
    this.settle();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function take(field, files) {
  const several = field.querySelector("input[type=file]").multiple;
  for (const file of several ? files : [...files].slice(0, 1)) new Row(field, file).start();
}

for (const field of document.querySelectorAll(".eg-upload[data-upload]")) {
  const box = field.querySelector("input[type=file]");
  box.addEventListener("change", () => {
    take(field, [...box.files]);
    box.value = "";
  });
  field.addEventListener("dragover", (event) => {
    event.preventDefault();
    field.classList.add("eg-over");
  });
  field.addEventListener("dragleave", () => field.classList.remove("eg-over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("eg-over");
    take(field, event.dataTransfer.files);
  });
}

// A form waits for its files.
document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const mine = [...busy].filter(([row]) => form.contains(row.element));
    if (!mine.length || event.submitter?.hasAttribute("data-save")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const words = mine[0][0].words.wait;
    tell(words);
    for (const [row] of mine) row.show(words);
    await Promise.all(mine.map(([, done]) => done));
    if (!form.querySelector(".eg-files .eg-failed")) form.requestSubmit(event.submitter);
  },
  { capture: true },
);
