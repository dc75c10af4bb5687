// Looks at recordings: a camera and a day are chosen, and played across all gaps.
import { listenToChoice, showChoice } from "/choice.js";
import { Day } from "/day.js";
import { showExports } from "/exports.js";
import { showLegend } from "/legend.js";
import { showMarks } from "/marks.js";
import { Player } from "/player.js";
import { clear, line, pair, put, putStatic } from "/strings.js";
import { Timeline } from "/timeline.js";

const part = (id) => document.getElementById(id);
const speeds = [0.5, 1, 2, 4, 8];
const jumps = { arrow: 5, page: 60 };
const gapSeconds = 1;
const fresh = 30_000;
const video = part("video");
const player = new Player(video, () => put(part("say"), "playback.failed"));
const timeline = new Timeline(part("timeline"), { seek, say: (seconds) => day.clock(seconds) });
const exportsPanel = showExports({ now: position, day: () => day, changed: () => timeline.place(position(), exportsPanel.mark) });
let day = null;
let loadedAt = 0;
let last = null;
let choosing = 0;

/** Where the player is, in seconds of the day; null without a recording. */
function position() {
  const time = day?.stream && player.isLoaded ? player.time : null;
  return time === null ? null : (time - day.start) / 1000;
}

async function choose(camera, date, at = null) {
  const turn = ++choosing;
  const chosen = await Day.load(camera, date).catch((error) => error);
  if (turn !== choosing) {
    return;
  }
  if (chosen instanceof Error) {
    put(part("say"), chosen.status === 404 ? "playback.noCamera" : "playback.failed");
    return;
  }

  player.close();
  video.removeAttribute("src");
  Object.assign(part("play"), { disabled: !chosen.stream });
  [day, last, loadedAt] = [chosen, null, Date.now()];
  showChoice(day);
  timeline.show(day, at === null ? null : (at - day.start) / 1000);
  showMarks(day, seek);
  showLegend(day);
  exportsPanel.reset();
  say();
  if (day.runs.length > 0 && day.stream) {
    seek(at === null ? day.runs.at(-1).from : (at - day.start) / 1000);
  }
  tick();
}

function say() {
  const key = day.isUnplayable ? "playback.unplayable" : day.runs.length === 0 ? "playback.nothing" : null;
  part("nothing").hidden = key === null;
  if (key) {
    put(part("nothing"), key);
  }
  sayUsual();
}

function sayUsual() {
  if (day.isSubstitute) {
    put(part("say"), "playback.h265");
  } else {
    clear(part("say"));
  }
}

/** Goes to a moment; where nothing was recorded then, to the next that was. */
function seek(seconds) {
  if (!day?.stream) {
    return;
  }

  const run = day.runAt(seconds) ?? day.runAfter(seconds);
  if (!run) {
    put(part("say"), "playback.end", { time: day.clock(seconds) });
    return;
  }
  const to = Math.max(seconds, run.from);
  if (to > seconds + gapSeconds) {
    sayGap(seconds, to);
  } else {
    sayUsual();
  }

  const moment = day.start + to * 1000;
  if (!player.isLoaded || (player.end !== null && moment >= player.end)) {
    player.load(day.playlist, moment);
  } else {
    player.seek(moment);
  }
  last = to;
  timeline.place(to, exportsPanel.mark);
}

function sayGap(from, to) {
  put(part("say"), "playback.gap", { from: day.clock(from), to: day.clock(to) });
}

function tick() {
  const now = position();
  if (day && now !== null) {
    if (!video.paused && last !== null && now > last) {
      const before = day.runAt(last);
      if (before && now > before.to + gapSeconds) {
        sayGap(before.to, now);
      }
    }
    last = now;
    part("clock").textContent = day.clock(now);
    part("clock").dateTime = day.iso(now);
  } else {
    part("clock").textContent = "--:--:--";
  }
  timeline.place(now, exportsPanel.mark);
}

// What has been recorded meanwhile is added when the end of what was known is reached.
async function atEnd() {
  if (day.day !== day.days.at(-1) || Date.now() - loadedAt < fresh) {
    put(part("say"), "playback.end", { time: day.clock(last ?? 0) });
    return;
  }
  await choose(day.camera, day.day, day.start + last * 1000 + gapSeconds * 1000);
  video.play().catch(() => {});
}

function toggle() {
  if (video.paused) {
    video.play().catch(() => {});
  } else {
    video.pause();
  }
}

function move(seconds) {
  const now = position();
  if (now !== null) {
    const before = now + seconds;
    // Backwards over a gap: to the end of what was recorded before it.
    const run = seconds < 0 && !day.runAt(before) ? day.runs.findLast((each) => each.to <= now) : null;
    seek(run ? Math.max(run.from, run.to + seconds) : Math.max(0, before));
  }
}

function showPlaying() {
  part("play-sign").setAttribute("href", video.paused ? "#sign-play" : "#sign-pause");
  part("play").setAttribute("aria-label", line(video.paused ? "playback.play" : "playback.pause"));
}

function setSpeed(speed) {
  video.defaultPlaybackRate = video.playbackRate = speed;
  part("speeds").querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", Number(each.value) === speed));
}

function listen() {
  const labels = {
    back: "playback.back", forward: "playback.forward", speeds: "playback.speed", timeline: "timeline.label", closer: "timeline.closer",
    wider: "timeline.wider", video: "playback.video",
  };
  Object.entries(labels).forEach(([id, key]) => part(id).setAttribute("aria-label", line(key)));
  part("speeds").append(...speeds.map((speed) => {
    const button = Object.assign(document.createElement("button"), { type: "button", value: speed, textContent: `${speed}×` });
    button.addEventListener("click", () => setSpeed(speed));
    return button;
  }));
  listenToChoice((camera, date) => choose(camera, date ?? day.day, date ? null : day.start + (position() ?? 0) * 1000));
  part("play").addEventListener("click", toggle);
  part("back").addEventListener("click", () => move(-jumps.arrow));
  part("forward").addEventListener("click", () => move(jumps.arrow));
  part("closer").addEventListener("click", () => timeline.closer());
  part("wider").addEventListener("click", () => timeline.wider());
  part("whole").addEventListener("click", () => timeline.whole());
  ["play", "pause"].forEach((event) => video.addEventListener(event, showPlaying));
  video.addEventListener("click", toggle);
  video.addEventListener("ended", atEnd);
  document.addEventListener("keydown", press);
  setInterval(() => day && tick(), 100);
}

function press(event) {
  if (event.target.closest("select, input") || event.ctrlKey || event.metaKey || event.altKey || !day) {
    return;
  }
  const actions = {
    " ": () => !event.target.closest("button, a") && (toggle(), true),
    ArrowLeft: () => (move(-jumps.arrow), true),
    ArrowRight: () => (move(jumps.arrow), true),
    PageDown: () => event.target === timeline.canvas && (move(-jumps.page), true),
    PageUp: () => event.target === timeline.canvas && (move(jumps.page), true),
    Home: () => event.target === timeline.canvas && (seek(0), true),
  };
  if (actions[event.key]?.()) {
    event.preventDefault();
  }
}

async function start() {
  const asked = new URLSearchParams(location.search);
  const status = await fetch("/api/status").then((answer) => answer.json());
  part("site").textContent = status.site;
  document.title = pair("playback.title", { site: status.site }).zh;
  const at = asked.get("at") ? Date.parse(asked.get("at")) : NaN;
  const camera = asked.get("camera") ?? status.cameras[0]?.id;
  if (camera === undefined) {
    put(part("say"), "playback.noCamera");
  } else if (Number.isNaN(at)) {
    await choose(camera, asked.get("day") ?? undefined);
  } else {
    await choose(camera, await dayOf(camera, at), at);
    video.play().catch(() => {});
  }
}

// The workshop's day, which need not be the viewer's.
async function dayOf(camera, at) {
  const { offset } = await Day.load(camera);
  return new Date(at + offset).toISOString().slice(0, 10);
}

putStatic(document);
listen();
showPlaying();
setSpeed(1);
start().catch(() => put(part("say"), "playback.failed"));
