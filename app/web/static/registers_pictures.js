// Evidence pictures: chosen, pasted or dropped, and sent one after the other; the page comes anew with them.

import { desk, fill, words } from "./desk.js";
import { find } from "./parts.js";

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
    const why = await sendOne(taker.dataset.taker, file);
    if (why) refused.push(why);
  }
  if (refused.length < files.length) sessionStorage.setItem("refused", refused.join(" "));
  wrong.textContent = refused.join(" ");
  if (refused.length < files.length) location.reload();
}

/** Return why a picture was not taken; empty where it was. */
async function sendOne(address, file) {
  const { not_picture: kind, not_sent: away, refused } = words.registers.script;
  try {
    const headers = { "X-Shouhou-Console": desk.pass, "Content-Type": "application/octet-stream" };
    const answer = await fetch(address, { method: "POST", headers, body: file });
    if (answer.ok) return "";
    const { say } = await answer.json();
    return say ? fill(refused, { name: file.name, why: say }) : fill(kind, { name: file.name });
  } catch {
    return fill(away, { name: file.name });
  }
}

const left = sessionStorage.getItem("refused");
sessionStorage.removeItem("refused");
const place = document.querySelector("[data-taker-wrong]");
if (left && place) place.textContent = left;
