"""A live stream for rtsp_camera.py that shows what time it is, for measuring how late somebody sees it.

The picture is a grid of 8 x 4 blocks, white for 1 and black for 0: the lower 32 bits of the milliseconds since 1970, the
highest first, from the upper left to the lower right.
"""

import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

WIDTH, HEIGHT, RATE = 640, 360, 25
COLUMNS, ROWS = 8, 4
BLACK, WHITE, GREY = b"\x10", b"\xeb", b"\x80"


def picture(milliseconds):
    """Planes of I420."""
    luma = b""
    for row in range(ROWS):
        line = b""
        for column in range(COLUMNS):
            bit = milliseconds >> (COLUMNS * ROWS - 1 - row * COLUMNS - column) & 1
            line += (WHITE if bit else BLACK) * (WIDTH // COLUMNS)
        luma += line * (HEIGHT // ROWS)
    return luma + GREY * (WIDTH * HEIGHT // 2)


class ClockStream(GstRtspServer.RTSPMediaFactory):
    """One address; its clients share one encoder."""

    def __init__(self, transport):
        super().__init__()
        self.set_shared(True)
        self.set_protocols(transport)
        self.set_launch(
            f"( appsrc name=pictures is-live=true format=time do-timestamp=true"
            f" caps=video/x-raw,format=I420,width={WIDTH},height={HEIGHT},framerate={RATE}/1"
            f" ! openh264enc complexity=low bitrate=2000000 gop-size={2 * RATE}"
            f" ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 )")
        self.connect("media-configure", lambda _, media: Showing(media))


class Showing:
    """Draws the time again and again until the last client has gone."""

    def __init__(self, media):
        self.output = media.get_element().get_by_name_recurse_up("pictures")
        self.over = False
        media.connect("unprepared", self._end)
        GLib.timeout_add(1000 // RATE, self._draw)

    def _end(self, _media):
        self.over = True

    def _draw(self):
        if not self.over:
            buffer = Gst.Buffer.new_wrapped(picture(int(time.time() * 1000) & 0xFFFFFFFF))
            self.over = self.output.emit("push-buffer", buffer) != Gst.FlowReturn.OK
        return not self.over
