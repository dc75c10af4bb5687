// An incident at full size: its clip, and its picture where there is none yet or the browser cannot play it. Without this the
// link itself opens the picture.
import { show } from "/strings.js";

const dialog = document.getElementById("viewer");
const picture = document.getElementById("viewer-picture");
const clip = document.getElementById("viewer-clip");

dialog.addEventListener("click", (event) => {
  if (event.target === dialog) {
    dialog.close();
  }
});
dialog.addEventListener("close", () => {
  picture.removeAttribute("src");
  clip.removeAttribute("src");
  clip.load();
});
clip.addEventListener("error", () => clip.hasAttribute("src") && showClip(null));

export function openViewer(event, { address, movie, alt, title, when }) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }

  event.preventDefault();
  Object.assign(picture, { src: address, alt });
  clip.poster = address;
  clip.setAttribute("aria-label", alt);
  showClip(movie);
  show(document.getElementById("viewer-title"), title);
  show(document.getElementById("viewer-when"), when);
  dialog.showModal();
}

function showClip(movie) {
  clip.hidden = movie === null;
  picture.hidden = movie !== null;
  if (movie === null) {
    clip.removeAttribute("src");
  } else {
    clip.src = movie;
  }
}
