#!/usr/bin/python3
"""An RTSP camera for tests: loops encoded files, unchanged, as live streams.

Each STREAM is NAME=FILE: an MP4 with one H.264 or H.265 track without B-frames, served as rtsp://ADDRESS:PORT/NAME;
or NAME=clock: pictures of the time (rtsp_clock.py), to which only kick, refuse, hang and serve apply.

Commands on standard input, one a line; each is answered by "ok COMMAND" once it has been carried out:
  kick        drop every client
  stall S     stay connected but send nothing for S seconds; the timestamps then jump, as a camera's do
  garbage     send rubbish in the place of each picture
  rubbish N   tear every Nth picture and send rubbish after it
  freeze      send the same key picture again and again, at its time
  video       send pictures again, after any of these three
  play NAME FILE
              go on with another recording of the same codec within the connection
  jump S      move the timestamps by S whole seconds, back where negative, while packets flow on
  password P  drop every client and ask for this password from now on
  refuse      drop every client and stop listening: connections are refused
  hang        drop every client, take connections but never answer them
  serve       listen and answer again
  quit        end (so does the end of standard input: no camera outlives its test)
Each login that is refused is told by "login refused"; a request without one, to which a client is asked for it, is not.
"""

import argparse
import socket
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

from rtsp_clock import ClockStream  # noqa: E402
from rtsp_stream import ROLE, SOUND, Recording, Stream  # noqa: E402

DAY = 24 * 60 * 60
LOWER_TRANSPORT = {
    "tcp": GstRtsp.RTSPLowerTrans.TCP,
    "udp": GstRtsp.RTSPLowerTrans.UDP,
    "both": GstRtsp.RTSPLowerTrans.TCP | GstRtsp.RTSPLowerTrans.UDP,
}


class Camera:
    """What the commands change; all of it on the main loop's thread."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.send_video()
        self.stalled_until = 0.0
        self.clock = DAY  # seconds; room for a jump back
        self.port = arguments.port
        self.source = None
        self.silent = None
        self.server = GstRtspServer.RTSPServer()
        self.server.set_address(arguments.address)
        self.server.set_service(str(self.port))
        self.streams = {}
        if arguments.login != "none":
            self.server.set_auth(Login(arguments))
        for stream in arguments.streams:
            name, path = stream.split("=", 1)
            transport = LOWER_TRANSPORT[arguments.transport]
            self.streams[name] = ClockStream(transport) if path == "clock" else Stream(
                self, Recording(path), transport, arguments.login != "none", SOUND[arguments.sound])
            self.server.get_mount_points().add_factory("/" + name, self.streams[name])

    def serve(self):
        self._stop_listening()
        self.source = self.server.attach(None)
        if not self.source:
            raise SystemExit(f"port {self.port} is taken")

    def refuse(self):
        self._stop_listening()
        self.kick()

    def hang(self):
        self.refuse()
        self.silent = socket.create_server((self.arguments.address, self.port))

    def kick(self):
        self.server.client_filter(lambda *_: GstRtspServer.RTSPFilterResult.REMOVE)

    def stall(self, seconds):
        self.stalled_until = time.monotonic() + float(seconds)

    def send_video(self):
        self.garbage = False
        self.frozen = False
        self.rubbish_every = 0

    def send_garbage(self):
        self.garbage = True

    def send_rubbish(self, every):
        self.rubbish_every = int(every)

    def freeze(self):
        self.frozen = True

    def play(self, stream):
        name, path = stream.split(maxsplit=1)
        self.streams[name].recording = Recording(path)

    def jump(self, seconds):
        self.clock += int(seconds)

    def change_password(self, password):
        self.arguments.password = password
        self.server.set_auth(Login(self.arguments))
        self.kick()

    def _stop_listening(self):
        if self.source:
            GLib.source_remove(self.source)
            self.source = None
        if self.silent:
            self.silent.close()
            self.silent = None


class Login(GstRtspServer.RTSPAuth):
    """The one user there is."""

    def __init__(self, arguments):
        super().__init__()
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", ROLE)
        if arguments.login == "digest":
            self.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
            self.add_digest(arguments.user, arguments.password, token)
        else:
            self.add_basic(GstRtspServer.RTSPAuth.make_basic(arguments.user, arguments.password), token)

    def do_authenticate(self, context):
        known = GstRtspServer.RTSPAuth.do_authenticate(self, context)
        result, _ = context.request.get_header(GstRtsp.RTSPHeaderField.AUTHORIZATION, 0)
        if context.token is None and result == GstRtsp.RTSPResult.OK:
            print("login refused", flush=True)
        return known


def obey(camera, loop):
    commands = {
        "kick": camera.kick,
        "stall": camera.stall,
        "garbage": camera.send_garbage,
        "rubbish": camera.send_rubbish,
        "freeze": camera.freeze,
        "video": camera.send_video,
        "play": camera.play,
        "jump": camera.jump,
        "password": camera.change_password,
        "refuse": camera.refuse,
        "hang": camera.hang,
        "serve": camera.serve,
        "quit": loop.quit,
    }

    def carry_out(name, *operand):
        commands[name](*operand)
        print("ok", name, flush=True)
        return False

    for line in sys.stdin:
        words = line.strip().split(maxsplit=1)
        if words and words[0] in commands:
            GLib.idle_add(carry_out, *words)
    GLib.idle_add(loop.quit)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--login", choices=("none", "basic", "digest"), default="none")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--transport", choices=tuple(LOWER_TRANSPORT), default="both")
    parser.add_argument("--sound", choices=tuple(SOUND), default="none", help="a G.711 track beside the pictures")
    parser.add_argument("streams", nargs="+", metavar="STREAM")
    Gst.init(None)
    camera = Camera(parser.parse_args())
    camera.serve()
    loop = GLib.MainLoop()
    threading.Thread(target=obey, args=(camera, loop), daemon=True).start()
    print("ready", flush=True)
    loop.run()


if __name__ == "__main__":
    main()
