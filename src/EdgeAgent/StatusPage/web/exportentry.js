// One export as the list shows it: what it is of, how far it is, what it shows and what it lacks.
import { list, seconds, size, stamp } from "/format.js";
import { pair, put } from "/strings.js";

const template = document.getElementById("export-entry");
const tellable = 1; // second

export class ExportEntry {
  element = template.content.firstElementChild.cloneNode(true);

  /** @param each as the agent tells it @param name of its camera @param remove called when it is to be deleted or cancelled */
  update(each, name, remove) {
    const { from, to, state, progress, bytes, sha256, problem, file } = each;
    const find = (selector) => this.element.querySelector(selector);
    const goesOn = state === "waiting" || state === "running";
    find(".what").textContent = `${name} · ${spanOf(from, to)}`;
    put(find(".state"), `export.state.${state}`, { size: size(bytes ?? 0), percent: Math.floor((progress ?? 0) * 100), problem: problem ?? "" });
    find("progress").hidden = !goesOn;
    find("progress").value = progress ?? 0;
    this.#tell(find, each);
    find(".sum").hidden = !sha256;
    find(".sum").textContent = `SHA-256 ${sha256}`;
    find(".download").hidden = state !== "done";
    find(".download").href = file ?? "";
    put(find(".download"), "export.download");
    put(find(".remove"), goesOn ? "export.cancel" : "export.delete");
    find(".remove").onclick = remove;
  }

  #tell(find, each) {
    const missing = each.missingSeconds ?? 0;
    const gaps = gapsOf(each) - missing;
    find(".watched").hidden = !each.coverage;
    if (each.coverage) {
      const { key, values } = watched(each.coverage);
      put(find(".watched"), key, values);
    }
    find(".gaps").hidden = gaps < tellable;
    put(find(".gaps"), "export.gaps", { duration: seconds(gaps) });
    find(".missing").hidden = missing === 0;
    put(find(".missing"), "export.missing", { duration: seconds(missing) });
  }
}

function spanOf(from, to) {
  const [begin, end] = [stamp(from), stamp(to)];
  return `${begin} – ${begin.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}

/** How many seconds of what was asked for the file does not show. */
function gapsOf({ from, to, parts }) {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const shown = (parts ?? []).reduce((sum, part) => sum + Math.max(0, Math.min(end, Date.parse(part.to)) - Math.max(begin, Date.parse(part.from))), 0);
  return parts ? (end - begin - shown) / 1000 : 0;
}

function watched(coverage) {
  const all = Object.values(coverage).reduce((sum, each) => sum + each, 0);
  const others = Object.entries(coverage).filter(([state, amount]) => state !== "watched" && amount > 0);
  if (others.length === 0) {
    return { key: "export.watched", values: {} };
  }
  const each = others.map(([state, amount]) => ({ word: pair(`coverage.${state}`), amount: seconds(amount) }));
  const rest = Object.fromEntries(["zh", "en"].map((language) =>
    [language, list(each.map(({ word, amount }) => `${word[language]} ${amount[language]}`))[language]]));
  return { key: "export.watched.part", values: { percent: Math.floor(coverage.watched / all * 100), rest } };
}
