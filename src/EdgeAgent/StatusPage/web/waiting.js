// Shown while the agent cannot work because its folder cannot be read or written; goes to the page proper as soon as it can.
import { pair, putStatic } from "/strings.js";

const every = 2000;

async function refresh() {
  try {
    const answer = await fetch("/api/waiting", { cache: "no-store" });
    if (answer.status === 404) {
      location.replace("/");
      return;
    }
    const { site, problem } = await answer.json();
    document.getElementById("site").textContent = site;
    document.getElementById("waiting-problem").textContent = problem;
    document.title = pair("page.title", { verdict: pair("page.waiting"), site }).zh;
  } catch {
    // The agent is being started anew.
  }

  setTimeout(refresh, every);
}

putStatic(document);
refresh();
