// Where an incident happened: the camera, and the area where it watches several.
import { named, pair } from "/strings.js";

export function placeOf({ cameraName: camera, zone }) {
  return zone === "" ? camera : pair("incident.place", { camera, zone: named(`zone.${zone}`, zone) });
}

const before = 5000;

/** Address of the recording from a little before the incident on. */
export function recordingOf({ camera, started }) {
  const at = new Date(new Date(started).getTime() - before).toISOString();
  return `/playback.html?camera=${encodeURIComponent(camera)}&at=${encodeURIComponent(at)}`;
}
