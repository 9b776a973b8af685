// The charts of the day, drawn in the colours of the page; the tables beside them say the same.

import { listenForPlaces } from "./go.js";
import { listenForKeys } from "./desk_keys.js";
import { find } from "./parts.js";
import { listenForTheme } from "./theme.js";

const figures = JSON.parse(find("figures").textContent);
const SERIES = ["one", "two", "three", "four", "five"];
const MOST = 32;
const charts = [];

function read(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function color(kind, index) {
  return read(`series-${kind === "matter" ? SERIES[index] : kind}`);
}

// The whole name stands in the table beside the chart.
function shorten(value) {
  const label = Array.from(this.getLabelForValue(value));
  return label.length > MOST ? `${label.slice(0, MOST).join("")}…` : label.join("");
}

function makeOptions({ horizontal = false, stacked = false, title = "" } = {}) {
  const axis = { stacked, grid: { color: read("edge") }, ticks: { color: read("quiet"), precision: 0 }, border: { display: false } };
  const plain = { ...axis, grid: { display: false }, ticks: { ...axis.ticks, callback: shorten } };
  return {
    animation: false, responsive: true, maintainAspectRatio: false, indexAxis: horizontal ? "y" : "x",
    scales: horizontal ? { x: axis, y: plain } : { x: { ...plain, title: { display: Boolean(title), text: title, color: read("quiet") } }, y: axis },
    plugins: { legend: { display: stacked, position: "bottom", labels: { color: read("text"), boxWidth: 12, boxHeight: 12 } } },
  };
}

function draw(id, labels, series, options) {
  const canvas = find(id);
  if (!canvas) return;
  const datasets = series.map(({ name, numbers, fill }) => ({ label: name, data: numbers, backgroundColor: fill, maxBarThickness: 28 }));
  charts.push(new window.Chart(canvas, { type: "bar", data: { labels, datasets }, options: makeOptions(options) }));
}

function drawAll() {
  for (const chart of charts.splice(0)) chart.destroy();
  window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  const hours = [...Array(24).keys()].map((hour) => `${hour}`);
  const matters = figures.matters.map(({ name, kind, hours: numbers }, index) => ({ name, numbers, fill: color(kind, index) }));
  draw("chart-hours", hours, matters, { stacked: true, title: figures.say.hour });
  draw("chart-waits", figures.waits.labels, [{ name: figures.say.messages, numbers: figures.waits.numbers, fill: figures.waits.late.map((late) => read(late ? "bad" : "good")) }]);
  const outcomes = figures.replies.series.map((one, index) => ({ ...one, fill: read(["good", "series-two", "bad"][index]) }));
  draw("chart-replies", figures.replies.labels, outcomes, { stacked: true, horizontal: true });
}

function choose(place) {
  const choice = document.querySelector("[name=days]");
  choice.selectedIndex = place;
  find("narrowing").requestSubmit();
}

listenForTheme();
listenForPlaces();
listenForKeys({ 1: () => choose(0), 2: () => choose(1), 3: () => choose(2) });
drawAll();
new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
find("narrowing").addEventListener("change", () => find("narrowing").requestSubmit());
