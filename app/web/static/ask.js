// The one call of the page: a message and what is known go out, an answer comes back.

import { desk } from "./desk.js";

let running = null;

/** Thrown when the service refuses a request; `problem` is its application/problem+json. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** Return the answer to a request, or null when a newer request has overtaken it.
 *  Throws a Refusal, or a TypeError where the service cannot be reached. */
export async function ask(body) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  try {
    return await send(body, mine.signal);
  } catch (error) {
    if (mine.signal.aborted) return null;
    throw error;
  }
}

/** Let go of a request under way: its answer is no longer wanted. */
export function dropRequest() {
  running?.abort();
}

async function send(body, signal) {
  const headers = { "Content-Type": "application/json" };
  if (desk.pass) headers["X-Shouhou-Console"] = desk.pass;
  const response = await fetch("/v1/drafts", { method: "POST", headers, body: JSON.stringify(body), signal });
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer);
  return answer;
}
