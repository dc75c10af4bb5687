// Asks the agent every two seconds and shows the answer. No answer is an answer too: it is said at once and loudly,
// because a page that stands still looks like a quiet day.
import { freezeCameras, showCameras } from "/cameras.js";
import { exactly, useZone } from "/format.js";
import { showIncidents } from "/incidents.js";
import { showRemote } from "/remote.js";
import { pair, put, putStatic, show } from "/strings.js";
import { showBox, showFacts, showReporting } from "/summary.js";
import { judge } from "/verdict.js";

const incidentLimit = 50;
const every = 2000;
const patience = 5000;
const failuresUntilGone = 2;
let failures = 0;
let last = null;

async function ask(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(patience), cache: "no-store" });
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  return answer.json();
}

async function refresh() {
  try {
    const [status, incidents] = await Promise.all([ask("/api/status"), ask(`/api/incidents?limit=${incidentLimit}`)]);
    failures = 0;
    last = status;
    useZone(status.timeZone);
    showAll(status, incidents);
  } catch {
    failures += 1;
    if (failures >= failuresUntilGone) {
      showGone();
    }
  }

  setTimeout(refresh, every);
}

function showAll(status, incidents) {
  const { level, key, values, also } = judge(status);
  showVerdict(level, pair(`verdict.${key}`, values), status.site);
  put(document.getElementById("verdict-detail"), `verdict.${key}.detail`, values);
  const others = document.getElementById("verdict-also");
  others.hidden = !also;
  put(others, "verdict.also", { names: also ?? "" });
  document.getElementById("verdict-look").hidden = key !== "violation";
  document.getElementById("site").textContent = status.site;
  put(document.getElementById("pulse"), "page.updated", { time: exactly(status.time) });
  showFacts(status, incidents, incidentLimit);
  showCameras(status);
  showIncidents(incidents, status.time);
  showReporting(status);
  showRemote(status);
  showBox(status);
}

function showGone() {
  showVerdict("gone", pair("verdict.gone"), last?.site ?? "EdgeAgent");
  const detail = document.getElementById("verdict-detail");
  put(detail, last ? "verdict.gone.detail" : "verdict.never.detail", { time: last && exactly(last.time) });
  document.getElementById("verdict-also").hidden = true;
  document.getElementById("verdict-look").hidden = true;
  freezeCameras();
}

function showVerdict(level, title, site) {
  document.body.dataset.level = level;
  document.getElementById("verdict-sign").setAttribute("href", `#sign-${level}`);
  show(document.getElementById("verdict-title"), title);
  document.title = pair("page.title", { verdict: title, site }).zh;
}

putStatic(document);
put(document.getElementById("verdict-title"), "verdict.loading");
refresh();
