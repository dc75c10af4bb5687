"""What a camera in a workshop does to a crop: other cuts, few pixels, compression, blur, noise, light, infra-red."""
import cv2
import numpy as np

import crops
from network import SIZE


def chance(g, p):
    return g.random() < p


def recut(patch, side, g, strength=1.0):
    """A crop of a patch that is 1.4 crops wide, moved, scaled, turned and mirrored, with fewer pixels. side is the
    crop's own side in pixels: it is never shown sharper than it was."""
    factor = patch.shape[0] / 1.4
    own = min(side, factor, SIZE)
    pixels = own
    if chance(g, 0.6 * strength):
        pixels = min(own, np.exp(g.uniform(np.log(22), np.log(SIZE))))
    pixels = max(int(round(pixels)), 14)
    small = patch
    if factor > pixels:
        edge = max(2, int(round(patch.shape[0] * pixels / factor)))
        small = cv2.resize(patch, (edge, edge), interpolation=cv2.INTER_AREA)
    scale = pixels * 1.4 / small.shape[0] / np.exp(np.clip(g.normal(0, 0.08 * strength), -0.16, 0.16))
    angle = np.clip(g.normal(0, 9 * strength), -25, 25)
    turn = cv2.getRotationMatrix2D((small.shape[1] / 2 - 0.5, small.shape[0] / 2 - 0.5), angle, scale)
    turn[:, 2] += pixels / 2 - small.shape[0] / 2 + np.clip(g.normal(0, 0.05 * strength, 2), -0.12, 0.12) * pixels
    out = cv2.warpAffine(small, turn, (pixels, pixels), flags=cv2.INTER_LINEAR)
    return out[:, ::-1].copy() if chance(g, 0.5) else out


def light(image, g, grey=0.15):
    """Brightness, contrast, gamma, white balance, saturation; sometimes no colour at all."""
    x = image.astype(np.float32) / 255
    if chance(g, 0.7):
        x = np.clip(x, 0, 1) ** np.exp(g.normal(0, 0.3))
        x = (x - 0.5) * np.exp(g.normal(0, 0.2)) + 0.5 + g.normal(0, 0.07)
    if chance(g, 0.5):
        x = x * np.exp(g.normal(0, 0.1, 3)).astype(np.float32)
    mean = x @ np.float32([0.114, 0.587, 0.299])
    if chance(g, grey):
        x = np.repeat(mean[..., None], 3, 2)
        if chance(g, 0.5):
            x = (x - x.mean()) * g.uniform(0.6, 1.3) + g.uniform(0.3, 0.7)
    elif chance(g, 0.4):
        x = mean[..., None] + (x - mean[..., None]) * g.uniform(0.3, 1.5)
    return np.clip(x * 255, 0, 255).astype(np.uint8)


def blur(image, g):
    """Out of focus or moved."""
    if chance(g, 0.5):
        return cv2.GaussianBlur(image, (0, 0), g.uniform(0.3, 0.022 * image.shape[0] + 0.4))
    length = int(g.integers(2, max(3, image.shape[0] // 12) + 1))
    kernel = np.zeros((length, length), np.float32)
    cv2.line(kernel, (0, int(g.integers(length))), (length - 1, int(g.integers(length))), 1)
    kernel = np.rot90(kernel, int(g.integers(2)))
    return cv2.filter2D(image, -1, kernel / kernel.sum())


def hide(image, g):
    """Something in front of a part of the crop."""
    edge = image.shape[0]
    w, h = (g.uniform(0.08, 0.3, 2) * edge).astype(int) + 1
    x, y = g.integers(0, edge - w + 1), g.integers(0, edge - h + 1)
    image[y:y + h, x:x + w] = g.integers(0, 256, 3) if chance(g, 0.6) else np.roll(image, edge // 2, 1)[y:y + h, x:x + w]
    return image


def camera(image, g, grey=0.15):
    """A crop at its own size as an ordinary camera would have sent it, at SIZE x SIZE."""
    image = light(image, g, grey)
    if chance(g, 0.15):
        image = hide(image, g)
    if chance(g, 0.35):
        image = blur(image, g)
    if chance(g, 0.35):
        noise = g.normal(0, g.uniform(2, 14), image.shape[:2] + (1 if chance(g, 0.5) else 3,))
        image = np.clip(image + noise, 0, 255).astype(np.uint8)
    if chance(g, 0.5):
        quality = int(g.integers(20, 91))
        image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
    return crops.fit(image, SIZE)
