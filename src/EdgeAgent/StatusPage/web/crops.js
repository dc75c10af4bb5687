// Crops in a grid. A click marks one as good, a second as bad, a third as neither.
import { moment } from "/format.js";
import { line, pair, put } from "/strings.js";

const template = document.getElementById("crop");
const next = { none: "good", good: "bad", bad: "none" };

/** What is there stays where it is, so that nothing moves under the pointer. @param mark (crop, mark) tells the agent. */
export function showCrops(place, crops, { names, now, mark }) {
  const there = new Map([...place.children].map((entry) => [entry.dataset.id, entry]));
  const entries = crops.map((crop) => there.get(crop.id) ?? newEntry(crop, names, now, mark));
  if (entries.length !== place.children.length || entries.some((entry, index) => place.children[index] !== entry)) {
    place.replaceChildren(...entries);
  }
}

function newEntry(crop, names, now, mark) {
  const entry = template.content.firstElementChild.cloneNode(true);
  const button = entry.querySelector("button");
  const values = { camera: names[crop.camera] ?? crop.camera ?? "", time: crop.at ? moment(crop.at, now) : "" };
  entry.dataset.id = crop.id;
  entry.querySelector("img").src = crop.picture;
  show(button, values, crop.mark ?? "none");
  button.addEventListener("click", async () => {
    const before = button.dataset.mark;
    show(button, values, next[before]);
    button.disabled = true;
    await mark(crop, next[before]).catch(() => show(button, values, before));
    button.disabled = false;
    button.focus();
  });
  return entry;
}

function show(button, values, mark) {
  button.dataset.mark = mark;
  put(button.querySelector(".mark"), `enrolment.mark.${mark}`);
  button.setAttribute("aria-label", line("enrolment.crop", { ...values, mark: pair(`enrolment.mark.${mark}`) }));
}
