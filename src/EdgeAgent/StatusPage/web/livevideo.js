// A camera's stream as it comes: fragments from a WebSocket into Media Source, played near their newest end.
import { MediaSourceOfBrowser, plays } from "/media.js";

const edge = { wanted: 0.5, slack: 0.2, tooFar: 1.5 }; // seconds behind the newest picture
const kept = { seconds: 20, least: 8 };
const catchUp = 1.08;
const mostWaiting = 150;
const reconnectAfter = 1000;
const silence = 2500;

export class LiveVideo {
  #wanted = null;
  #socket = null;
  #source = null;
  #buffer = null;
  #waiting = [];
  #retry = 0;
  #following = 0;
  #cameAt = 0;
  #state = null;

  /** @param changed called with "connecting", "playing" or "unplayable". */
  constructor(video, changed) {
    Object.assign(this, { video, changed });
    document.addEventListener("visibilitychange", () => this.#wanted && (document.hidden ? this.#disconnect() : this.#connect()));
  }

  /** @param stream main or sub */
  open(camera, stream) {
    this.close();
    this.#state = null;
    this.#wanted = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/${encodeURIComponent(camera)}/video?stream=${stream}`;
    this.#connect();
  }

  close() {
    this.#wanted = null;
    this.#disconnect();
  }

  #connect() {
    this.#disconnect();
    this.#tell("connecting");
    const socket = new WebSocket(this.#wanted);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => (typeof data === "string" ? this.#begin(JSON.parse(data)) : this.#take(data));
    socket.onclose = () => this.#lose();
    this.#socket = socket;
    this.#following = setInterval(() => this.#follow(), 200);
  }

  #disconnect() {
    clearTimeout(this.#retry);
    clearInterval(this.#following);
    if (this.#socket) {
      this.#socket.onmessage = this.#socket.onclose = null;
      this.#socket.close();
    }
    if (this.#source) {
      URL.revokeObjectURL(this.video.src);
      this.video.removeAttribute("src");
      this.video.load();
    }
    this.#socket = this.#source = this.#buffer = null;
    this.#waiting = [];
  }

  #lose() {
    this.#disconnect();
    this.#tell("connecting");
    this.#retry = setTimeout(() => this.#connect(), reconnectAfter);
  }

  // The stream begins, or begins anew after an interruption.
  #begin({ mediaType }) {
    if (!plays(mediaType)) {
      this.close();
      this.#tell("unplayable");
    } else if (this.#source) {
      this.#waiting.push(mediaType);
    } else {
      this.#open(mediaType);
    }
  }

  #open(mediaType) {
    const source = this.#source = new MediaSourceOfBrowser();
    source.addEventListener("sourceopen", () => {
      this.#buffer = source.addSourceBuffer(mediaType);
      // The stream's own time begins anew with each connection to the camera; what comes is put after what there is.
      this.#buffer.mode = "sequence";
      this.#buffer.addEventListener("updateend", () => this.#next());
      this.#next();
    }, { once: true });
    this.video.disableRemotePlayback = true;
    this.video.src = URL.createObjectURL(source);
  }

  #tell(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.changed(state);
    }
  }

  #take(bytes) {
    this.#cameAt = performance.now();
    this.#waiting.push(bytes);
    if (this.#waiting.length > mostWaiting) {
      this.#lose();
    } else {
      this.#next();
    }
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
        this.#follow();
      }
    } catch {
      // What came cannot be decoded, or there is no room: begin anew.
      this.#lose();
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

  #follow() {
    const { video } = this;
    if (!this.#buffer || video.buffered.length === 0) {
      return;
    }
    if (video.error) {
      this.#lose();
      return;
    }

    const comes = performance.now() - this.#cameAt < silence && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    this.#tell(comes ? "playing" : "connecting");
    const end = video.buffered.end(video.buffered.length - 1);
    const behind = end - video.currentTime;
    if (behind > edge.tooFar || behind < 0) {
      video.currentTime = Math.max(video.buffered.start(video.buffered.length - 1), end - edge.wanted);
    }
    video.playbackRate = behind > edge.wanted + edge.slack ? catchUp : 1;
    if (video.paused) {
      video.play().catch(() => {});
    }
  }
}
