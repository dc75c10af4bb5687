// The day as a picture: what was recorded, what moved, who watched, incidents; and where the player is. A slider for the
// keyboard and for screen readers.
import { paint } from "/timelinepaint.js";

const closest = 60; // seconds across
const hour = 3600;
const step = 2;
const asClick = 4; // pixels

export class Timeline {
  #view = { from: 0, to: 86_400 };
  #drag = null;

  /** @param actions { seek(seconds), say(seconds) -> text for screen readers } */
  constructor(canvas, actions) {
    Object.assign(this, { canvas, actions, day: null, playhead: null, mark: {} });
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.#press(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", () => { this.#drag = null; });
    canvas.addEventListener("pointercancel", () => { this.#drag = null; });
    new ResizeObserver(() => this.draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  /** @param about the hour about this second is shown; the whole day where it is null */
  show(day, about) {
    this.day = day;
    this.canvas.setAttribute("aria-valuemax", Math.round(day.length));
    if (about === null) {
      this.whole();
    } else {
      this.#look(about - hour / 2, hour);
    }
  }

  /** The same day, of which more or less is there by now. */
  renew(day) {
    this.day = day;
    this.draw();
  }

  /** @param playhead seconds, or null @param mark { from, to } of an export */
  place(playhead, mark) {
    const { from, to } = this.#view;
    const left = this.playhead !== null && this.playhead <= to && playhead > to;
    Object.assign(this, { playhead, mark });
    this.canvas.setAttribute("aria-valuenow", Math.round(playhead ?? 0));
    this.canvas.setAttribute("aria-valuetext", playhead === null ? "" : this.actions.say(playhead));
    if (left && !this.#drag) {
      this.#look(playhead - (to - from) * 0.1, to - from);
    } else {
      this.draw();
    }
  }

  closer() {
    this.#zoom(1 / step, this.playhead ?? (this.#view.from + this.#view.to) / 2);
  }

  wider() {
    this.#zoom(step, this.playhead ?? (this.#view.from + this.#view.to) / 2);
  }

  whole() {
    this.#look(0, this.day.length);
  }

  draw() {
    if (this.day) {
      paint(this.canvas, { day: this.day, view: this.#view, playhead: this.playhead, mark: this.mark });
    }
  }

  #zoom(factor, about) {
    const { from, to } = this.#view;
    const width = Math.min(this.day.length, Math.max(closest, (to - from) * factor));
    this.#look(about - (about - from) / (to - from) * width, width);
  }

  #look(from, width) {
    const begin = Math.min(Math.max(0, from), this.day.length - width);
    this.#view = { from: begin, to: begin + width };
    this.draw();
  }

  #secondsAt(x) {
    const { from, to } = this.#view;
    return Math.min(this.day.length, Math.max(0, from + x / this.canvas.clientWidth * (to - from)));
  }

  #wheel(event) {
    if (!this.day) {
      return;
    }
    event.preventDefault();
    const { from, to } = this.#view;
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      this.#look(from + (event.deltaX || event.deltaY) / this.canvas.clientWidth * (to - from), to - from);
    } else {
      this.#zoom(event.deltaY < 0 ? 1 / 1.3 : 1.3, this.#secondsAt(event.offsetX));
    }
  }

  #press(event) {
    if (this.day && event.button === 0) {
      this.canvas.setPointerCapture(event.pointerId);
      this.#drag = event.offsetX;
      const incident = this.#incidentAt(event.offsetX, event.offsetY);
      this.actions.seek(incident ? incident.from : this.#secondsAt(event.offsetX));
    }
  }

  #move(event) {
    if (this.#drag !== null && Math.abs(event.offsetX - this.#drag) > asClick) {
      this.#drag = event.offsetX;
      this.actions.seek(this.#secondsAt(event.offsetX));
    }
  }

  #incidentAt(x, y) {
    const { from, to } = this.#view;
    const near = 7 / this.canvas.clientWidth * (to - from);
    const at = this.#secondsAt(x);
    return y > 24 ? null : this.day.incidents.find((each) => at >= each.from - near && at <= each.from + near);
  }
}
