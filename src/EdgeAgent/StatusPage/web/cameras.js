// A card for each camera.
import { hoursAndMinutes, moment } from "/format.js";
import { LivePicture } from "/live.js";
import { openLive, refreshLive } from "/livedialog.js";
import { askPause, askResume, askView } from "/orders.js";
import { kindOf } from "/states.js";
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
  refreshLive({ cameras, time });
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
  const card = { element, part, camera, moving: false };
  element.querySelectorAll("[data-text]").forEach((each) => put(each, each.dataset.text));
  part(".open").addEventListener("click", () => openLive(card.camera, card.time));
  part(".pause").addEventListener("click", () => askPause(card.camera));
  part(".resume").addEventListener("click", () => askResume(card.camera));
  part(".accept").addEventListener("click", () => askView(card.camera));

  card.moves = (moving) => {
    card.moving = moving;
    part("img").hidden &&= !moving;
    element.classList.toggle("still", !moving);
    label(card);
  };
  card.live = new LivePicture(part("img"), `/live/${encodeURIComponent(camera.id)}/picture`, card.moves);
  place.append(element);
  return card;
}

// Stopped is said only of a picture that was there: a camera that never gave one shows its state instead.
function label({ part, camera, moving }) {
  const kind = kindOf(camera);
  const stopped = !moving && !part("img").hidden;
  part(".label").hidden = kind !== "paused" && !stopped && !(moving && kind === "impaired");
  if (!part(".label").hidden) {
    put(part(".label"), stopped ? "camera.stopped" : `camera.label.${camera.state}`);
  }
}

function update(card, camera, now) {
  const { element, part } = card;
  const kind = kindOf(camera);
  const shows = kind === "watching" || kind === "impaired";
  Object.assign(card, { camera, time: now });
  element.dataset.state = kind;
  part("h3").textContent = camera.name;
  part("img").alt = line("camera.alt", { name: camera.name });
  part(".open").setAttribute("aria-label", line("camera.open", { name: camera.name }));
  put(part(".state"), `camera.state.${camera.state}`, { time: moment(camera.since, now) });

  const people = camera.inView.person ?? 0;
  part(".view").hidden = kind !== "watching";
  put(part(".view"), people > 0 ? "camera.inView" : "camera.nobody", { count: people });

  const { watchedSeconds, elapsedSeconds } = camera.today;
  put(part(".today"), "camera.today", { watched: hoursAndMinutes(watchedSeconds), elapsed: hoursAndMinutes(elapsedSeconds) });

  const { judged, unsure, unfit } = camera.looks;
  part(".looks").hidden = judged + unsure + unfit === 0;
  put(part(".looks"), "camera.looks", { count: judged + unsure + unfit, unclear: unsure + unfit });

  part(".recording").hidden = camera.recording === "off" || camera.recording === "connecting" || kind === "paused";
  part(".recording").classList.toggle("problem", camera.recording !== "recording");
  if (!part(".recording").hidden) {
    put(part(".recording"), `camera.recording.${camera.recording}`);
  }

  const next = { time: moment(camera.nextAttempt ?? now, now) };
  part(".advice").hidden = !["down", "impaired", "paused"].includes(kind);
  if (!part(".advice").hidden) {
    put(part(".advice"), `camera.advice.${camera.state}`, next);
  }

  part(".next").hidden = camera.state !== "loginRefused" || !camera.nextAttempt;
  put(part(".next"), "camera.next", next);
  part(".pause").hidden = kind === "paused" || kind === "finished";
  part(".resume").hidden = kind !== "paused";
  part(".accept").hidden = camera.state !== "moved";
  const reasons = [camera.reason, camera.recordingReason].filter(Boolean);
  part("details").hidden = reasons.length === 0;
  part(".reason").textContent = [...new Set(reasons)].join("; ");

  // Who pauses a camera does not want to be seen, also not as of a moment ago.
  part("img").hidden ||= kind === "paused";
  card.live.want(shows);
  if (!shows) {
    card.moves(false);
  }
  label(card);
}
