// The figures under the verdict, what is unsent, and the box itself.
import { gigabytes, isSameDay, moment, seconds, span, stamp } from "/format.js";
import { askReportingPause, askReportingResume, askSendAgain } from "/orders.js";
import { line, pair, put } from "/strings.js";

const part = (id) => document.getElementById(id);

export function showFacts({ cameras, outbox, time }, incidents, limit) {
  const working = cameras.filter((camera) => camera.state === "watching").length;
  const today = incidents.filter((incident) => isSameDay(incident.started, time)).length;
  part("fact-cameras").textContent = pair("fact.cameras.value", { working, all: cameras.length }).zh;
  part("fact-today").textContent = today < limit ? today : pair("fact.many", { count: today }).zh;
  part("fact-unsent").textContent = outbox.count;
}

part("reporting-pause").addEventListener("click", askReportingPause);
part("reporting-resume").addEventListener("click", askReportingResume);
part("reporting-again").addEventListener("click", askSendAgain);

export function showReporting({ outbox, link, time }) {
  const { count, oldest, setAside, pausedUntil } = outbox;
  put(part("reporting-unsent"), count > 0 ? "reporting.waiting" : "reporting.all", { count, duration: span(oldest ?? time, time) });
  put(part("reporting-link"), link.connected ? "reporting.connected" : "reporting.disconnected", { time: moment(link.since, time) });
  part("reporting-fallback").hidden = !(link.broker?.place > 1);
  put(part("reporting-fallback"), "reporting.fallback", { address: link.broker?.address });
  part("reporting-rival").hidden = link.rival === null;
  put(part("reporting-rival"), "reporting.rival", { count: link.rival?.times, time: moment(link.rival?.since ?? time, time) });
  put(part("reporting-aside"), "reporting.aside", { count: setAside });
  part("reporting-paused").hidden = part("reporting-resume").hidden = pausedUntil === null;
  part("reporting-pause").hidden = pausedUntil !== null;
  put(part("reporting-paused"), "reporting.paused", { time: moment(pausedUntil ?? time, time) });
  ["aside", "reasons", "again"].forEach((each) => { part(`reporting-${each}`).hidden = setAside === 0; });
  part("reporting-reasons").querySelector("ul").replaceChildren(...outbox.lastSetAside.map(({ incident, isThumbnail, reason }) =>
    Object.assign(document.createElement("li"), { textContent: `${line(`reporting.kind.${isThumbnail ? "picture" : "event"}`)} ${incident}: ${reason}` })));
}

export function showBox({ startedAt, time, disk, recordings, version, untaught, evidence, cameras, centralChange, clock }) {
  showChange(centralChange, cameras, time);
  part("box-untaught").parentElement.hidden = untaught.length === 0;
  put(part("box-untaught"), "box.untaught", { count: untaught.length });
  put(part("box-running"), "box.running", { duration: span(startedAt, time) });
  showClock(clock, time);
  put(part("box-disk"), "box.disk", { free: gigabytes(disk.freeBytes) });
  const { bytes, oldest, givenUpSeconds } = recordings;
  put(part("box-recordings"), oldest ? "box.recordings" : "box.recordings.none", { duration: span(oldest ?? time, time), size: gigabytes(bytes) });
  part("box-given-up").hidden = givenUpSeconds === 0;
  put(part("box-given-up"), "box.givenUp", { duration: seconds(givenUpSeconds) });
  part("box-losses").replaceChildren(...evidence.losses.map((loss) => lossLine(loss, time)));
  put(part("box-version"), "box.version", { version });
}

// What the supervising office has last made of the configuration, and why it was not kept.
function showChange(change, cameras, time) {
  part("box-change").hidden = change === null;
  if (change === null) {
    return;
  }

  const { outcome, at, cause, detail } = change;
  const names = (detail ?? "").split(", ").map((id) => cameras.find((camera) => camera.id === id)?.name ?? id);
  const why = cause && pair(`box.change.cause.${cause}`, { names: { zh: names.join("、"), en: names.join(", ") } });
  put(part("box-change"), `box.change.${outcome}`, { time: moment(at, time), cause: why });
}

// Whoever looks has a clock too, and most telephones' are right.
function showClock(clock, time) {
  const off = Math.abs(Date.now() - new Date(time)) / 1000;
  const isUnsure = clock !== null || off > 60;
  const key = clock?.differsFromCameras ? "box.clock.cameras" : off > 60 ? "box.clock.viewer" : "box.clock";
  part("box-clock").hidden = !isUnsure;
  put(part("box-clock"), key, { time: stamp(time), duration: seconds(off) });
}

function lossLine({ loss, at, detail }, time) {
  const told = document.createElement("p");
  told.className = "pair";
  put(told, `box.loss.${loss}`, { detail, time: moment(at, time) });
  return told;
}
