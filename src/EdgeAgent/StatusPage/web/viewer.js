// An incident's picture at full size. Without it the link itself opens the picture.
import { show } from "/strings.js";

const dialog = document.getElementById("viewer");
const picture = document.getElementById("viewer-picture");

dialog.addEventListener("click", (event) => {
  if (event.target === dialog) {
    dialog.close();
  }
});
dialog.addEventListener("close", () => picture.removeAttribute("src"));

export function openViewer(event, { address, alt, title, when }) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }

  event.preventDefault();
  Object.assign(picture, { src: address, alt });
  show(document.getElementById("viewer-title"), title);
  show(document.getElementById("viewer-when"), when);
  dialog.showModal();
}
