#!/usr/bin/python3
"""An RTSP camera for tests: loops encoded files, unchanged, as live streams on 127.0.0.1.

Each STREAM is NAME=FILE: an MP4 with one H.264 or H.265 track without B-frames, served as rtsp://127.0.0.1:PORT/NAME.

Commands on standard input, one a line; each is answered by "ok COMMAND" once it has been carried out:
  kick        drop every client
  stall S     stay connected but send nothing for S seconds; the timestamps then jump, as a camera's do
  garbage     send rubbish in the place of each picture
  video       send pictures again
  refuse      drop every client and stop listening: connections are refused
  hang        drop every client, take connections but never answer them
  serve       listen and answer again
  quit        end (so does the end of standard input: no camera outlives its test)
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

from rtsp_stream import ROLE, Recording, Stream  # noqa: E402

HOST = "127.0.0.1"
LOWER_TRANSPORT = {
    "tcp": GstRtsp.RTSPLowerTrans.TCP,
    "udp": GstRtsp.RTSPLowerTrans.UDP,
    "both": GstRtsp.RTSPLowerTrans.TCP | GstRtsp.RTSPLowerTrans.UDP,
}


class Camera:
    """What the commands change; all of it on the main loop's thread."""

    def __init__(self, arguments):
        self.garbage = False
        self.stalled_until = 0.0
        self.port = arguments.port
        self.source = None
        self.silent = None
        self.server = GstRtspServer.RTSPServer()
        self.server.set_address(HOST)
        self.server.set_service(str(self.port))
        if arguments.login != "none":
            self.server.set_auth(login(arguments))
        for stream in arguments.streams:
            name, path = stream.split("=", 1)
            factory = Stream(self, Recording(path), LOWER_TRANSPORT[arguments.transport], arguments.login != "none")
            self.server.get_mount_points().add_factory("/" + name, factory)

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
        self.silent = socket.create_server((HOST, self.port))

    def kick(self):
        self.server.client_filter(lambda *_: GstRtspServer.RTSPFilterResult.REMOVE)

    def stall(self, seconds):
        self.stalled_until = time.monotonic() + float(seconds)

    def send_garbage(self, on):
        self.garbage = on

    def _stop_listening(self):
        if self.source:
            GLib.source_remove(self.source)
            self.source = None
        if self.silent:
            self.silent.close()
            self.silent = None


def login(arguments):
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    if arguments.login == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(arguments.user, arguments.password, token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(arguments.user, arguments.password), token)
    return auth


def obey(camera, loop):
    commands = {
        "kick": camera.kick,
        "stall": camera.stall,
        "garbage": lambda: camera.send_garbage(True),
        "video": lambda: camera.send_garbage(False),
        "refuse": camera.refuse,
        "hang": camera.hang,
        "serve": camera.serve,
        "quit": loop.quit,
    }

    def carry_out(name, operands):
        commands[name](*operands)
        print("ok", name, flush=True)
        return False

    for line in sys.stdin:
        words = line.split()
        if words and words[0] in commands:
            GLib.idle_add(carry_out, words[0], words[1:])
    GLib.idle_add(loop.quit)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--login", choices=("none", "basic", "digest"), default="none")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--transport", choices=tuple(LOWER_TRANSPORT), default="both")
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
