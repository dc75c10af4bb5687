// Where an incident happened: the camera, and the area where it watches several.
import { named, pair } from "/strings.js";

export function placeOf({ cameraName: camera, zone }) {
  return zone === "" ? camera : pair("incident.place", { camera, zone: named(`zone.${zone}`, zone) });
}
