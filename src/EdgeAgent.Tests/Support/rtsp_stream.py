"""Recordings sent as live streams by rtsp_camera.py: which pictures there are and when each is sent."""

import os
import random
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

ROLE = "viewer"
# A start code and the header of a key picture's slice; what follows it is noise.
RUBBISH_START = {"h264": b"\0\0\0\1\x65", "h265": b"\0\0\0\1\x26\x01"}

# G.711 with the payload types that are fixed for it. A test tone could be sought in, and the server would try to.
SOUND = {
    "none": "",
    "pcmu": " fakesrc is-live=true format=time datarate=8000 sizetype=fixed sizemax=160 filltype=zero"
            " ! audio/x-mulaw,rate=8000,channels=1 ! rtppcmupay name=pay1 pt=0",
    "pcma": " fakesrc is-live=true format=time datarate=8000 sizetype=fixed sizemax=160 filltype=zero"
            " ! audio/x-alaw,rate=8000,channels=1 ! rtppcmapay name=pay1 pt=8",
}


class Recording:
    """The pictures of one file as encoded, each with its duration in nanoseconds and whether it is a key picture."""

    def __init__(self, path):
        self.codec = None
        self.pictures = []
        pipeline = Gst.parse_launch("filesrc name=file ! qtdemux name=demux")
        pipeline.get_by_name("file").set_property("location", path)
        pipeline.get_by_name("demux").connect("pad-added", self._link, pipeline)
        pipeline.set_state(Gst.State.PLAYING)
        end = pipeline.get_bus().timed_pop_filtered(60 * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
        pipeline.set_state(Gst.State.NULL)
        if end is None or end.type == Gst.MessageType.ERROR or not self.pictures:
            raise SystemExit(f"no H.264 or H.265 track could be read from {path}")

    def _link(self, _demux, pad, pipeline):
        codec = pad.get_current_caps().get_structure(0).get_name().removeprefix("video/x-")
        if codec not in RUBBISH_START or self.codec:
            return
        self.codec = codec
        tail = Gst.parse_bin_from_description(
            f"{codec}parse config-interval=-1 ! video/x-{codec},stream-format=byte-stream,alignment=au"
            " ! appsink name=pictures sync=false emit-signals=true", True)
        tail.get_by_name("pictures").connect("new-sample", self._keep)
        pipeline.add(tail)
        tail.sync_state_with_parent()
        pad.link(tail.get_static_pad("sink"))

    def _keep(self, sink):
        buffer = sink.emit("pull-sample").get_buffer()
        is_key = not buffer.has_flags(Gst.BufferFlags.DELTA_UNIT)
        self.pictures.append((buffer.extract_dup(0, buffer.get_size()), buffer.duration, is_key))
        return Gst.FlowReturn.OK

    def picture(self, number):
        return self.pictures[number % len(self.pictures)]

    def key_before(self, number):
        return next(key for key in range(number, -1, -1) if self.picture(key)[2])


class Stream(GstRtspServer.RTSPMediaFactory):
    """One address; its clients share one looping recording."""

    def __init__(self, camera, recording, transport, needs_login, sound):
        super().__init__()
        self.camera = camera
        self.recording = recording
        self.set_shared(True)
        self.set_protocols(transport)
        codec = recording.codec
        # No parser between the two: it would hold garbage back.
        self.set_launch(
            f"( appsrc name=pictures is-live=true format=time"
            f" caps=video/x-{codec},stream-format=byte-stream,alignment=au"
            f" ! rtp{codec}pay name=pay0 pt=96 config-interval=-1{sound} )")
        if needs_login:
            permissions = GstRtspServer.RTSPPermissions()
            for right in ("access", "construct"):
                permissions.add_permission_for_role(ROLE, "media.factory." + right, True)
            self.set_permissions(permissions)
        self.connect("media-configure", lambda _, media: Playing(self, media))


class Playing:
    """Sends one picture after the other, each at its time, until the last client has gone."""

    def __init__(self, stream, media):
        self.camera = stream.camera
        self.stream = stream
        self.recording = stream.recording
        self.output = media.get_element().get_by_name_recurse_up("pictures")
        self.sent = media.get_element().get_by_name_recurse_up("pay0").get_static_pad("src")
        self.clock = None
        self.next = 0
        self.origin = self.due = time.monotonic()
        self.over = False
        media.connect("unprepared", self._end)
        GLib.timeout_add(0, self._send)

    def _end(self, _media):
        self.over = True

    def _send(self):
        if self.over:
            return False
        now = time.monotonic()
        if now < self.camera.stalled_until:
            self.due = self.camera.stalled_until
        else:
            self._push(max(self.due, now - 1))
        GLib.timeout_add(max(0, round((self.due - now) * 1000)), self._send)
        return False

    def _push(self, at):
        self._follow_camera()
        data, duration, _ = self.recording.picture(self.next)
        if not self.camera.frozen:
            self.next += 1
        self.due = at + duration / Gst.SECOND
        for part in self._spoilt(data):
            buffer = Gst.Buffer.new_wrapped(part)
            buffer.pts = buffer.dts = int((self.clock + at - self.origin) * Gst.SECOND)
            buffer.duration = duration
            self.over = self.output.emit("push-buffer", buffer) != Gst.FlowReturn.OK

    def _follow_camera(self):
        if self.recording is not self.stream.recording:
            self.recording = self.stream.recording
            self.next = 0
        if self.camera.frozen:
            self.next = self.recording.key_before(self.next)
        if self.clock != self.camera.clock:
            # The clock is for the packets' timestamps alone: without it they are sent when they are due.
            self.clock = self.camera.clock
            self.sent.set_offset(-self.clock * Gst.SECOND)

    def _spoilt(self, data):
        rubbish = RUBBISH_START[self.recording.codec] + os.urandom(max(64, len(data)))
        if self.camera.garbage:
            return [rubbish]
        if not self.camera.rubbish_every or self.next % self.camera.rubbish_every:
            return [data]
        torn = random.randrange(len(data))
        return [data[:torn] + os.urandom((len(data) - torn) // 2), rubbish]
