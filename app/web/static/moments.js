// Times as a person says them, always in the shop's zone.

import { desk, fill, words } from "./desk.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const locale = desk.language === "zh" ? "zh-CN" : "en-GB";
const zoned = (options) => new Intl.DateTimeFormat(locale, { timeZone: desk.timezone, ...options });
const clock = zoned({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayOfYear = zoned({ month: desk.language === "zh" ? "long" : "short", day: "numeric" });
const dayWithYear = zoned({ year: "numeric", month: desk.language === "zh" ? "long" : "short", day: "numeric" });
const exact = zoned({ dateStyle: "full", timeStyle: "long" });
const partsOf = new Intl.DateTimeFormat("en-CA", {
  timeZone: desk.timezone, hourCycle: "h23",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

function wallClock(instant) {
  const parts = Object.fromEntries(partsOf.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
}

function offsetAt(instant) {
  return wallClock(instant) - Math.floor(instant / 1000) * 1000;
}

function writeOffset(offset) {
  const minutes = Math.abs(offset) / MINUTE;
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** Return a time of the form ("2026-11-20T10:00", in the shop's zone) as RFC 3339. */
export function writeInstant(local) {
  const text = local.length === 16 ? `${local}:00` : local.slice(0, 19);
  const wall = Date.parse(`${text}Z`);
  // Twice, since the first guess may lie on the other side of a clock change.
  const offset = offsetAt(wall - offsetAt(wall));
  return `${text}${writeOffset(offset)}`;
}

/** Return "today 18:00", "11月23日 18:00". */
export function sayMoment(iso, now = Date.now()) {
  const instant = Date.parse(iso);
  const days = Math.floor(wallClock(instant) / DAY) - Math.floor(wallClock(now) / DAY);
  const name = { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days] ?? "other";
  const sameYear = new Date(wallClock(instant)).getUTCFullYear() === new Date(wallClock(now)).getUTCFullYear();
  const date = (sameYear ? dayOfYear : dayWithYear).format(instant);
  return fill(words.moments[name], { date, time: clock.format(instant) });
}

/** Return "in 2 h" or "3 d over". */
export function sayLeft(iso, now = Date.now()) {
  const left = Date.parse(iso) - now;
  const size = Math.abs(left);
  const way = left < 0 ? "over" : "in";
  if (size < 2 * HOUR) return fill(words.moments[`${way}_minutes`], { n: Math.max(1, Math.round(size / MINUTE)) });
  if (size < 2 * DAY) return fill(words.moments[`${way}_hours`], { n: Math.round(size / HOUR) });
  return fill(words.moments[`${way}_days`], { n: Math.round(size / DAY) });
}

/** Return how pressing a time is: over, soon (within half an hour), or calm. */
export function judgeMoment(iso, now = Date.now()) {
  const left = Date.parse(iso) - now;
  return left < 0 ? "over" : left < 30 * MINUTE ? "soon" : "calm";
}

/** Return the full date, time and zone. */
export function sayExactly(iso) {
  return exact.format(Date.parse(iso));
}

/** Return a day without a time, such as 2026年11月1日. */
export function sayDay(iso) {
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "medium" }).format(Date.parse(iso));
}

/** Return an amount with its currency. */
export function sayMoney(amount, currency) {
  if (!currency) return amount;
  const currencyDisplay = currency === "CNY" && desk.language === "zh" ? "narrowSymbol" : "code";
  const options = { style: "currency", currency, currencyDisplay, minimumFractionDigits: 2 };
  return new Intl.NumberFormat(locale, options).format(Number(amount));
}
