// The figures under the verdict, what is unsent, and the box itself.
import { gigabytes, isSameDay, moment, seconds, span } from "/format.js";
import { pair, put } from "/strings.js";

const part = (id) => document.getElementById(id);

export function showFacts({ cameras, outbox, time }, incidents, limit) {
  const working = cameras.filter((camera) => camera.state === "watching").length;
  const today = incidents.filter((incident) => isSameDay(incident.started, time)).length;
  part("fact-cameras").textContent = pair("fact.cameras.value", { working, all: cameras.length }).zh;
  part("fact-today").textContent = today < limit ? today : pair("fact.many", { count: today }).zh;
  part("fact-unsent").textContent = outbox.count;
}

export function showReporting({ outbox, link, time }) {
  const { count, oldest, setAside } = outbox;
  put(part("reporting-unsent"), count > 0 ? "reporting.waiting" : "reporting.all", { count, duration: span(oldest ?? time, time) });
  put(part("reporting-link"), link.connected ? "reporting.connected" : "reporting.disconnected", { time: moment(link.since, time) });
  put(part("reporting-aside"), "reporting.aside", { count: setAside });
  part("reporting-aside").hidden = setAside === 0;
}

export function showBox({ startedAt, time, disk, recordings, version, untaught, evidence }) {
  part("box-untaught").parentElement.hidden = untaught.length === 0;
  put(part("box-untaught"), "box.untaught", { count: untaught.length });
  put(part("box-running"), "box.running", { duration: span(startedAt, time) });
  put(part("box-disk"), "box.disk", { free: gigabytes(disk.freeBytes) });
  const { bytes, oldest, givenUpSeconds } = recordings;
  put(part("box-recordings"), oldest ? "box.recordings" : "box.recordings.none", { duration: span(oldest ?? time, time), size: gigabytes(bytes) });
  part("box-given-up").hidden = givenUpSeconds === 0;
  put(part("box-given-up"), "box.givenUp", { duration: seconds(givenUpSeconds) });
  part("box-losses").replaceChildren(...evidence.losses.map((loss) => lossLine(loss, time)));
  put(part("box-version"), "box.version", { version });
}

function lossLine({ loss, at, detail }, time) {
  const line = document.createElement("p");
  line.className = "pair";
  put(line, `box.loss.${loss}`, { detail, time: moment(at, time) });
  return line;
}
