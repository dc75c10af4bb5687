// The page of recordings: a camera and a day are chosen, looked at, and exported.
import { listenToChoice, showChoice } from "/choice.js";
import { listenToControls, play } from "/controls.js";
import { Day } from "/day.js";
import { showExports } from "/exports.js";
import { stamp, useZone } from "/format.js";
import { showLegend } from "/legend.js";
import { showMarks } from "/marks.js";
import { Playing } from "/playing.js";
import { clear, pair, put, putStatic } from "/strings.js";
import { Timeline } from "/timeline.js";

const part = (id) => document.getElementById(id);
const video = part("video");
const seek = (seconds) => playing.seek(seconds);
const timeline = new Timeline(part("timeline"), { seek, say: (seconds) => day.clock(seconds) });
const playing = new Playing(video, { say, sayUsual, moved, renew });
const exportsPanel = showExports({ now: () => playing.position, day: () => day, changed: () => timeline.place(playing.position, exportsPanel.mark) });
const problems = { 400: "playback.noDay", 404: "playback.noCamera" };
let day = null;
let choosing = 0;

async function choose(camera, date, at = null) {
  const seconds = () => (at - day.start) / 1000;
  const problem = await load(camera, date, () => {
    timeline.show(day, at === null ? null : seconds());
    exportsPanel.reset();
  });
  if (problem === null && day.runs.length > 0) {
    seek(at === null ? day.runs.at(-1).from : seconds());
  }
  return problem;
}

async function renew() {
  return day !== null && await load(day.camera, day.day, () => timeline.renew(day)) === null;
}

/** @returns null where the day is shown; or why not, which is said; or "" where another was chosen meanwhile. */
async function load(camera, date, showTimeline) {
  const turn = ++choosing;
  const loaded = await Day.load(camera, date).catch((error) => error);
  if (turn !== choosing) {
    return "";
  }
  if (loaded instanceof Error) {
    const problem = problems[loaded.status] ?? "playback.failed";
    say(problem);
    return problem;
  }

  day = loaded;
  part("play").disabled = !day.stream;
  showChoice(day);
  showTimeline();
  showMarks(day, seek);
  showLegend(day);
  showLack();
  sayUsual();
  playing.show(day);
  return null;
}

function showLack() {
  const key = day.isUnplayable ? "playback.unplayable" : day.runs.length === 0 ? "playback.nothing" : null;
  part("nothing").hidden = key === null;
  if (key) {
    put(part("nothing"), key);
  }
}

function say(key, values) {
  put(part("say"), key, values);
}

function sayUsual() {
  if (day.isSubstitute) {
    say("playback.h265");
  } else {
    clear(part("say"));
  }
}

function moved(now) {
  part("clock").textContent = now === null ? "--:--:--" : day.clock(now);
  if (now !== null) {
    part("clock").dateTime = day.iso(now);
  }
  timeline.place(now, exportsPanel.mark);
}

async function start() {
  const asked = new URLSearchParams(location.search);
  const status = await fetch("/api/status").then((answer) => answer.json());
  useZone(status.timeZone);
  part("site").textContent = status.site;
  document.title = pair("playback.title", { site: status.site }).zh;
  const at = asked.get("at") ? Date.parse(asked.get("at")) : NaN;
  const first = status.cameras[0]?.id;
  const camera = asked.get("camera") ?? first;
  if (camera === undefined) {
    say("playback.noCamera");
    return;
  }

  const isMoment = !Number.isNaN(at);
  const problem = await (isMoment ? choose(camera, stamp(at).slice(0, 10), at) : choose(camera, asked.get("day") ?? asked.get("at") ?? undefined));
  if (problem === null && isMoment) {
    play(video);
  } else if (problem && first !== undefined) {
    // What the address asks for is not there: what there is can still be chosen.
    await choose(first);
    say(problem);
  }
}

putStatic(document);
listenToControls(video, timeline, { move: (seconds) => playing.move(seconds), start: () => seek(0), isReady: () => day !== null });
listenToChoice((camera, date) => choose(camera, date ?? day.day, date ? null : day.start + (playing.position ?? 0) * 1000));
start().catch(() => say("playback.failed"));
