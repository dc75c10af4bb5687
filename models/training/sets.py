"""The examples of each head, and their folds."""
import os

import numpy as np

import data
import sources

FOLDS = 4


def relabel(examples, label):
    for example in examples:
        example.label = label
    return examples


def load(head, folder, generator):
    """All examples of a head with its strangers (the unfit class last), and for hats those of the test part apart; no
    photo of the test part has a twin among the others."""
    classes = data.HEADS[head]["classes"]
    strange = len(classes) - 1
    mask, gloves = os.path.join(folder, "mask"), os.path.join(folder, "gloves")
    mask_photo = sources.photos(mask)
    if head == "mask":
        found = sources.boxes(mask, classes, mask_photo, 12)
        found += sources.background(mask, strange, mask_photo, 700, generator)
        hands = sources.boxes(gloves, ["gloved", "bare_hand"], sources.video, 20)
        found += relabel([hands[i] for i in generator.permutation(len(hands))[:300]], strange)
        return found, []
    if head == "gloves":
        found = sources.boxes(gloves, classes, sources.video, 16)
        found += sources.background(gloves, strange, sources.video, 500, generator)
        found += sources.background(mask, strange, mask_photo, 200, generator)
        faces = sources.boxes(mask, ["mask", "no_mask", "mask_worn_wrong"], mask_photo, 24)
        found += relabel([faces[i] for i in generator.permutation(len(faces))[:300]], strange)
        return found, []
    test = sources.hat_part(os.path.join(folder, "hat"), "test", classes, mask_photo)
    held = {e.group for e in test}
    found = sources.hat_part(os.path.join(folder, "hat"), "train", classes, mask_photo)
    found += sources.heads(mask, classes, mask_photo)
    other = sources.background(mask, strange, mask_photo, 900, generator)
    hands = sources.boxes(gloves, ["gloved", "bare_hand"], sources.video, 20)
    other += relabel([hands[i] for i in generator.permutation(len(hands))[:200]], strange)
    test += [e for e in other if e.group in held]
    return [e for e in found + other if e.group not in held], test


def folds(examples, seed=5):
    """The fold of each example, so that a group is in one fold: gloves' videos are spread by hand-made pairs."""
    pairs = {"20220118_125503": 0, "VID_20220120_192036": 1, "20220118_125419": 2, "numbered4": 2,
             "VID_20220120_191931": 3, "numbered": 3}
    groups = sorted({e.group for e in examples} - set(pairs))
    order = np.random.default_rng(seed).permutation(len(groups))
    fold = {g: int(order[i]) % FOLDS for i, g in enumerate(groups)}
    fold.update({g: f % FOLDS for g, f in pairs.items()})
    return np.array([fold[e.group] for e in examples])
