"""Takes examples out of each kind of source: labelled boxes, the rest of the pictures, heads that are cut already. What is
drawn at random is drawn from the caller's generator."""
import os
import re

import cv2
import numpy as np

import crops
import twins
from data import CONTEXT, Example, cut, marks, read, rows
from network import SIZE


def boxes(folder, classes, group_of, smallest):
    """Examples of all boxes whose longer side has at least `smallest` pixels, image by image."""
    return marked(folder, rows(folder), classes, group_of, smallest)


def heads(folder, classes, group_of):
    """Examples of the heads that heads.csv marks in the mask pictures."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "heads.csv")
    return marked(folder, marks(path), classes, group_of, 0)


def marked(folder, labels, classes, group_of, smallest):
    found, labelled = [], {}
    for image, name, box in labels:
        labelled.setdefault(image, []).append((name, box))
    for image, inside in labelled.items():
        picture = read(os.path.join(folder, "images", image))
        for name, box in inside:
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
                                 crop.shape[0] / crops.MARGIN, crop.shape[0]))
    return found
