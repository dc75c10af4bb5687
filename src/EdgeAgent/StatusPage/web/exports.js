// A span of a recording as a file: marked, made by the agent, fetched.
import { ExportEntry } from "/exportentry.js";
import { pair, put, show } from "/strings.js";

const part = (name) => document.getElementById(`export-${name}`);
const list = document.getElementById("exports");
const every = 1000;
const patience = 10_000;

/** @param view { now() -> seconds or null, day() -> Day, changed() } */
export function showExports(view) {
  const panel = { mark: {}, reset: () => set({}) };
  const entries = new Map();

  function set(mark) {
    panel.mark = mark;
    for (const end of ["from", "to"]) {
      part(`${end}-time`).textContent = mark[end] === undefined ? "—" : view.day().clock(mark[end]);
    }
    part("start").disabled = !(mark.to > mark.from);
    part("problem").hidden = true;
  }

  // The other end is given up where it would lie on the wrong side.
  function markHere(end, isWrong) {
    const now = view.now();
    if (now !== null) {
      const mark = { ...panel.mark, [end]: now };
      set(isWrong(mark) ? { [end]: now } : mark);
      view.changed();
    }
  }

  async function send(method, address, body) {
    const answer = await fetch(address, {
      method, headers: { "Content-Type": "application/json" }, body, signal: AbortSignal.timeout(patience),
    }).catch(() => null);
    part("problem").hidden = answer?.ok ?? false;
    if (!answer?.ok) {
      const said = await answer?.text().catch(() => "");
      show(part("problem"), said ? { zh: pair("export.refused").zh, en: said } : pair("ask.failed"));
    }
    await refresh();
  }

  async function refresh() {
    const answer = await fetch("/api/exports", { signal: AbortSignal.timeout(patience) }).catch(() => null);
    if (answer?.ok) {
      showAll(await answer.json());
    }
  }

  function showAll(exports) {
    const ids = new Set(exports.map((each) => each.id));
    entries.forEach((entry, id) => ids.has(id) || (entry.element.remove(), entries.delete(id)));
    for (const each of exports) {
      if (!entries.has(each.id)) {
        entries.set(each.id, new ExportEntry());
      }
      const name = view.day()?.cameras.find(({ id }) => id === each.camera)?.name ?? each.camera;
      entries.get(each.id).update(each, name, () => send("DELETE", `/api/exports/${encodeURIComponent(each.id)}`));
    }
    // Newest first; what stands right is left alone, so that the focus stays where it is.
    exports.forEach(({ id }, index) => {
      const { element } = entries.get(id);
      if (list.children[index] !== element) {
        list.insertBefore(element, list.children[index] ?? null);
      }
    });
    document.getElementById("exports-none").hidden = exports.length > 0;
  }

  part("from").addEventListener("click", () => markHere("from", ({ from, to }) => to <= from));
  part("to").addEventListener("click", () => markHere("to", ({ from, to }) => to <= from));
  part("start").addEventListener("click", () => {
    const day = view.day();
    const { from, to } = panel.mark;
    const stream = day.streams.main ? "main" : "sub";
    send("POST", "/api/exports", JSON.stringify({ camera: day.camera, stream, from: day.iso(from), to: day.iso(to) }));
  });
  const keep = async () => {
    await refresh().catch(() => {});
    setTimeout(keep, every);
  };
  keep();
  return panel;
}
