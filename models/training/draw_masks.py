"""Draws masks over bare faces: worn rightly, under the nose, or under the chin."""
import cv2
import numpy as np

import paint


def mask(patch, box, kind, g):
    """patch is 1.4 crops wide around a face box of box (width, height as parts of the crop). kind: "right", "nose"
    (nose is bare) or "chin" (nose and mouth are bare)."""
    edge = patch.shape[0]
    w, h = box[0] * edge / 1.4, box[1] * edge / 1.4
    left, top = edge / 2 - w / 2, edge / 2 - h / 2
    upper, lower = {"right": ((0.42, 0.56), (0.97, 1.1)), "nose": ((0.66, 0.74), (0.98, 1.12)),
                    "chin": ((0.86, 0.95), (1.06, 1.2))}[kind]
    y1, y2 = top + h * g.uniform(*upper), top + h * g.uniform(*lower)
    turn = g.normal(0, 0.12)
    middle = left + w * (0.5 + turn)
    x1, x2 = left + w * g.uniform(-0.02, 0.16), left + w * g.uniform(0.84, 1.02)
    sag = h * g.uniform(0.03, 0.12)
    points = [(x1, y1 + sag), (middle - w * 0.16, y1 + sag * 0.3), (middle, y1), (middle + w * 0.16, y1 + sag * 0.3),
              (x2, y1 + sag), (x2 - w * 0.03, (y1 + y2) / 2 + sag), (middle + w * 0.22, y2 - h * 0.02), (middle, y2),
              (middle - w * 0.22, y2 - h * 0.02), (x1 + w * 0.03, (y1 + y2) / 2 + sag)]
    tint = paint.colour(g)
    out = patch.copy()
    if edge > 60 and g.random() < 0.6:
        for x, side in ((x1, -1), (x2, 1)):
            cv2.line(out, (int(x), int(y1 + sag)), (int(x + side * w * 0.08), int(top + h * g.uniform(0.3, 0.5))),
                     tuple(float(v) for v in tint), max(1, int(edge / 90)), cv2.LINE_AA)
    stencil = paint.polygon(edge, points, g.uniform(0.003, 0.012))
    out = paint.cloth(out, stencil, tint, g, g.uniform(0.9, 1.0))
    if g.random() < 0.15:
        return paint.pattern(out, stencil, g)
    if g.random() < 0.6:
        for part in np.linspace(0.25, 0.8, int(g.integers(2, 5))):
            y = y1 + (y2 - y1) * part
            cv2.line(out, (int(x1 + w * 0.1), int(y + sag * 0.4)), (int(x2 - w * 0.1), int(y + sag * 0.4)),
                     tuple(float(v * 0.85) for v in tint), max(1, edge // 110), cv2.LINE_AA)
    return out
