"""The one rule by which a box becomes a head's input; EdgeAgent cuts by the same rule."""
import cv2
import numpy as np

MARGIN = 1.3


def cut(image, box, side_factor=MARGIN):
    """The square around the centre of box (x1, y1, x2, y2 in pixels), side = longer side x side_factor, black beyond the
    picture. Returns uint8 of shape (side, side, 3); the side is at least one pixel."""
    x1, y1, x2, y2 = box
    side = max(1, int(round(max(x2 - x1, y2 - y1) * side_factor)))
    left = int(round((x1 + x2) / 2 - side / 2))
    top = int(round((y1 + y2) / 2 - side / 2))
    square = np.zeros((side, side, 3), np.uint8)
    height, width = image.shape[:2]
    from_x, from_y = max(left, 0), max(top, 0)
    to_x, to_y = min(left + side, width), min(top + side, height)
    if to_x > from_x and to_y > from_y:
        square[from_y - top:to_y - top, from_x - left:to_x - left] = image[from_y:to_y, from_x:to_x]
    return square


def fit(square, size):
    """A square picture as size x size: INTER_AREA when it shrinks, INTER_LINEAR when it grows."""
    if square.shape[0] == size:
        return square
    how = cv2.INTER_AREA if square.shape[0] > size else cv2.INTER_LINEAR
    return cv2.resize(square, (size, size), interpolation=how)


def sharpness(square, size):
    """Variance of the Laplacian of the grey crop at size x size."""
    return float(cv2.Laplacian(cv2.cvtColor(fit(square, size), cv2.COLOR_BGR2GRAY), cv2.CV_64F).var())
