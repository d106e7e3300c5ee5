// Shows pages again after each change, and takes files without leaving the page. Everything works without this.
"use strict";

const form = document.getElementById("form");
const status = document.getElementById("status");
const making = document.getElementById("making");
const touched = new Set(); // ids of fields that somebody has changed
let looking = false;
let again = false;

async function ask(address) {
  return fetch(address, { method: "POST", body: new FormData(form), redirect: "error" });
}

function put(answer, id) {
  const [now, then] = [document.getElementById(id), answer.getElementById(id)];
  if (now && then && now.innerHTML !== then.innerHTML) now.replaceChildren(...then.childNodes);
}

// What was found at a field that nobody has come to yet waits until the form is sent.
function putFindings(answer, all) {
  for (const found of document.querySelectorAll(".found")) {
    const id = found.id.replace(/-found$/, "");
    if (!all && !touched.has(id)) continue;
    put(answer, found.id);
    const wrong = answer.getElementById(id)?.getAttribute("aria-invalid");
    if (wrong) document.getElementById(id).setAttribute("aria-invalid", wrong);
    else document.getElementById(id)?.removeAttribute("aria-invalid");
  }
}

async function readPage(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// One look at a time: what changes meanwhile is looked at behind it.
async function look() {
  again = looking;
  if (looking) return;
  looking = true;
  try {
    do {
      again = false;
      await lookOnce();
    } while (again);
  } catch {
    status.textContent = status.dataset.failed;
  } finally {
    looking = false;
  }
}

async function lookOnce() {
  const response = await ask("/");
  const answer = await readPage(response);
  if (again || !answer.getElementById("shown")) return;
  putFindings(answer, false);
  put(answer, "held");
  const shown = response.ok && answer.querySelector("#shown img");
  if (shown) {
    put(answer, "shown");
    put(answer, "summary");
  }
  status.textContent = shown ? status.dataset.shown : touched.size ? status.dataset.wrong : "";
}

// What the form is sent for: a file to keep, or a page with pages or findings.
async function send(address, told) {
  told.textContent = told.dataset.making ?? "";
  const response = await ask(address);
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  if (name) {
    keep(await response.blob(), name);
    told.textContent = told.dataset.ready;
    return;
  }
  const answer = await readPage(response);
  if (!answer.getElementById("summary")) {
    told.textContent = answer.querySelector("h1")?.textContent ?? told.dataset.failed;
    return;
  }
  putFindings(answer, true);
  for (const id of ["summary", "held", "shown"]) put(answer, id);
  making.textContent = "";
  status.textContent = response.ok ? status.dataset.shown : "";
  (document.querySelector("#summary [autofocus]") ?? document.getElementById("shown")).focus();
}

function keep(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// A box to choose a colour from, beside the field that holds it as text.
for (const box of document.querySelectorAll("[data-for]")) {
  const text = document.getElementById(box.dataset.for);
  const take = () => { box.value = /^#[0-9a-f]{6}$/i.test(text.value) ? text.value : "#ffffff"; };
  take();
  text.addEventListener("input", take);
  box.addEventListener("input", () => { text.value = box.value; });
  box.hidden = false;
}

form.addEventListener("change", (event) => {
  touched.add(event.target.dataset.for ?? event.target.closest(".choices")?.id ?? event.target.id);
  look();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = event.submitter?.getAttribute("formaction") ?? "/";
  const told = address === "/" ? status : making;
  send(address, told).catch(() => { told.textContent = told.dataset.failed; });
});
if (form.elements.name.value) look();
