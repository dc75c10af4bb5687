// What the colours of the timeline mean: only those that are there.
import { named, show } from "/strings.js";
import { colourOf } from "/timelinepaint.js";

export function showLegend({ coverage, incidents }) {
  const states = Object.entries(coverage?.seconds ?? {}).filter(([, seconds]) => seconds > 0).map(([state]) => state);
  document.getElementById("legend").replaceChildren(
    entry("--recorded", "timeline.recorded"),
    ...coverage?.spans.some((span) => span.activity) ? [entry("--activity", "timeline.activity")] : [],
    ...coverage?.spans.some((span) => span.givenUp) ? [entry("--given-up", "timeline.givenUp")] : [],
    ...incidents.length > 0 ? [entry("--alarm", "timeline.incident")] : [],
    ...states.map((state) => entry(colourOf(state), `coverage.${state}`)));
}

function entry(colour, key) {
  const item = Object.assign(document.createElement("li"), { className: "pair" });
  const [swatch, text] = [document.createElement("i"), document.createElement("span")];
  swatch.dataset.colour = colour;
  const own = key.split(".").at(-1);
  show(text, named(key, { zh: own, en: own }));
  item.append(swatch, text);
  return item;
}
