"""Reads the labelled images into examples. What is drawn at random is drawn from the caller's generator."""
import csv
import os
import re
from dataclasses import dataclass, field

import cv2
import numpy as np

import crops
import twins
from network import SIZE

CONTEXT = 1.4
LARGEST = 192
HEADS = {
    "mask": dict(classes=["mask", "no_mask", "mask_worn_wrong", "not_face"], violations=["no_mask", "mask_worn_wrong"],
                 unfit=["not_face"]),
    "gloves": dict(classes=["gloved", "bare_hand", "not_hand"], violations=["bare_hand"], unfit=["not_hand"]),
    "hat": dict(classes=["soft", "bare", "hardhat", "not_head"], violations=["bare"], unfit=["not_head"]),
}


@dataclass
class Example:
    """patch: uint8 square around the crop, CONTEXT times its side, at most LARGEST pixels. crop: the crop as EdgeAgent
    cuts it, SIZE x SIZE. side: the crop's own side and width the box's width, in pixels. box: width and height of the
    box as parts of the crop. group: the photo or video it comes from; nothing of a group stands in two folds."""
    patch: np.ndarray
    crop: np.ndarray
    label: int
    group: str
    width: float
    side: float
    box: tuple = (1 / crops.MARGIN, 1 / crops.MARGIN)
    known_edge: bool = True
    extra: dict = field(default_factory=dict)


def rows(folder):
    """(image name, class, (x1, y1, x2, y2)) of folder/labels.csv."""
    path = os.path.join(folder, "labels.csv")
    if not os.path.exists(path):
        raise SystemExit(f"{path} is missing: --data names the folder that holds mask/, gloves/ and hat/")
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


def boxes(folder, classes, group_of, smallest):
    """Examples of all boxes whose longer side has at least `smallest` pixels, image by image."""
    found, labelled = [], {}
    for image, name, box in rows(folder):
        labelled.setdefault(image, []).append((name, box))
    for image, marks in labelled.items():
        picture = read(os.path.join(folder, "images", image))
        for name, box in marks:
            if max(box[2] - box[0], box[3] - box[1]) >= smallest:
                found.append(cut(picture, box, classes.index(name), group_of(image)))
    return found


def background(folder, label, group_of, count, generator):
    """Squares of the pictures that touch no labelled box: what a head must refuse. A picture with a box of no size is
    left out: what the box was meant for is somewhere in it."""
    labelled = {}
    for image, _, box in rows(folder):
        labelled.setdefault(image, []).append(box)
    names = [n for n in sorted(labelled) if all(max(b[2] - b[0], b[3] - b[1]) >= 6 for b in labelled[n])]
    found, pictures = [], {}
    while len(found) < count:
        image = names[generator.integers(len(names))]
        if image not in pictures:
            pictures[image] = read(os.path.join(folder, "images", image))
        height, width = pictures[image].shape[:2]
        side = np.exp(generator.uniform(np.log(16), np.log(min(height, width) / 2)))
        x, y = generator.uniform(0, width - side), generator.uniform(0, height - side)
        half = side * (crops.MARGIN - 1) / 2
        if any(x - half < b[2] and x + side + half > b[0] and y - half < b[3] and y + side + half > b[1]
               for b in labelled[image]):
            continue
        found.append(cut(pictures[image], tuple(int(v) for v in (x, y, x + side, y + side)), label, group_of(image)))
    return found


def relabel(examples, label):
    for example in examples:
        example.label = label
    return examples


def video(image):
    """The video of a glove picture: the name before the first dash; single pictures carry the frame's number as their
    whole name, four digits in one video and fewer in another."""
    name = image.split("-")[0]
    if name != image:
        return name
    return "numbered4" if re.fullmatch(r"\d{4}\.jpg", image) else "numbered"


def photos(folder):
    """A function from a mask picture's name to its photo, the same for twins: 0737.jpg -> mask13."""
    first = twins.find(os.path.join(folder, "images"))
    return lambda image: "mask" + str(int(os.path.splitext(first.get(image, image))[0]))


def hat_photo(name, mask_photo):
    """The photo of a cut head: shwd_000316_1893.jpg -> shwd_000316, maskon_maksssksksss640_2613.jpg -> mask640."""
    stem = name.rsplit("_", 1)[0]
    number = re.fullmatch(r"maskon_maksssksksss(\d+)", stem)
    return mask_photo(f"{int(number[1]):04d}.jpg") if number else stem


def hat_part(folder, part, classes, mask_photo):
    found = []
    for name in classes[:3]:
        where = os.path.join(folder, part, name)
        for file in sorted(os.listdir(where)):
            crop = read(os.path.join(where, file))
            border = int(round(crop.shape[0] * (CONTEXT - 1) / 2))
            patch = cv2.copyMakeBorder(crop, border, border, border, border, cv2.BORDER_REFLECT_101)
            found.append(Example(patch, crops.fit(crop, SIZE), classes.index(name), hat_photo(file, mask_photo),
                                 crop.shape[0] / crops.MARGIN, crop.shape[0], known_edge=False))
    return found


def load(head, folder, generator):
    """All examples of a head with its strangers (the unfit class last), and for hats those of the test part apart; no
    photo of the test part has a twin among the others."""
    classes = HEADS[head]["classes"]
    strange = len(classes) - 1
    mask, gloves = os.path.join(folder, "mask"), os.path.join(folder, "gloves")
    mask_photo = photos(mask)
    if head == "mask":
        found = boxes(mask, classes, mask_photo, 12)
        found += background(mask, strange, mask_photo, 700, generator)
        hands = [e for e in boxes(gloves, ["gloved", "bare_hand"], video, 20)]
        found += relabel([hands[i] for i in generator.permutation(len(hands))[:300]], strange)
        return found, []
    if head == "gloves":
        found = boxes(gloves, classes, video, 16)
        found += background(gloves, strange, video, 500, generator)
        found += background(mask, strange, mask_photo, 200, generator)
        faces = boxes(mask, ["mask", "no_mask", "mask_worn_wrong"], mask_photo, 24)
        found += relabel([faces[i] for i in generator.permutation(len(faces))[:300]], strange)
        return found, []
    test = hat_part(os.path.join(folder, "hat"), "test", classes, mask_photo)
    held = {e.group for e in test}
    found = hat_part(os.path.join(folder, "hat"), "train", classes, mask_photo)
    other = background(mask, strange, mask_photo, 900, generator)
    hands = boxes(gloves, ["gloved", "bare_hand"], video, 20)
    other += relabel([hands[i] for i in generator.permutation(len(hands))[:200]], strange)
    test += [e for e in other if e.group in held]
    return [e for e in found + other if e.group not in held], test


def folds(examples, count, seed=5):
    """The fold of each example, so that a group is in one fold: gloves' videos are spread by hand-made pairs."""
    pairs = {"20220118_125503": 0, "VID_20220120_192036": 1, "20220118_125419": 2, "numbered4": 2,
             "VID_20220120_191931": 3, "numbered": 3}
    groups = sorted({e.group for e in examples} - set(pairs))
    order = np.random.default_rng(seed).permutation(len(groups))
    fold = {g: int(order[i]) % count for i, g in enumerate(groups)}
    fold.update({g: f % count for g, f in pairs.items()})
    return np.array([fold[e.group] for e in examples])
