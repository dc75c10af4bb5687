// Which camera and day is looked at.
import { line } from "/strings.js";

const part = (id) => document.getElementById(id);

export function showChoice(day) {
  const option = (value, text, selected) => Object.assign(document.createElement("option"), { value, textContent: text, selected });
  part("camera").replaceChildren(...day.cameras.map(({ id, name }) => option(id, name, id === day.camera)));
  const days = day.days.includes(day.day) ? day.days : [...day.days, day.day].sort();
  part("day").replaceChildren(...days.map((each) => option(each, each, each === day.day)));
  const place = days.indexOf(day.day);
  part("day-before").disabled = place === 0;
  part("day-after").disabled = place === days.length - 1;
  part("clock-day").textContent = day.day;
  history.replaceState(null, "", `?${new URLSearchParams({ camera: day.camera, day: day.day })}`);
}

/** @param choose called with the camera and, where another day was chosen, the day */
export function listenToChoice(choose) {
  const neighbour = (by) => choose(part("camera").value, part("day").options[part("day").selectedIndex + by].value);
  part("choice").addEventListener("submit", (event) => event.preventDefault());
  part("camera").addEventListener("change", () => choose(part("camera").value));
  part("day").addEventListener("change", () => choose(part("camera").value, part("day").value));
  for (const [id, key, by] of [["day-before", "playback.dayBefore", -1], ["day-after", "playback.dayAfter", 1]]) {
    part(id).setAttribute("aria-label", line(key));
    part(id).addEventListener("click", () => neighbour(by));
  }
}
