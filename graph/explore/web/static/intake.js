/* Files added by choosing or dropping: sent one by one, then read, with progress shown. */

import { settled, tell, work } from "./decide.js";

const EVERY = 400;
const drop = document.getElementById("drop");
const chooser = document.getElementById("files");
const box = document.getElementById("progress-box");
const words = document.getElementById("progress-words");
const bar = document.getElementById("progress");
const faults = document.getElementById("faults");
const after = document.getElementById("after");
const wrong = document.getElementById("intake-error");
const most = Number(drop.dataset.most);

function fault(path, reason) {
  const row = document.createElement("li");
  const name = document.createElement("bdi");
  name.dir = "auto";
  name.className = "file";
  name.textContent = path;
  const why = document.createElement("span");
  why.className = "also";
  why.textContent = reason;
  row.append(name, why);
  faults.append(row);
}

async function send(file) {
  if (file.size > most) throw new Error(`It is larger than ${Math.floor(most / 1e6)} MB. Split it and add the parts.`);
  const answer = await fetch(`/api/documents?name=${encodeURIComponent(file.name.slice(-300))}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", accept: "application/json" },
    body: file,
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error.message);
  return said;
}

function told(reading) {
  const parts = Object.entries(reading.outcomes).map(([name, count]) => `${count} ${name}`);
  let head = "Done";
  if (reading.running) {
    head = reading.total
      ? `Reading file ${Math.min(reading.done + 1, reading.total)} of ${reading.total}`
      : "Starting the reader…";
  }
  words.textContent = parts.length ? `${head}: ${parts.join(", ")}` : head;
  if (reading.total) {
    bar.max = reading.total;
    bar.value = reading.done;
  } else bar.removeAttribute("value");
}

async function follow(refused) {
  box.hidden = false;
  for (;;) {
    const { reading } = await work();
    if (!reading) return;
    told(reading);
    faults.replaceChildren();
    for (const one of refused) fault(one.path, one.reason);
    for (const one of reading.faults) fault(one.path, `${one.outcome}: ${one.reason}`);
    if (!reading.running) {
      if (reading.error) throw new Error(reading.error);
      break;
    }
    await new Promise((done) => { setTimeout(done, EVERY); });
  }
  bar.value = bar.max;
  await settled();
  tell("");
  const now = await fetch("/api/intake", { headers: { accept: "application/json" } });
  if (now.ok) document.getElementById("documents").textContent = (await now.json()).documents.toLocaleString("en-GB");
  after.hidden = false;
}

async function read(refused) {
  wrong.hidden = true;
  try {
    const answer = await fetch("/api/reading", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    if (!answer.ok) throw new Error((await answer.json()).error.message);
    await follow(refused);
    const waiting = document.getElementById("waiting");
    if (waiting) waiting.hidden = true;
  } catch (error) {
    wrong.textContent = error.message;
    wrong.hidden = false;
  }
}

async function add(files) {
  const refused = [];
  box.hidden = false;
  after.hidden = true;
  faults.replaceChildren();
  let kept = 0;
  bar.max = files.length;
  for (const [number, file] of files.entries()) {
    words.textContent = `Taking in ${number + 1} of ${files.length}: ${file.name}`;
    bar.value = number;
    try {
      await send(file);
      kept += 1;
    } catch (error) {
      refused.push({ path: file.name, reason: error.message });
      fault(file.name, error.message);
    }
  }
  if (kept) await read(refused);
  else words.textContent = "No file was taken in.";
}

/* Files in dropped folders too, one folder after another. */
async function within(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => { entry.file(done, fail); })];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => { reader.readEntries(done, fail); });
    if (!some.length) return found;
    for (const one of some) found.push(...await within(one));
  }
}

chooser.addEventListener("change", () => {
  if (chooser.files.length) add([...chooser.files]);
  chooser.value = "";
});
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  const plain = [...event.dataTransfer.files];
  const files = [];
  for (const entry of entries) files.push(...await within(entry));
  const all = files.length ? files : plain;
  if (all.length) add(all);
});

const button = document.getElementById("read");
if (button) button.addEventListener("click", () => read([]));
if (!box.hidden) follow([]).catch((error) => {
  wrong.textContent = error.message;
  wrong.hidden = false;
});
