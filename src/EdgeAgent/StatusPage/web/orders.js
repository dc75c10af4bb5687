// What the owner may ask for, each time after a question: of a camera to pause, to watch again, to take its new view for the
// right one; of an incident that it was none, or was one, and what is done about it; of the supervising office to look no more
// for a while; of the reporting to wait, to go on, to send once more what was refused.
import { put } from "/strings.js";

const dialog = document.getElementById("ask");
const part = (id) => document.getElementById(`ask-${id}`);

export function askPause(camera) {
  ask("ask.pause", "ask.pause.detail", camera, [["ask.quarter", 15], ["ask.hour", 60], ["ask.hours", 240]].map(([key, minutes]) =>
    choice(key, () => order(camera, "pause", { minutes }))));
}

export function askResume(camera) {
  ask("ask.resume", "ask.resume.detail", camera, [choice("ask.resume.yes", () => order(camera, "resume"))]);
}

export function askView(camera) {
  ask("ask.view", "ask.view.detail", camera, [choice("ask.view.yes", () => order(camera, "view"))]);
}

export function askVerdict(incident) {
  ask("ask.verdict", "ask.verdict.detail", incident, [["ask.verdict.rejected", "rejected"], ["ask.verdict.confirmed", "confirmed"]].map(([key, verdict]) =>
    choice(key, () => post(`/api/incidents/${encodeURIComponent(incident.id)}/verdict`, { verdict }))));
}

export function askAnswer(incident) {
  ask("ask.answer", "ask.answer.detail", incident, ["fixed", "acknowledged", "disputed"].map((answer) =>
    choice(`ask.answer.${answer}`, () => post(`/api/incidents/${encodeURIComponent(incident.id)}/rectification`, { answer, text: part("text").value }))),
  incident.rectificationText ?? "");
}

export function askRemotePause() {
  ask("ask.remote", "ask.remote.detail", {}, [["ask.hour", 60], ["ask.hours", 240], ["ask.half", 720]].map(([key, minutes]) =>
    choice(key, () => post("/api/remote/pause", { minutes }))));
}

export function askRemoteResume() {
  ask("ask.remote.resume", "ask.remote.resume.detail", {}, [choice("ask.remote.resume.yes", () => post("/api/remote/resume", {}))]);
}

export function askReportingPause() {
  ask("ask.reporting", "ask.reporting.detail", {}, [["ask.hour", 60], ["ask.hours", 240], ["ask.half", 720]].map(([key, minutes]) =>
    choice(key, () => post("/api/outbox/pause", { minutes }))));
}

export function askReportingResume() {
  ask("ask.report", "ask.report.detail", {}, [choice("ask.report.yes", () => post("/api/outbox/resume", {}))]);
}

export function askSendAgain() {
  ask("ask.again", "ask.again.detail", {}, [choice("ask.again.yes", () => post("/api/outbox/retry", {}))]);
}

/** @param text what stands in the field for the owner's words; null where there is none */
function ask(title, detail, values, choices, text = null) {
  put(part("title"), title, values);
  put(part("detail"), detail);
  part("text").hidden = text === null;
  part("text").value = text ?? "";
  part("problem").hidden = true;
  part("choices").replaceChildren(...choices);
  dialog.showModal();
}

function choice(key, run) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "pair" });
  put(button, key);
  button.addEventListener("click", async () => {
    button.disabled = true;
    const done = await run().catch(() => false);
    button.disabled = false;
    part("problem").hidden = done;
    if (done) {
      dialog.close();
    }
  });
  return button;
}

function order(camera, what, body = {}) {
  return post(`/api/cameras/${encodeURIComponent(camera.id)}/${what}`, body);
}

/** @returns whether it is done; what does not apply any more (409) needs no doing. */
async function post(address, body) {
  const answer = await fetch(address, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000),
  });
  return answer.ok || answer.status === 409;
}
