// What a camera's state means for whoever looks after the workshop.
const kinds = {
  watching: "watching", starting: "starting", finished: "finished", paused: "paused",
  frozen: "impaired", covered: "impaired", moved: "impaired", dark: "impaired",
};

/** @returns watching, starting, finished, paused, impaired (pictures come but do not show what they should) or down. */
export function kindOf(camera) {
  return kinds[camera.state] ?? "down";
}
