// What matters most right now, in one sentence: the first of these that holds.
import { gigabytes, list, moment } from "/format.js";
import { placeOf } from "/place.js";
import { kindOf } from "/states.js";
import { pair } from "/strings.js";

const patience = { link: 60_000, unsent: 600_000 };

/**
 * @returns { level, key, values, also }: level is fine, notice or alarm; the texts are verdict.{key} and its detail; also names
 * the cameras that do not watch properly and are not what the verdict is about.
 */
export function judge(status) {
  const { about = [], ...verdict } = foremost(status);
  const others = status.cameras.filter((camera) => ["down", "impaired", "paused"].includes(kindOf(camera)) && !about.includes(camera));
  return { ...verdict, also: others.length > 0 ? names(others) : null };
}

const names = (cameras) => list(cameras.map((camera) => camera.name));

function foremost(status) {
  const { cameras, outbox, link, disk, evidence } = status;
  const age = (since) => new Date(status.time) - new Date(since);
  const those = (kind) => cameras.filter((camera) => kindOf(camera) === kind);
  const [down, impaired, paused, watching] = ["down", "impaired", "paused", "watching"].map(those);
  // What is wrong with a camera is said as such below, not as something that somebody did.
  const violations = status.openIncidents.filter((incident) => !incident.rule.startsWith("camera_"));

  // What happens now may be the last that is kept, or not kept at all.
  if (disk.short) {
    return { level: "alarm", key: "disk", values: { free: gigabytes(disk.freeBytes) } };
  }
  if (evidence.problem) {
    return { level: "alarm", key: "evidence", values: { problem: evidence.problem } };
  }
  if (violations.length > 0) {
    const [newest] = violations;
    const values = { count: violations.length, title: newest.title, camera: placeOf(newest), time: moment(newest.started, status.time) };
    return { level: "alarm", key: "violation", values };
  }
  const unrecorded = cameras.filter((camera) => ["diskFull", "diskFails"].includes(camera.recording));
  if (unrecorded.length > 0) {
    return { level: "notice", key: "recording", values: { names: names(unrecorded) } };
  }
  if (down.length > 0) {
    return { level: "notice", key: "cameras", about: down, values: { count: down.length, names: names(down) } };
  }
  if (impaired.length > 0) {
    const [{ name: camera, state }] = impaired;
    return { level: "notice", key: "impaired", about: [impaired[0]], values: { count: impaired.length, camera, advice: pair(`camera.advice.${state}`) } };
  }
  if (cameras.length === 0) {
    return { level: "notice", key: "empty", values: {} };
  }
  if (paused.length > 0) {
    return { level: "notice", key: "paused", about: paused, values: { count: paused.length, names: names(paused) } };
  }
  if (outbox.pausedUntil) {
    return { level: "notice", key: "reporting", values: { time: moment(outbox.pausedUntil, status.time) } };
  }
  if ((!link.connected && age(link.since) > patience.link) || (outbox.oldest && age(outbox.oldest) > patience.unsent)) {
    return { level: "notice", key: "link", values: {} };
  }
  if (those("starting").length > 0) {
    return { level: "loading", key: "starting", values: {} };
  }

  // A recording that is over watches no more; a workshop of nothing else is not "all well".
  return watching.length === 0
    ? { level: "notice", key: "finished", values: {} }
    : { level: "fine", key: "fine", values: { count: watching.length } };
}
