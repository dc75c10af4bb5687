"""What each head is shown: how often which class, and what is drawn into real crops."""
import numpy as np

import augment
import crops
import draw_hats
import draw_masks
import hands
from network import SIZE

SHARES = {
    "mask": (0.42, 0.30, 0.13, 0.15),
    "gloves": (0.45, 0.45, 0.10),
    "hat": (0.34, 0.36, 0.15, 0.15),
}
STEPS = {"mask": 800, "gloves": 400, "hat": 800}
MIXED = {"mask": 0.12, "gloves": 0.3, "hat": 0.15}
GREY = {"mask": 0.12, "gloves": 0.25, "hat": 0.2}


def prepare(head, examples):
    """Finds once what drawing needs: the hand's stencil in hand crops."""
    if head == "gloves":
        for example in examples:
            if example.label < 2 and "hand" not in example.extra:
                example.extra["hand"] = hands.find(example.patch, example.box, example.label == 0)


def _mask(example, g):
    if example.label == 1 and example.width >= 18:
        dice = g.random()
        if dice < 0.12:
            return draw_masks.mask(example.patch, example.box, "right", g), 0
        if dice < 0.24:
            return draw_masks.mask(example.patch, example.box, "nose" if dice < 0.19 else "chin", g), 2
    return example.patch, example.label


def _gloves(example, g):
    stencil = example.extra.get("hand")
    if stencil is not None:
        dice = g.random()
        if example.label == 1 and dice < 0.3:
            return hands.put_glove_on(example.patch, stencil, g), 0
        if example.label == 0 and dice < 0.25:
            return hands.take_glove_off(example.patch, stencil, g), 1
        if example.label == 0 and dice < 0.5:
            return hands.other_glove(example.patch, stencil, g), 0
    return example.patch, example.label


def _hat(example, g):
    if example.label == 1 and example.extra.get("cover"):
        return draw_hats.cover(example.patch, g), 0
    return example.patch, example.label


DRAW = {"mask": _mask, "gloves": _gloves, "hat": _hat}


class Sampler:
    """Draws examples: first the class by its share, then the group by the root of its size, then one of the group."""

    def __init__(self, head, examples, g):
        self.head, self.g = head, g
        self.classes = []
        for label in range(len(SHARES[head])):
            groups = {}
            for example in examples:
                if example.label == label:
                    groups.setdefault(example.group, []).append(example)
            weights = np.sqrt([len(v) for v in groups.values()])
            self.classes.append((list(groups.values()), weights / weights.sum()))

    def _pick(self, label):
        groups, weights = self.classes[label]
        members = groups[self.g.choice(len(groups), p=weights)]
        return members[self.g.integers(len(members))]

    def next(self):
        """One crop (SIZE x SIZE x 3, uint8) and its label."""
        g = self.g
        label = int(g.choice(len(SHARES[self.head]), p=SHARES[self.head]))
        if self.head == "hat" and label == 0 and g.random() < 0.5:
            example = self._pick(1)
            patch, label = draw_hats.cover(example.patch, g), 0
        else:
            example = self._pick(label)
            patch, label = DRAW[self.head](example, g)
        small = augment.recut(patch, example.side, g)
        if g.random() < 0.25:
            return crops.fit(small, SIZE), label
        return augment.camera(small, g, GREY[self.head]), label
