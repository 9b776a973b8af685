// The charts of the registers, drawn in the colours of the page; the tables beside them say the same.

import { find } from "./parts.js";

const charts = [];

function read(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function makeOptions(legend) {
  const axis = { beginAtZero: true, grid: { color: read("edge") }, ticks: { color: read("quiet"), precision: 0 }, border: { display: false } };
  return {
    animation: false, responsive: true, maintainAspectRatio: false,
    scales: { x: { ...axis, grid: { display: false } }, y: axis },
    plugins: { legend: { display: legend, position: "bottom", labels: { color: read("text"), boxWidth: 12, boxHeight: 12 } } },
  };
}

function drawClaims({ bars, say }) {
  const labels = bars.map(({ name }) => name);
  const datasets = [
    { label: say.claimed, data: bars.map(({ claimed }) => claimed), backgroundColor: read("series-two"), maxBarThickness: 28 },
    { label: say.paid, data: bars.map(({ paid }) => paid), backgroundColor: read("good"), maxBarThickness: 28 },
  ];
  charts.push(new window.Chart(find("chart-claims"), { type: "bar", data: { labels, datasets }, options: makeOptions(true) }));
}

function drawCurve({ curve, say }) {
  const color = read("series-one");
  const datasets = [{ label: say.reports, data: curve.numbers, borderColor: color, backgroundColor: color, pointRadius: 4 }];
  charts.push(new window.Chart(find("chart-curve"), { type: "line", data: { labels: curve.labels, datasets }, options: makeOptions(false) }));
}

function drawAll(figures) {
  for (const chart of charts.splice(0)) chart.destroy();
  window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  if (figures.bars) drawClaims(figures);
  if (figures.curve) drawCurve(figures);
}

/** Draw what the page has figures for, and again when light and dark change. */
export function drawCharts() {
  if (!find("figures")) return;
  const figures = JSON.parse(find("figures").textContent);
  drawAll(figures);
  new MutationObserver(() => drawAll(figures)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(figures));
}
