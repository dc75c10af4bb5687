// What matters most right now, in one sentence: the first of these that holds.
import { gigabytes, list, moment } from "/format.js";

const patience = { link: 60_000, unsent: 600_000 };
const isDown = (camera) => !["watching", "starting", "finished"].includes(camera.state);

/** @returns { level, key, values }: level is fine, notice or alarm; the texts are verdict.{key} and its detail. */
export function judge(status) {
  const { cameras, outbox, link, disk } = status;
  const age = (since) => new Date(status.time) - new Date(since);
  const down = cameras.filter(isDown);
  // A lost camera is named as such below, not as something that somebody did.
  const violations = status.openIncidents.filter((incident) => incident.rule !== "camera_lost");

  if (violations.length > 0) {
    const { title, cameraName: camera, started } = violations[0];
    return { level: "alarm", key: "violation", values: { count: violations.length, title, camera, time: moment(started, status.time) } };
  }
  if (disk.short) {
    return { level: "alarm", key: "disk", values: { free: gigabytes(disk.freeBytes) } };
  }
  if (down.length > 0) {
    return { level: "notice", key: "cameras", values: { count: down.length, names: list(down.map((camera) => camera.name)) } };
  }
  if (cameras.length === 0) {
    return { level: "notice", key: "empty", values: {} };
  }
  if ((!link.connected && age(link.since) > patience.link) || (outbox.oldest && age(outbox.oldest) > patience.unsent)) {
    return { level: "notice", key: "link", values: {} };
  }
  if (cameras.some((camera) => camera.state === "starting")) {
    return { level: "loading", key: "starting", values: {} };
  }

  // A recording that is over watches no more; a workshop of nothing else is not "all well".
  const watching = cameras.filter((camera) => camera.state === "watching").length;
  return watching === 0
    ? { level: "notice", key: "finished", values: {} }
    : { level: "fine", key: "fine", values: { count: watching } };
}
