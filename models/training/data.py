"""What the heads tell apart, and examples of it: the crops of labelled boxes."""
import csv
import os
from dataclasses import dataclass

import cv2
import numpy as np

import crops
from network import SIZE

CONTEXT = 1.4
LARGEST = 192
HEADS = {
    "mask": dict(judges="face", classes=["mask", "no_mask", "mask_worn_wrong", "not_face"], violations=["no_mask", "mask_worn_wrong"],
                 unfit=["not_face"]),
    "gloves": dict(judges="hands", classes=["gloved", "bare_hand", "not_hand"], violations=["bare_hand"], unfit=["not_hand"]),
    "hat": dict(judges="head", classes=["soft", "bare", "hardhat", "not_head"], violations=["bare"], unfit=["not_head"]),
}

# Those that judge the mirror image too: it costs as much again, and the others gain next to nothing by it.
MIRRORED = {"hat"}


@dataclass
class Example:
    """patch: uint8 square around the crop, CONTEXT times its side, at most LARGEST pixels. crop: the crop as EdgeAgent
    cuts it, SIZE x SIZE. side: the crop's own side and width the box's width, in pixels. box: width and height of the
    box as parts of the crop. group: the photo or video it comes from; nothing of a group stands in two folds. hand: for hand crops the stencil
    that recipes.prepare finds."""
    patch: np.ndarray
    crop: np.ndarray
    label: int
    group: str
    width: float
    side: float
    box: tuple = (1 / crops.MARGIN, 1 / crops.MARGIN)
    hand: np.ndarray = None


def rows(folder):
    """(image name, class, (x1, y1, x2, y2)) of folder/labels.csv."""
    path = os.path.join(folder, "labels.csv")
    if not os.path.exists(path):
        raise SystemExit(f"{path} is missing: --data names the folder that holds mask/, gloves/ and hat/")
    return marks(path)


def marks(path):
    """(image name, class, (x1, y1, x2, y2)) of a file of labels."""
    with open(path, newline="") as file:
        return [(r["image"], r["class"], tuple(int(r[k]) for k in ("x1", "y1", "x2", "y2"))) for r in csv.DictReader(file)]


def read(path):
    image = cv2.imread(path)
    if image is None:
        raise SystemExit(f"{path}: no readable picture")
    return image


def cut(image, box, label, group):
    """The example of one box."""
    longer = max(box[2] - box[0], box[3] - box[1], 1)
    square = crops.cut(image, box)
    patch = crops.cut(image, box, crops.MARGIN * CONTEXT)
    if patch.shape[0] > LARGEST:
        patch = crops.fit(patch, LARGEST)
    shape = ((box[2] - box[0]) / longer / crops.MARGIN, (box[3] - box[1]) / longer / crops.MARGIN)
    return Example(patch, crops.fit(square, SIZE), label, group, box[2] - box[0], square.shape[0], shape)
