"""Finds the hand in a hand crop, and gives it a glove or takes it off: the scene then says nothing about the glove."""
import cv2
import numpy as np

import paint

SKIN = np.float32([[130, 155, 205], [110, 140, 195], [90, 120, 175], [150, 175, 225], [70, 95, 140], [120, 130, 190],
                   [60, 80, 120]])


CREAM = np.float32([[215, 228, 238], [195, 212, 226], [175, 196, 212], [160, 184, 202], [205, 210, 215]])


def glove_colour(g):
    """BGR: a third in the creams of latex and cotton under warm light, which are near to skin."""
    if g.random() < 0.35:
        return np.clip(CREAM[g.integers(len(CREAM))] + g.normal(0, 6, 3), 0, 255).astype(np.float32)
    return paint.colour(g)


def find(patch, box, gloved):
    """A stencil (0..1) of the hand in a patch 1.4 crops wide, or None where it does not stand out."""
    edge = 72
    small = cv2.resize(patch, (edge, edge), interpolation=cv2.INTER_AREA if patch.shape[0] > edge else cv2.INTER_LINEAR)
    w, h = box[0] * edge / 1.4, box[1] * edge / 1.4
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    if gloved:
        chroma = np.hypot(lab[..., 1] - 128, lab[..., 2] - 128)
        inner = lab[int(edge / 2 - h / 3):int(edge / 2 + h / 3) + 1, int(edge / 2 - w / 3):int(edge / 2 + w / 3) + 1, 0]
        likely = (lab[..., 0] > np.percentile(inner, 45)) & (chroma < 18)
    else:
        likely = (lab[..., 1] > 134) & (lab[..., 2] < 132) & (lab[..., 1] - lab[..., 2] > 10)
    y, x = np.mgrid[0:edge, 0:edge] - (edge - 1) / 2
    oval = (x / (w / 2 + 1)) ** 2 + (y / (h / 2 + 1)) ** 2
    state = np.full((edge, edge), cv2.GC_BGD, np.uint8)
    inside = (np.abs(x) < w / 2 + 2) & (np.abs(y) < h / 2 + 2)
    state[inside] = cv2.GC_PR_BGD
    state[inside & likely] = cv2.GC_PR_FGD
    state[likely & (oval < 0.35)] = cv2.GC_FGD
    state[(~likely) & (oval > 1.6)] = cv2.GC_BGD
    if (state == cv2.GC_FGD).sum() < 12 or (state == cv2.GC_BGD).sum() < 12:
        return None
    cv2.setRNGSeed(1)
    cv2.grabCut(small, state, None, np.zeros((1, 65)), np.zeros((1, 65)), 2, cv2.GC_INIT_WITH_MASK)
    hand = ((state == cv2.GC_FGD) | (state == cv2.GC_PR_FGD)).astype(np.float32)
    share = hand.sum() / max(1.0, inside.sum())
    if not 0.15 < share < 0.95:
        return None
    stencil = cv2.resize(hand, patch.shape[:2][::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.GaussianBlur(stencil, (0, 0), max(0.5, patch.shape[0] * 0.008))


def recolour(patch, stencil, tint, g, contrast):
    """Gives what is under the stencil the colour tint (BGR) and keeps its light and shade."""
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY).astype(np.float32)
    inside = stencil > 0.5
    level = max(20.0, grey[inside].mean()) if inside.any() else 100.0
    scene = np.clip(np.percentile(grey, 80) / 170, 0.35, 1.1) * np.exp(g.normal(0, 0.12))
    shade = 1 + contrast * (grey - level) / level + 0.05 * paint.smooth_noise(grey.shape, int(g.integers(3, 14)), g)
    layer = tint[None, None] * (np.clip(shade, 0.3, 1.6) * scene)[..., None]
    alpha = stencil[..., None]
    return np.clip(patch * (1 - alpha) + layer * alpha, 0, 255).astype(np.uint8)


def put_glove_on(patch, stencil, g):
    """A bare hand with a glove in one of the colours in which gloves are sold, or in a thin see-through film."""
    if g.random() < 0.06:
        return paint.cloth(patch, stencil, np.float32([235, 235, 235]), g, g.uniform(0.35, 0.6), 0.25)
    return recolour(patch, stencil, glove_colour(g), g, g.uniform(0.5, 1.1))


def take_glove_off(patch, stencil, g):
    """A gloved hand in a colour of skin."""
    tint = np.clip(SKIN[g.integers(len(SKIN))] * np.exp(g.normal(0, 0.1)) + g.normal(0, 7, 3), 15, 250)
    width = max(1, patch.shape[0] // 45)
    stencil = cv2.dilate(stencil, np.ones((2 * width + 1,) * 2))
    return recolour(patch, stencil, tint.astype(np.float32), g, g.uniform(0.9, 1.8))


def other_glove(patch, stencil, g):
    """A gloved hand in a glove of another colour."""
    return recolour(patch, stencil, glove_colour(g), g, g.uniform(0.8, 1.6))
