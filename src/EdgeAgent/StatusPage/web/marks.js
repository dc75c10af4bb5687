// The incidents of the day, as a list of places to go to.
import { placeOf } from "/place.js";
import { show } from "/strings.js";

const place = document.getElementById("marks");
const before = 5;

/** @param seek called with seconds of the day */
export function showMarks(day, seek) {
  document.getElementById("marks-none").hidden = day.incidents.length > 0;
  place.replaceChildren(...day.incidents.map((incident) => {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.dataset.severity = incident.severity;
    const time = Object.assign(document.createElement("time"), { textContent: day.clock(incident.from), dateTime: incident.started });
    const title = Object.assign(document.createElement("span"), { className: "pair" });
    const where = placeOf(incident);
    show(title, incident.zone === "" ? incident.title : {
      zh: `${incident.title.zh} · ${where.zh}`, en: `${incident.title.en} · ${where.en}`,
    });
    button.append(time, title);
    button.addEventListener("click", () => seek(Math.max(0, incident.from - before)));
    item.append(button);
    return item;
  }));
}
