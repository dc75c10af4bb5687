// What the owner may ask of a camera, each time after a question: to pause, to watch again, to take its new view for the right one.
import { put } from "/strings.js";

const dialog = document.getElementById("ask");
const part = (id) => document.getElementById(`ask-${id}`);

export function askPause(camera) {
  ask(camera, "ask.pause", "ask.pause.detail", [["ask.quarter", 15], ["ask.hour", 60], ["ask.hours", 240]].map(([key, minutes]) =>
    choice(key, () => order(camera, "pause", { minutes }))));
}

export function askResume(camera) {
  ask(camera, "ask.resume", "ask.resume.detail", [choice("ask.resume.yes", () => order(camera, "resume"))]);
}

export function askView(camera) {
  ask(camera, "ask.view", "ask.view.detail", [choice("ask.view.yes", () => order(camera, "view"))]);
}

function ask(camera, title, detail, choices) {
  put(part("title"), title, { name: camera.name });
  put(part("detail"), detail);
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

/** @returns whether it is done; what does not apply any more (409) needs no doing. */
async function order(camera, what, body = {}) {
  const answer = await fetch(`/api/cameras/${encodeURIComponent(camera.id)}/${what}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(10_000),
  });
  return answer.ok || answer.status === 409;
}
