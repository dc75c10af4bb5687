// One camera in large: its stream in full quality, or what the agent makes of it.
import { moment } from "/format.js";
import { LiveVideo } from "/livevideo.js";
import { kindOf } from "/states.js";
import { line, put } from "/strings.js";

const part = (name) => document.getElementById(`live-${name}`);
const dialog = document.getElementById("live");
const video = new LiveVideo(part("video"), changed);
let shown = null; // { camera, time, view: "full" | "judged", streams left to try, state of the video, dropped: a stream could not be played }

part("full").addEventListener("click", () => choose("full"));
part("judged").addEventListener("click", () => choose("judged"));
part("judged-picture").addEventListener("load", () => shown && say());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog.addEventListener("close", () => {
  video.close();
  part("judged-picture").removeAttribute("src");
  shown = null;
});

export function openLive(camera, time) {
  shown = { camera, time, streams: [...camera.streams], state: "connecting", dropped: false };
  part("title").textContent = camera.name;
  part("video").setAttribute("aria-label", line("camera.alt", { name: camera.name }));
  part("judged-picture").alt = line("live.alt", { name: camera.name });
  part("recording").href = `/playback.html?camera=${encodeURIComponent(camera.id)}`;
  dialog.showModal();
  choose(shown.streams.length > 0 ? "full" : "judged");
}

/** What became of the camera meanwhile. */
export function refreshLive({ cameras, time }) {
  const camera = shown && cameras.find((each) => each.id === shown.camera.id);
  if (camera) {
    Object.assign(shown, { camera, time });
    say();
  }
}

function choose(view) {
  Object.assign(shown, { view, state: "connecting" });
  const full = view === "full";
  video.close();
  part("video").hidden = !full;
  part("judged-picture").hidden = full;
  part("judged-picture").removeAttribute("src");
  if (full) {
    video.open(shown.camera.id, shown.streams[0]);
  } else {
    part("judged-picture").src = `/live/${encodeURIComponent(shown.camera.id)}`;
  }
  say();
}

function changed(state) {
  if (!shown) {
    return;
  }

  shown.state = state;
  if (state === "unplayable") {
    shown.streams.shift();
    shown.dropped = true;
    choose(shown.streams.length > 0 ? "full" : "judged");
  } else {
    say();
  }
}

function say() {
  const { camera, time, view, streams, state, dropped } = shown;
  const full = view === "full";
  part("full").setAttribute("aria-pressed", full);
  part("judged").setAttribute("aria-pressed", !full);
  part("full").disabled = streams.length === 0;
  const kind = kindOf(camera);
  const comes = full ? state === "playing" : kind === "watching" || kind === "impaired";
  part("wait").hidden = comes;
  if (!comes) {
    const why = state === "crowded" ? "live.crowded" : "live.connecting";
    put(part("wait"), kind === "watching" ? why : `camera.state.${camera.state}`, { time: moment(camera.since, time) });
  }

  const note = noteOf(full, streams, dropped);
  part("note").hidden = !note;
  if (note) {
    put(part("note"), note);
  }
}

function noteOf(full, streams, dropped) {
  if (dropped) {
    return streams.length > 0 ? "live.h265" : "live.h265.only";
  }
  if (streams.length === 0) {
    return "live.clip";
  }
  return full ? null : "live.legend";
}
