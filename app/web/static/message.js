// The message box: a highlighted copy lies under the writing, and the intents light it up.

import { desk, fill, join, say, words } from "./desk.js";
import { copyPart, cutText, find, make, write } from "./parts.js";

const box = find("message");
const mirror = find("mirror");
const chips = find("chips");

/** Return the message as written. */
export function readMessage() {
  return box.value;
}

/** Put a message into the box. */
export function putMessage(text) {
  box.value = text;
  clearMarks();
}

/** Return how many characters the message has, counted as the service counts. */
export function countMessage() {
  return Array.from(box.value).length;
}

/** Say under the box what is wrong with the message; an empty sentence says that nothing is. */
export function complain(sentence) {
  const wrong = find("message-wrong");
  wrong.textContent = sentence;
  wrong.hidden = !sentence;
  box.setAttribute("aria-invalid", String(Boolean(sentence)));
}

/** Show the message without marks: they would lie beside the words while these change. */
export function clearMarks() {
  // The line at the end keeps the box from jumping when a new line is begun.
  mirror.textContent = `${box.value}\n`;
}

/** Return the word for a probability: sure, likely or check. */
export function nameConfidence(score) {
  return score >= 0.85 ? "sure" : score >= 0.6 ? "likely" : "check";
}

/** Write a confidence in words into an element, its number on hover. */
export function showConfidence(element, score) {
  const name = nameConfidence(score);
  element.textContent = words.confidence[name];
  element.classList.add(name);
  element.title = fill(words.reading.score, { percent: `${Math.round(score * 100)}%` });
}

/** Return what an intent is called. */
export function nameIntent(id) {
  return say(desk.intents, id);
}

/** Show what the message is taken to say, and where it says so. */
export function showReading(answer) {
  mark(answer.intents);
  chips.replaceChildren(...answer.intents.map(makeChip));
  const found = answer.slots.map((slot) => `${say(words.slots, slot.kind)} ${slot.value}`);
  find("found").textContent = found.length ? `${words.reading.found}: ${join(found)}` : "";
  find("found").hidden = !found.length;
  find("reading").hidden = !found.length && !answer.intents.length;
}

/** Show no reading. */
export function hideReading() {
  clearMarks();
  find("reading").hidden = true;
}

function mark(intents) {
  const spans = intents.flatMap((intent, index) => pickSpans(intent).map((span) => ({ span, index })));
  const nodes = cutText(box.value, spans, (piece, here) => {
    const element = make("mark", piece);
    element.dataset.intents = [...new Set(here.map(({ index }) => index))].join(" ");
    return element;
  });
  mirror.replaceChildren(...nodes, "\n");
}

// An example spans the whole clause it resembles: words, where there are any, point better.
function pickSpans({ evidence }) {
  const placed = evidence.filter(({ span }) => span);
  const exact = placed.filter(({ kind }) => kind !== "example");
  return (exact.length ? exact : placed).map(({ span }) => span);
}

function makeChip(intent, index) {
  const chip = copyPart("chip");
  write(chip, "name", nameIntent(intent.id));
  showConfidence(chip.querySelector(".confidence"), intent.score);
  chip.title = explain(intent);
  chip.dataset.intent = intent.id;
  const light = (on) => lightUp(index, on || chip.getAttribute("aria-pressed") === "true");
  chip.addEventListener("pointerenter", () => light(true));
  chip.addEventListener("pointerleave", () => light(false));
  chip.addEventListener("focus", () => light(true));
  chip.addEventListener("blur", () => light(false));
  chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
    light(true);
  });
  return chip;
}

function explain(intent) {
  const said = { word: "{text}", example: words.reading.like, fact: words.reading.fact };
  const reasons = intent.evidence.map(({ kind, text }) => fill(said[kind], { text }));
  const score = fill(words.reading.score, { percent: `${Math.round(intent.score * 100)}%` });
  return reasons.length ? `${score}\n${fill(words.reading.evidence, { words: join(reasons) })}` : score;
}

function lightUp(index, on) {
  for (const element of mirror.querySelectorAll("mark")) {
    if (element.dataset.intents.split(" ").includes(String(index))) element.classList.toggle("lit", on);
  }
}
