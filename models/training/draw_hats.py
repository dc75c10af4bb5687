"""Draws soft head covers over bare heads: hair nets, caps, toques, scarves. The head box grows with what is worn."""
import cv2
import numpy as np

import paint


def _room(patch, grow, g):
    """The patch with room above the head: smaller and lower, its border stretched upwards."""
    edge = patch.shape[0]
    border = int(edge * grow)
    how = cv2.BORDER_REPLICATE if g.random() < 0.5 else cv2.BORDER_REFLECT_101
    tall = cv2.copyMakeBorder(patch, border, 0, border // 2, border - border // 2, how)
    return cv2.resize(tall, (edge, edge), interpolation=cv2.INTER_AREA), edge / (edge + border)


def _mesh(out, stencil, tint, g):
    edge = out.shape[0]
    step = max(2.0, edge * g.uniform(0.012, 0.035))
    y, x = np.mgrid[0:edge, 0:edge].astype(np.float32)
    angle = g.uniform(0, np.pi)
    u, v = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
    lines = np.maximum(np.cos(2 * np.pi * u / step), np.cos(2 * np.pi * v / step)) ** 4 * stencil
    alpha = (lines * g.uniform(0.15, 0.6))[..., None]
    return np.clip(out * (1 - alpha) + tint * alpha, 0, 255).astype(np.uint8)


def _dome(cx, brow, half, height, g, puff):
    """From the right temple over the top to the left temple, and back along the brow."""
    wobble = puff * np.convolve(g.normal(0, 1, 28), np.ones(5) / 5, "same")[:24]
    bulge = 1 + puff * 1.5
    over = paint.ring((cx, brow), (half * bulge, height), 0, -180, 24, wobble)
    dip = height * g.uniform(-0.15, 0.25)
    along = paint.ring((cx, brow), (half, dip), 180, 0, 12)
    return np.vstack([over, along]), along


def cover(patch, g):
    """A patch of a bare head (1.4 crops wide, the crop 1.3 heads wide) with a soft cover drawn on it."""
    kind = g.choice(["net", "puffy", "cap", "toque", "scarf"], p=[0.3, 0.22, 0.2, 0.16, 0.12])
    grow = g.uniform(0.1, 0.35) if kind == "toque" else g.uniform(0, 0.06)
    out, kept = _room(patch, grow, g)
    edge = out.shape[0]
    head = edge / 1.4 / 1.3 * kept
    cx = edge / 2 + g.normal(0, 0.03) * head
    bottom = edge - (edge - edge / 1.4 / 1.3) / 2 * kept
    top = bottom - head
    turned = g.random() < 0.3
    brow = top + head * (g.uniform(0.36, 0.58) if turned else g.uniform(0.26, 0.46))
    half = head * g.uniform(0.37, 0.48)
    lean = g.normal(0, 18 if turned else 7)
    tint = paint.colour(g)
    rise = brow - top
    if kind == "toque":
        height = rise * g.uniform(0.5, 0.8)
        spread, lift = half * g.uniform(0.85, 1.3), grow * edge * g.uniform(0.6, 0.95)
        band = np.float32([(cx - half, brow), (cx - half * 0.98, brow - height), (cx + half * 0.98, brow - height),
                           (cx + half, brow)])
        puff = paint.ring((cx, brow - height), (spread, lift + rise * 0.4), 0, -180, 20,
                          0.05 * g.normal(0, 1, 20) if g.random() < 0.6 else None)
        shapes = [band, puff] if g.random() < 0.7 else [band]
        if len(shapes) == 1:
            shapes.append(np.float32([(cx - half, brow - height), (cx - half * 0.95, top - lift * 0.8),
                                      (cx + half * 0.95, top - lift * 0.8), (cx + half, brow - height)]))
        along = paint.ring((cx, brow), (half, rise * 0.08), 180, 0, 12)
    else:
        puff = {"net": 0.03, "puffy": 0.1, "cap": 0.01, "scarf": 0.03}[kind]
        outline, along = _dome(cx, brow, half, rise * g.uniform(1.0, 1.12), g, puff)
        shapes = [outline]
        if kind == "scarf":
            shapes.append(np.float32([(cx - half, brow), (cx - half * 1.05, bottom), (cx - half * 0.7, bottom),
                                      (cx - half * 0.72, brow)]))
            shapes.append(np.float32([(cx + half, brow), (cx + half * 1.05, bottom), (cx + half * 0.7, bottom),
                                      (cx + half * 0.72, brow)]))
    centre = (cx, brow)
    turn = cv2.getRotationMatrix2D(centre, lean, 1.0)
    rotate = lambda p: p @ turn[:, :2].T + turn[:, 2]
    stencil = np.zeros((edge, edge), np.float32)
    for shape in shapes:
        stencil = np.maximum(stencil, paint.polygon(edge, rotate(np.float32(shape)), g.uniform(0.003, 0.012)))
    opaque = {"net": g.uniform(0.25, 0.85), "puffy": g.uniform(0.6, 0.97)}.get(kind, g.uniform(0.93, 1.0))
    out = paint.cloth(out, stencil, tint, g, opaque, g.uniform(0.05, 0.2))
    if kind in ("net", "puffy") and g.random() < 0.6:
        out = _mesh(out, stencil, np.clip(tint * g.uniform(0.7, 1.1), 0, 255), g)
    if kind in ("cap", "scarf") and g.random() < 0.25:
        out = paint.pattern(out, stencil, g)
    band = np.round(rotate(along)).astype(np.int32)
    if g.random() < 0.7:
        shade = tint * g.uniform(0.6, 1.0) * np.clip(out.mean() / 150 + 0.4, 0.4, 1.1)
        cv2.polylines(out, [band], False, tuple(float(v) for v in shade), max(1, int(edge * g.uniform(0.008, 0.03))),
                      cv2.LINE_AA)
    if kind == "cap" and g.random() < 0.8:
        out = _visor(out, cx, brow, half, rise, tint, rotate, g)
    return out


def _visor(out, cx, brow, half, rise, tint, rotate, g):
    edge = out.shape[0]
    side = g.choice([-1, 0, 1], p=[0.3, 0.4, 0.3])
    if side == 0:
        shape = np.vstack([paint.ring((cx, brow), (half, rise * g.uniform(0.2, 0.6)), 180, 0, 14),
                           paint.ring((cx, brow), (half, rise * 0.05), 0, 180, 8)])
    else:
        reach = half * g.uniform(0.5, 0.9)
        shape = np.float32([(cx + side * half * 0.5, brow - rise * 0.15), (cx + side * half, brow - rise * 0.12),
                            (cx + side * (half + reach), brow + rise * 0.05), (cx + side * half * 0.6, brow + rise * 0.12)])
    stencil = paint.polygon(edge, rotate(np.float32(shape)), 0.005)
    return paint.cloth(out, stencil, tint * np.float32(g.uniform(0.5, 1.1)), g)
