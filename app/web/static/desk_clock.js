// Times that grow old in front of the agent: the response clock by the second, deadlines by the minute.

import { fill, words } from "./desk.js";
import { judgeMoment, sayLeft } from "./moments.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STATES = ["calm", "soon", "over"];

/** Let every time on the page age, those that come later too. */
export function ageTimes() {
  setInterval(() => {
    for (const element of document.querySelectorAll("[data-clock]")) ageClock(element);
  }, SECOND);
  setInterval(() => {
    for (const element of document.querySelectorAll("[data-left]")) ageLeft(element);
  }, 20 * SECOND);
}

function ageClock(element) {
  const left = Date.parse(element.dataset.clock) - Date.now();
  const state = left < 0 ? "over" : left <= MINUTE ? "soon" : "calm";
  show(element, state, fill(words.clock[state], { time: run(Math.abs(left)) }));
}

function ageLeft(element) {
  show(element.closest(".due"), judgeMoment(element.dataset.left));
  write(element, sayLeft(element.dataset.left));
}

function show(element, state, text) {
  if (!element.classList.contains(state)) {
    element.classList.remove(...STATES);
    element.classList.add(state);
  }
  if (text !== undefined) write(element, text);
}

// What stands there already is left alone: rows of the queue would be laid out anew each second.
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function run(size) {
  if (size < HOUR) return `${Math.floor(size / MINUTE)}:${String(Math.floor((size % MINUTE) / SECOND)).padStart(2, "0")}`;
  if (size < 2 * DAY) return fill(words.clock.hours, { n: Math.floor(size / HOUR) });
  return fill(words.clock.days, { n: Math.floor(size / DAY) });
}
