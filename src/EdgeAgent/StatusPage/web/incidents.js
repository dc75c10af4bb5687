// The last incidents, newest first.
import { moment, span } from "/format.js";
import { askAnswer, askVerdict } from "/orders.js";
import { placeOf, recordingOf } from "/place.js";
import { line, pair, put, show } from "/strings.js";
import { openViewer } from "/viewer.js";

const atFirst = 6;
const place = document.getElementById("incidents");
const more = document.getElementById("incidents-more");
const template = document.getElementById("incident-entry");
const entries = new Map();
let shown = atFirst;
let newest = { incidents: [], now: 0 };

more.addEventListener("click", () => {
  const first = place.children[shown];
  shown = Infinity;
  render();
  first?.querySelector("a[href]")?.focus();
});

export function showIncidents(incidents, now) {
  newest = { incidents, now };
  render();
}

function render() {
  const { incidents, now } = newest;
  const ids = new Set(incidents.map((incident) => incident.id));
  entries.forEach((entry, id) => ids.has(id) || (entry.remove(), entries.delete(id)));

  incidents.forEach((incident, index) => {
    if (!entries.has(incident.id)) {
      entries.set(incident.id, template.content.firstElementChild.cloneNode(true));
    }
    const entry = entries.get(incident.id);
    update(entry, incident, now);
    entry.hidden = index >= shown;
    // Only moved when out of place, so that the focus stays where it is.
    if (place.children[index] !== entry) {
      place.insertBefore(entry, place.children[index] ?? null);
    }
  });

  more.hidden = incidents.length <= shown;
  document.getElementById("incidents-empty").hidden = incidents.length > 0;
}

function update(entry, incident, now) {
  const part = (selector) => entry.querySelector(selector);
  const ongoing = incident.ended === null;
  const values = {
    camera: placeOf(incident),
    time: moment(incident.started, now),
    duration: span(incident.started, incident.ended ?? now),
    title: incident.title,
  };
  entry.dataset.severity = incident.severity;
  entry.classList.toggle("ongoing", ongoing);
  show(part(".title"), incident.title);
  put(part(".severity"), `severity.${incident.severity}`);
  put(part(".now"), ongoing ? "incident.now" : "incident.over");
  const when = pair(ongoing ? "incident.ongoing" : "incident.ended", values);
  show(part(".when"), when);

  part(".recording").href = recordingOf(incident);
  put(part(".recording"), "incident.recording");

  const given = part(".verdict-given");
  given.dataset.verdict = incident.verdict ?? "none";
  put(given, incident.verdict === null ? "incident.verdict" : `incident.verdict.${incident.verdict}`);
  given.disabled = incident.verdictBy === "office";
  given.onclick = () => askVerdict(incident);

  const answered = part(".answer");
  put(answered, incident.rectification === null ? "incident.answer" : `incident.answer.${incident.rectification}`);
  answered.title = incident.rectificationText ?? "";
  answered.onclick = () => askAnswer(incident);

  const [link, image] = [part(".shot"), part(".shot img")];
  link.hidden = incident.thumbnail === null;
  part(".blank").hidden = !link.hidden;
  if (!link.hidden && image.getAttribute("src") !== incident.thumbnail) {
    image.src = incident.thumbnail;
    link.href = incident.picture ?? incident.thumbnail;
  }
  image.alt = line("incident.alt", values);
  link.onclick = (event) => openViewer(event, { address: link.href, movie: incident.clip, alt: image.alt, title: incident.title, when });
}
