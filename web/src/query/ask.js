// Asks the endpoint. A refusal is an error that holds what the server said; an answer that is broken off is an error too:
// no part is taken for the whole.
export class Refused extends Error {
  constructor(status, problem, retry) {
    super(problem.detail ?? "");
    this.status = status;
    this.hint = problem.hint;
    this.limits = problem.limits;
    this.retry = retry;
  }
}

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";

const broken = () => Object.assign(new Error("broken off"), { broken: true });

// The answer: `head` and `rows`, a `truth`, or `triples` as text; with a format, the body as it came.
export const ask = async (endpoint, query, signal, format) => {
  const body = new URLSearchParams({ query, ...(format ? { format } : {}) });
  const answer = await fetch(endpoint, { method: "POST", body, signal, headers: { Accept: format ? "*/*, application/json;q=0.1" : ACCEPT } });
  const type = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok) {
    const text = await answer.text();
    let problem = { detail: text };
    try {
      problem = JSON.parse(text);
    } catch {
      // What stands before the server may speak plain text.
    }
    throw new Refused(answer.status, problem, Number(answer.headers.get("Retry-After")) || 0);
  }
  let text;
  try {
    text = await answer.text();
  } catch (error) {
    throw error.name === "AbortError" ? error : broken();
  }
  if (format) return { body: text, type };
  if (!type.includes("json")) return { triples: text };
  let got;
  try {
    got = JSON.parse(text);
  } catch {
    throw broken();
  }
  const note = answer.headers.get("Sauat-Note");
  if ("boolean" in got) return { truth: got.boolean, note };
  const rows = got.results.bindings;
  const whole = answer.headers.get("Sauat-Complete");
  if (whole !== null && Number(whole) !== rows.length) throw broken();
  return { head: got.head.vars, rows, note };
};
