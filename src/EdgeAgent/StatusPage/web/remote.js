// What the supervising office sees and has asked of the box; the owner can pause the looking.
import { moment } from "/format.js";
import { askRemotePause, askRemoteResume } from "/orders.js";
import { named, pair, put, show } from "/strings.js";

const part = (id) => document.getElementById(`remote-${id}`);
let listed = "";

part("pause").addEventListener("click", askRemotePause);
part("resume").addEventListener("click", askRemoteResume);

export function showRemote({ remote, time }) {
  const { pausedUntil, viewing, commands } = remote;
  part("panel").classList.toggle("watched", viewing !== null);
  show(part("state"), stateOf(pausedUntil, viewing, time));
  part("pause").hidden = pausedUntil !== null;
  part("resume").hidden = pausedUntil === null;
  part("asked").hidden = commands.length === 0;
  list(commands, time);
}

function stateOf(pausedUntil, viewing, time) {
  if (viewing) {
    return pair("remote.viewing", { camera: viewing.cameraName, command: nameOf(viewing.command), time: moment(viewing.until, time) });
  }
  return pausedUntil ? pair("remote.paused", { time: moment(pausedUntil, time) }) : pair("remote.nobody");
}

const nameOf = (command) => named(`remote.command.${command}`, command);

function list(commands, time) {
  const news = JSON.stringify(commands);
  if (news === listed) {
    return;
  }

  listed = news;
  part("commands").replaceChildren(...commands.map(({ name, at, state, reason }) => {
    const entry = Object.assign(document.createElement("li"), { className: "pair", title: reason ?? "" });
    put(entry, "remote.entry", { time: moment(at, time), command: nameOf(name), outcome: pair(`remote.outcome.${state ?? "accepted"}`) });
    return entry;
  }));
}
