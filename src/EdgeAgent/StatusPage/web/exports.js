// A span of a recording as a file: marked, made by the agent, fetched.
import { size } from "/format.js";
import { pair, put, show } from "/strings.js";

const part = (name) => document.getElementById(`export-${name}`);
const list = document.getElementById("exports");
const template = document.getElementById("export-entry");
const every = 1000;
const patience = 10_000;

/** @param view { now() -> seconds or null, day() -> Day, changed() } */
export function showExports(view) {
  const panel = { mark: {}, reset: () => set({}) };
  const entries = new Map();
  let isOffered = true;

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
    isOffered = answer?.status !== 404;
    document.getElementById("export-heading").parentElement.hidden = !isOffered;
    if (answer?.ok) {
      showAll(await answer.json());
    }
  }

  function showAll(exports) {
    const ids = new Set(exports.map((each) => each.id));
    entries.forEach((entry, id) => ids.has(id) || (entry.remove(), entries.delete(id)));
    for (const each of exports) {
      if (!entries.has(each.id)) {
        entries.set(each.id, template.content.firstElementChild.cloneNode(true));
        list.append(entries.get(each.id));
      }
      update(entries.get(each.id), each);
    }
    document.getElementById("exports-none").hidden = exports.length > 0;
  }

  function update(entry, { id, camera, from, to, state, progress, bytes, sha256, problem, file }) {
    const find = (selector) => entry.querySelector(selector);
    const goesOn = state === "waiting" || state === "running";
    const day = view.day();
    const name = day?.cameras.find((each) => each.id === camera)?.name ?? camera;
    const clock = (iso) => (day ? day.clock(day.at(iso)) : iso);
    find(".what").textContent = `${name} · ${clock(from)} – ${clock(to)}`;
    put(find(".state"), `export.state.${state}`, { size: size(bytes ?? 0), percent: Math.floor((progress ?? 0) * 100), problem: problem ?? "" });
    find("progress").hidden = !goesOn;
    find("progress").value = progress ?? 0;
    find(".sum").hidden = !sha256;
    find(".sum").textContent = `SHA-256 ${sha256}`;
    find(".download").hidden = state !== "done";
    find(".download").href = file ?? "";
    put(find(".download"), "export.download");
    put(find(".remove"), goesOn ? "export.cancel" : "export.delete");
    find(".remove").onclick = () => send("DELETE", `/api/exports/${encodeURIComponent(id)}`);
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
    if (isOffered) {
      setTimeout(keep, every);
    }
  };
  keep();
  return panel;
}
