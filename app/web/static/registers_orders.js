// A file of orders is sent with a bar that fills, and an import that is under way is watched.

import { desk, fill, words } from "./desk.js";
import { find } from "./parts.js";

const EVERY = 700;
const MOST_STILL = 600;

/** Listen for a file where the page takes one, and watch an import where the page shows one. */
export function listenForOrders() {
  const taker = document.querySelector("[data-orders]");
  if (taker) listenForFile(taker);
  const place = document.querySelector("[data-import]");
  if (place) watch(place, { position: -1 }, 0);
}

function listenForFile(taker) {
  const field = find("orders-file");
  field.addEventListener("change", () => take(taker, field.files[0]));
  // Somebody may have chosen before this script was there.
  take(taker, field.files[0]);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    taker.classList.add("over");
  });
  document.addEventListener("dragleave", () => taker.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    taker.classList.remove("over");
    take(taker, event.dataTransfer.files[0]);
  });
}

function take(taker, file) {
  if (!file) return;
  const say = words.registers.script;
  const { most, said } = taker.dataset;
  if (file.size > Number(most)) return refuse(taker, fill(say.orders_large, { name: file.name, n: said }));
  refuse(taker, "");
  const request = send(taker, file);
  request.addEventListener("load", () => finish(taker, request, file));
  request.addEventListener("error", () => refuse(taker, fill(say.not_sent, { name: file.name })));
}

// fetch cannot tell how much of a body has gone out.
function send(taker, file) {
  const request = new XMLHttpRequest();
  const where = new URLSearchParams({ shop: find("orders-shop").value, name: file.name });
  const bar = taker.querySelector("progress");
  taker.querySelector("[data-sending]").hidden = false;
  taker.querySelector("[data-sending-say]").textContent = fill(words.registers.script.sending, { name: file.name });
  request.open("POST", `${taker.dataset.orders}?${where}`);
  request.responseType = "json";
  request.setRequestHeader("X-Shouhou-Console", desk.pass);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = total ? loaded / total : 0));
  request.send(file);
  return request;
}

function finish(taker, request, file) {
  if (request.response?.go) return location.assign(request.response.go);
  return refuse(taker, request.response?.say ?? fill(words.registers.script.not_sent, { name: file.name }));
}

function refuse(taker, say) {
  taker.querySelector("[data-sending]").hidden = true;
  taker.querySelector("[data-taker-wrong]").textContent = say;
  find("orders-file").value = "";
}

async function watch(place, before, still) {
  const now = await ask(place.dataset.import);
  if (now && now.state !== "running") return location.reload();
  if (now) show(place, now);
  const waited = !now || now.position === before.position ? still + 1 : 0;
  if (waited < MOST_STILL) setTimeout(() => watch(place, now ?? before, waited), EVERY);
  return undefined;
}

async function ask(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function show(place, { position, good, bad, share }) {
  const bar = place.querySelector("progress");
  if (share === null) bar.removeAttribute("value");
  else bar.value = share;
  place.querySelector("[data-counted]").textContent = fill(words.registers.script.counted, { n: position, good, bad });
}
