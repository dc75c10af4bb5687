// The page of teaching: a head is chosen, crops are marked, and it learns.
import { showCrops } from "/crops.js";
import { moment, useZone } from "/format.js";
import { clear, pair, put, putStatic, show } from "/strings.js";

const part = (id) => document.getElementById(id);
const every = 10_000;
let heads = [];
let chosen = null;
let status = null;

async function ask(address, method = "GET", body = undefined) {
  const answer = await fetch(address, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
    cache: "no-store",
    signal: AbortSignal.timeout(60_000),
  });
  if (!answer.ok) {
    throw new Error(await answer.text());
  }
  return answer.status === 204 ? null : answer.json();
}

async function refresh() {
  [status, heads] = await Promise.all([ask("/api/status"), ask("/api/enrolment")]);
  useZone(status.timeZone);
  part("site").textContent = status.site;
  document.title = pair("enrolment.title", { site: status.site }).zh;
  chosen ??= (heads.find((head) => head.needed && head.state === "notTaught") ?? heads.find((head) => head.needed) ?? heads[0]).head;
  showHeads();
  await refreshHead();
}

async function refreshHead() {
  const name = chosen;
  const { head, crops, examples } = await ask(`/api/enrolment/${name}`);
  if (name !== chosen) {
    return;
  }

  showHead(head);
  const names = Object.fromEntries(status.cameras.map((camera) => [camera.id, camera.name]));
  showCrops(part("recent"), crops, { names, now: status.time, mark });
  showCrops(part("marked"), examples, { names, now: status.time, mark });
  part("recent-none").hidden = crops.length > 0;
  put(part("recent-none"), head.needed ? "enrolment.recent.none" : "enrolment.none");
  part("marked-part").hidden = examples.length === 0;
}

// What is there to be clicked stays where it is: new pictures come when they are asked for, or when there are none.
async function refreshAround() {
  await (part("recent").children.length === 0 ? refresh() : ask(`/api/enrolment/${chosen}`).then(({ head }) => head.head === chosen && showHead(head)));
}

function showHeads() {
  part("heads").replaceChildren(...heads.map(({ head }) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "pair" });
    put(button, `enrolment.${head}`);
    button.setAttribute("aria-pressed", head === chosen);
    button.addEventListener("click", () => {
      chosen = head;
      clear(part("say"));
      showHeads();
      guarded(refreshHead);
    });
    return button;
  }));
}

function showHead(head) {
  const { state, figures } = head;
  put(part("name"), `enrolment.${head.head}`);
  put(part("what"), `enrolment.what.${head.head}`);
  part("state").dataset.state = state;
  put(part("state"), `enrolment.state.${state}`, { time: moment(head.taught ?? status.time, status.time) });
  part("figures").hidden = state !== "taught";
  if (state === "taught") {
    put(part("figures"), "enrolment.figures", inWords(figures));
  }
  put(part("count"), "enrolment.count", { good: head.good, bad: head.bad, least: head.leastOfEach });
  part("new").hidden = state !== "taught" || head.newMarks === 0;
  put(part("new"), "enrolment.new", { count: head.newMarks });
  part("forget").hidden = state !== "taught" && state !== "unusable";
  part("reason").hidden = head.problem === null;
  part("reason").textContent = head.problem ?? "";
}

function inWords({ found, good, bad }) {
  return { found: Math.floor(found * 100), wrong: 5, good, bad };
}

async function mark(crop, next) {
  await ask(`/api/enrolment/${chosen}/marks`, "POST", { crop: crop.id, mark: next });
  showHead((await ask(`/api/enrolment/${chosen}`)).head);
}

async function teach() {
  say("enrolment.teaching");
  const { separation, refusal } = await ask(`/api/enrolment/${chosen}/teach`, "POST", {});
  const least = heads[0].leastOfEach;
  say(refusal === null ? "enrolment.done" : `enrolment.refused.${refusal}`, refusal === null ? "done" : "refused", { ...inWords(separation), least });
  await refresh();
}

async function forget() {
  await ask(`/api/enrolment/${chosen}`, "DELETE");
  clear(part("say"));
  await refresh();
}

function say(key, outcome = "", values = {}) {
  part("say").dataset.outcome = outcome;
  show(part("say"), pair(key, values));
}

async function guarded(action) {
  part("teach").disabled = part("forget").disabled = true;
  await action().catch(() => say("enrolment.failed", "refused"));
  part("teach").disabled = part("forget").disabled = false;
}

putStatic(document);
part("teach").addEventListener("click", () => guarded(teach));
part("forget").addEventListener("click", () => guarded(forget));
part("newer").addEventListener("click", () => guarded(refresh));
setInterval(() => !document.hidden && !part("teach").disabled && refreshAround().catch(() => {}), every);
guarded(refresh);
