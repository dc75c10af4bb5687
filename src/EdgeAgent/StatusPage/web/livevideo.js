// A camera's stream as it comes, from a WebSocket that is opened again and again while somebody looks.
import { LiveBuffer } from "/livebuffer.js";
import { plays } from "/media.js";

const again = { connecting: 1000, crowded: 5000 };
const crowded = 4503; // what the agent closes the socket of one viewer too many with
const silence = 2500;

export class LiveVideo {
  #wanted = null;
  #socket = null;
  #buffer = null;
  #retry = 0;
  #following = 0;
  #cameAt = 0;
  #state = null;

  /** @param changed called with "connecting", "crowded" (too many look already), "playing" or "unplayable". */
  constructor(video, changed) {
    Object.assign(this, { video, changed });
    document.addEventListener("visibilitychange", () => this.#wanted && (document.hidden ? this.#disconnect() : this.#connect()));
  }

  /** @param stream main or sub */
  open(camera, stream) {
    this.close();
    this.#state = null;
    this.#wanted = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live/${encodeURIComponent(camera)}/video?stream=${stream}`;
    this.#tell("connecting");
    this.#connect();
  }

  close() {
    this.#wanted = null;
    this.#disconnect();
  }

  #connect() {
    this.#disconnect();
    const socket = new WebSocket(this.#wanted);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => (typeof data === "string" ? this.#begin(JSON.parse(data)) : this.#take(data));
    socket.onclose = ({ code }) => this.#lose(code === crowded ? "crowded" : "connecting");
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
    this.#buffer?.close();
    this.#socket = this.#buffer = null;
  }

  #lose(state) {
    this.#disconnect();
    this.#tell(state);
    this.#retry = setTimeout(() => this.#connect(), again[state]);
  }

  // The stream begins, or begins anew after an interruption.
  #begin({ mediaType }) {
    if (!plays(mediaType)) {
      this.close();
      this.#tell("unplayable");
    } else if (this.#buffer) {
      this.#buffer.change(mediaType);
    } else {
      this.#buffer = new LiveBuffer(this.video, mediaType, () => this.#lose("connecting"));
    }
  }

  #take(bytes) {
    this.#cameAt = performance.now();
    this.#buffer.take(bytes);
  }

  #follow() {
    if (this.#buffer) {
      const shows = this.#buffer.follow() && performance.now() - this.#cameAt < silence;
      this.#tell(shows ? "playing" : "connecting");
    }
  }

  #tell(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.changed(state);
    }
  }
}
