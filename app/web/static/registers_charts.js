// The charts of the registers, drawn in the colours of the page; the tables beside them say the same.

import { find } from "./parts.js";

const charts = [];
const SERIES = ["series-one", "series-two", "series-three", "series-four", "series-five", "series-rest"];

function read(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function makeOptions({ legend = false, stacked = false, title = "" }) {
  const axis = { stacked, beginAtZero: true, grid: { color: read("edge") }, ticks: { color: read("quiet"), precision: 0 }, border: { display: false } };
  const ticks = { ...axis.ticks, maxRotation: 0, autoSkipPadding: 12 };
  return {
    animation: false, responsive: true, maintainAspectRatio: false,
    scales: { x: { ...axis, ticks, grid: { display: false } }, y: { ...axis, title: { display: Boolean(title), text: title, color: read("quiet") } } },
    plugins: { legend: { display: legend, position: "bottom", labels: { color: read("text"), boxWidth: 12, boxHeight: 12 } } },
  };
}

// Each currency has its chart: what was claimed, courier upon courier, and what has been paid as a line.
function drawClaims({ bars, say }) {
  bars.forEach(({ currency, labels, series, paid }, number) => {
    const stacks = series.map(({ name, numbers }, place) => (
      { label: name, data: numbers, backgroundColor: read(SERIES[place]), stack: "claimed", maxBarThickness: 36 }
    ));
    const colour = read("text");
    const line = { type: "line", label: say.paid, data: paid, borderColor: colour, backgroundColor: colour, borderWidth: 2, pointRadius: 3, stack: "paid" };
    const canvas = document.querySelector(`[data-chart="${number}"]`);
    charts.push(new window.Chart(canvas, { type: "bar", data: { labels, datasets: [line, ...stacks] }, options: makeOptions({ legend: true, stacked: true, title: currency }) }));
  });
}

function drawCurve({ curve, say }) {
  const color = read("series-one");
  // A day on which nobody said anything has no point.
  const pointRadius = curve.numbers.map((number) => (number ? 4 : 0));
  const datasets = [{ label: say.reports, data: curve.numbers, borderColor: color, backgroundColor: color, pointRadius, borderWidth: 2, borderJoinStyle: "round", clip: false }];
  charts.push(new window.Chart(find("chart-curve"), { type: "line", data: { labels: curve.labels, datasets }, options: makeOptions({ title: say.reports }) }));
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
