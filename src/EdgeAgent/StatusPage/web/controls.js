// What the viewer plays with: buttons, speeds, keys.
import { line } from "/strings.js";

const part = (id) => document.getElementById(id);
const speeds = [0.5, 1, 2, 4, 8];
const jumps = { arrow: 5, page: 60 };

/** @param actions { move(seconds), start() goes to the day's beginning, isReady() } */
export function listenToControls(video, timeline, actions) {
  labelAll();
  part("speeds").append(...speeds.map((speed) => {
    const button = Object.assign(document.createElement("button"), { type: "button", value: speed, textContent: `${speed}×` });
    button.addEventListener("click", () => setSpeed(video, speed));
    return button;
  }));
  setSpeed(video, 1);

  const toggle = () => (video.paused ? play(video) : video.pause());
  part("play").addEventListener("click", toggle);
  part("back").addEventListener("click", () => actions.move(-jumps.arrow));
  part("forward").addEventListener("click", () => actions.move(jumps.arrow));
  part("closer").addEventListener("click", () => timeline.closer());
  part("wider").addEventListener("click", () => timeline.wider());
  part("whole").addEventListener("click", () => timeline.whole());
  ["play", "pause"].forEach((event) => video.addEventListener(event, () => showPlaying(video)));
  showPlaying(video);
  video.addEventListener("click", toggle);

  document.addEventListener("keydown", (event) => {
    if (!event.target.closest("select, input") && !event.ctrlKey && !event.metaKey && !event.altKey && actions.isReady()) {
      press(event, { ...actions, toggle, isOnTimeline: event.target === timeline.canvas });
    }
  });
}

/** A browser that does not let it play shows it paused. */
export function play(video) {
  video.play().catch(() => {});
}

function labelAll() {
  const labels = {
    back: "playback.back", forward: "playback.forward", speeds: "playback.speed", timeline: "timeline.label", closer: "timeline.closer",
    wider: "timeline.wider", video: "playback.video",
  };
  Object.entries(labels).forEach(([id, key]) => part(id).setAttribute("aria-label", line(key)));
}

function showPlaying({ paused }) {
  part("play-sign").setAttribute("href", paused ? "#sign-play" : "#sign-pause");
  part("play").setAttribute("aria-label", line(paused ? "playback.play" : "playback.pause"));
}

function setSpeed(video, speed) {
  video.defaultPlaybackRate = video.playbackRate = speed;
  part("speeds").querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", Number(each.value) === speed));
}

function press(event, { move, start, toggle, isOnTimeline }) {
  const everywhere = { ArrowLeft: () => move(-jumps.arrow), ArrowRight: () => move(jumps.arrow) };
  const onTimeline = { PageDown: () => move(-jumps.page), PageUp: () => move(jumps.page), Home: start };
  const action = event.key === " " ? !event.target.closest("button:not(#speeds button), a") && toggle : everywhere[event.key] ?? (isOnTimeline && onTimeline[event.key]);
  if (action) {
    action();
    event.preventDefault();
  }
}
