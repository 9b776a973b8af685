// Evidence pictures: chosen, pasted or dropped, and sent one after the other; the page comes anew with them.

import { desk, fill, words } from "./desk.js";
import { find } from "./parts.js";

const TOO_LARGE = 413;

/** Listen for pictures where the page has a place for them. */
export function listenForPictures() {
  const taker = document.querySelector("[data-taker]");
  if (!taker) return;
  find("picture").addEventListener("change", ({ target }) => send(taker, [...target.files]));
  document.addEventListener("paste", (event) => take(event, taker, event.clipboardData));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    taker.classList.add("over");
  });
  document.addEventListener("dragleave", () => taker.classList.remove("over"));
  document.addEventListener("drop", (event) => take(event, taker, event.dataTransfer));
}

function take(event, taker, carried) {
  taker.classList.remove("over");
  const files = [...(carried?.files ?? [])];
  if (event.type === "drop") event.preventDefault();
  if (!files.length) return;
  event.preventDefault();
  send(taker, files);
}

async function send(taker, files) {
  const wrong = taker.querySelector("[data-taker-wrong]");
  wrong.textContent = "";
  const refused = [];
  for (const file of files) {
    const status = await sendOne(taker.dataset.taker, file);
    if (status !== 201) refused.push(fill(explain(status), { name: file.name }));
  }
  if (refused.length < files.length) sessionStorage.setItem("refused", refused.join(" "));
  wrong.textContent = refused.join(" ");
  if (refused.length < files.length) location.reload();
}

async function sendOne(address, file) {
  try {
    const headers = { "X-Shouhou-Console": desk.pass, "Content-Type": "application/octet-stream" };
    return (await fetch(address, { method: "POST", headers, body: file })).status;
  } catch {
    return 0;
  }
}

function explain(status) {
  const { too_large: large, not_picture: kind, not_sent: away } = words.registers.script;
  return status === TOO_LARGE ? large : status >= 400 && status < 500 ? kind : away;
}

const left = sessionStorage.getItem("refused");
sessionStorage.removeItem("refused");
const place = document.querySelector("[data-taker-wrong]");
if (left && place) place.textContent = left;
