// A card for each camera.
import { moment } from "/format.js";
import { LivePicture } from "/live.js";
import { line, put } from "/strings.js";

const place = document.getElementById("cameras");
const template = document.getElementById("camera-card");
const cards = new Map();

export function showCameras({ cameras, time }) {
  for (const camera of cameras) {
    if (!cards.has(camera.id)) {
      cards.set(camera.id, newCard(camera));
    }
    update(cards.get(camera.id), camera, time);
  }
}

/** The agent does not answer: whatever the pictures show is past. */
export function freezeCameras() {
  cards.forEach(({ live, moves }) => {
    live.want(false);
    moves(false);
  });
}

function newCard(camera) {
  const element = template.content.firstElementChild.cloneNode(true);
  const part = (selector) => element.querySelector(selector);
  const [image, frozen] = [part("img"), part(".frozen")];
  put(frozen, "camera.frozen");
  put(part("summary"), "camera.technical");

  // Stopped is said only of a picture that was there: a camera that never gave one shows its state instead.
  const moves = (moving) => {
    image.hidden = image.hidden && !moving;
    frozen.hidden = moving || image.hidden;
    element.classList.toggle("still", !moving);
  };
  const live = new LivePicture(image, `/live/${encodeURIComponent(camera.id)}/picture`, moves);
  place.append(element);
  return { element, part, live, moves };
}

function update({ element, part, live, moves }, camera, now) {
  const watching = camera.state === "watching";
  const down = !["watching", "starting", "finished"].includes(camera.state);
  element.dataset.state = down ? "down" : camera.state;
  part("h3").textContent = camera.name;
  part("img").alt = line("camera.alt", { name: camera.name });
  put(part(".state"), `camera.state.${camera.state}`, { time: moment(camera.since, now) });

  const people = camera.inView.person ?? 0;
  part(".view").hidden = !watching;
  put(part(".view"), people > 0 ? "camera.inView" : "camera.nobody", { count: people });

  part(".advice").hidden = !down;
  if (down) {
    put(part(".advice"), `camera.advice.${camera.state}`, { time: moment(camera.nextAttempt ?? now, now) });
  }

  part("details").hidden = !camera.reason;
  part(".reason").textContent = camera.reason ?? "";
  live.want(watching);
  if (!watching) {
    moves(false);
  }
}
