"""Parts shared by what is drawn over heads and hands: cloth of any colour, laid on through a soft stencil."""
import cv2
import numpy as np

COMMON = np.float32([[250, 250, 250], [235, 230, 225], [210, 200, 190], [200, 160, 110], [190, 130, 70], [160, 190, 120],
                     [110, 150, 60], [40, 40, 40], [25, 22, 20], [90, 85, 80], [120, 60, 40], [50, 50, 170], [180, 170, 240]])


def colour(g):
    """BGR: mostly white, blue, green or black as sold, sometimes anything."""
    base = COMMON[g.integers(len(COMMON))] if g.random() < 0.8 else g.uniform(20, 250, 3)
    return np.clip(base + g.normal(0, 12, 3), 0, 255).astype(np.float32)


def smooth_noise(shape, cells, g):
    """Noise of about unit size that varies over `cells` cells along the edge."""
    coarse = g.normal(0, 1, (max(2, cells), max(2, cells))).astype(np.float32)
    return cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)


def cloth(image, stencil, tint, g, opaque=1.0, relief=0.08):
    """Lays cloth of colour tint where stencil (0..1) is; it keeps the light of what is under it and has folds."""
    edge = image.shape[0]
    under = cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32), (0, 0), edge * 0.06)
    inside = stencil > 0.5
    level = under[inside].mean() if inside.any() else under.mean()
    shade = 1 + 0.5 * g.random() * (under - level) / 128
    shade += relief * smooth_noise(stencil.shape, int(g.integers(3, 9)), g)
    shade += 0.4 * relief * smooth_noise(stencil.shape, int(g.integers(10, 30)), g)
    exposure = np.clip(0.35 + level / 170 + g.normal(0, 0.12), 0.3, 1.15)
    layer = tint[None, None] * (shade * exposure)[..., None]
    alpha = (stencil * opaque)[..., None]
    return np.clip(image * (1 - alpha) + layer * alpha, 0, 255).astype(np.uint8)


def polygon(edge, points, soft):
    """A stencil (0..1) of a closed outline given in pixels."""
    stencil = np.zeros((edge, edge), np.float32)
    cv2.fillPoly(stencil, [np.round(np.float32(points) * 8).astype(np.int32)], 1.0, cv2.LINE_8, 3)
    return cv2.GaussianBlur(stencil, (0, 0), max(0.4, soft * edge))


def ring(centre, radii, start, end, count=24, wobble=None):
    """Points of an elliptic arc, angles in degrees, 0 to the right and 90 downwards."""
    angles = np.radians(np.linspace(start, end, count))
    r = 1 if wobble is None else 1 + wobble
    return np.stack([centre[0] + radii[0] * np.cos(angles) * r, centre[1] + radii[1] * np.sin(angles) * r], 1)


def pattern(image, stencil, g):
    """Stripes or spots of another colour on cloth."""
    edge = image.shape[0]
    spots = np.zeros((edge, edge), np.float32)
    step = max(3, int(edge * g.uniform(0.04, 0.1)))
    if g.random() < 0.5:
        spots[:, ::step] = spots[:, 1::step] = 1
    else:
        spots[::step, ::step] = 1
        spots = cv2.dilate(spots, np.ones((max(1, step // 3),) * 2))
    return cloth(image, spots * stencil, colour(g), g, 0.8)
