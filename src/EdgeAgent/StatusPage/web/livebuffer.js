// A stream's fragments in a Media Source of their own, played near their newest end.
import { MediaSourceOfBrowser } from "/media.js";

const edge = { wanted: 0.5, slack: 0.2, tooFar: 1.5 }; // seconds behind the newest picture
const kept = { seconds: 20, least: 8 };
const catchUp = 1.08;
const mostWaiting = 150;

export class LiveBuffer {
  #source = new MediaSourceOfBrowser();
  #buffer = null;
  #waiting = [];

  /** @param lost called where nothing more can be played of it. */
  constructor(video, mediaType, lost) {
    Object.assign(this, { video, lost });
    this.#source.addEventListener("sourceopen", () => this.#begin(mediaType), { once: true });
    video.disableRemotePlayback = true;
    video.src = URL.createObjectURL(this.#source);
  }

  close() {
    URL.revokeObjectURL(this.video.src);
    this.video.removeAttribute("src");
    this.video.load();
    this.#source = this.#buffer = null;
  }

  /** The stream begins anew: what comes next is of this type. */
  change(mediaType) {
    this.#waiting.push(mediaType);
  }

  take(bytes) {
    this.#waiting.push(bytes);
    if (this.#waiting.length > mostWaiting) {
      this.lost();
    } else {
      this.#next();
    }
  }

  /** Keeps near the newest picture. @returns whether there is a picture to show */
  follow() {
    const { video } = this;
    if (!this.#buffer || video.buffered.length === 0) {
      return false;
    }
    if (video.error) {
      this.lost();
      return false;
    }

    const end = video.buffered.end(video.buffered.length - 1);
    const behind = end - video.currentTime;
    if (behind > edge.tooFar || behind < 0) {
      video.currentTime = Math.max(video.buffered.start(video.buffered.length - 1), end - edge.wanted);
    }
    video.playbackRate = behind > edge.wanted + edge.slack ? catchUp : 1;
    if (video.paused) {
      video.play().catch(() => {});
    }
    return video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  }

  // The source may be closed before its opening is told.
  #begin(mediaType) {
    if (this.#source?.readyState !== "open") {
      return;
    }
    this.#buffer = this.#source.addSourceBuffer(mediaType);
    // The stream's own time begins anew with each connection to the camera; what comes is put after what there is.
    this.#buffer.mode = "sequence";
    this.#buffer.addEventListener("updateend", () => this.#next());
    this.#next();
  }

  #next() {
    if (!this.#buffer || this.#buffer.updating || this.#source.readyState !== "open") {
      return;
    }

    try {
      if (this.#forgets()) {
        return;
      }
      for (; typeof this.#waiting[0] === "string"; this.#waiting.shift()) {
        this.#buffer.changeType(this.#waiting[0]);
      }
      if (this.#waiting.length > 0) {
        this.#buffer.appendBuffer(this.#waiting.shift());
        this.follow();
      }
    } catch {
      // What came cannot be decoded, or there is no room: begin anew.
      this.lost();
    }
  }

  #forgets() {
    const { buffered } = this.#buffer;
    const until = this.video.currentTime - kept.least;
    if (buffered.length === 0 || buffered.start(0) > until - (kept.seconds - kept.least)) {
      return false;
    }
    this.#buffer.remove(buffered.start(0), until);
    return true;
  }
}
