"""Temperature, weight of the unfit class and unsure band of a head, chosen on examples that it did not see."""
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar

import data
import score

REFUSED = 0.01
MISSED = 0.03
ALARMS = {"mask": 0.01, "gloves": 0.03, "hat": 0.05}


@dataclass
class Choice:
    """Logits are divided by temperature, refusal is added to the last class, and between fine_below and violation_from
    lies unsure."""
    temperature: float
    refusal: float
    fine_below: float
    violation_from: float

    def probabilities(self, logits):
        shifted = logits / self.temperature
        shifted[:, -1] += self.refusal
        return score.probabilities(shifted)


def temperature(logits, label):
    """The temperature that makes the held-out labels likeliest."""
    def loss(log):
        p = score.probabilities(logits / np.exp(log))
        return -np.log(np.maximum(p[np.arange(len(label)), label], 1e-9)).mean()
    return float(np.exp(minimize_scalar(loss, bounds=(np.log(0.2), np.log(5)), method="bounded").x))


def refusal(logits, fit):
    """What to add to the unfit class so that of the fit at most REFUSED have it above one half; never above 0."""
    rest = np.log(np.exp(logits[fit, :-1]).sum(1))
    return float(min(0.0, np.quantile(rest - logits[fit, -1], REFUSED)))


def band(fine, bad, alarms):
    """(fineBelow, violationFrom): of the fine ones `alarms` are at or above violationFrom, of the bad ones MISSED are below
    fineBelow; between them lies unsure."""
    high = float(np.clip(np.quantile(fine, 1 - alarms), 0.05, 0.99))
    low = min(float(np.clip(np.quantile(bad, MISSED), 0.01, 0.5)), high)
    return round(low, 3), round(high, 3)


def choose(head, held, smallest):
    """The choice for a head; widths below `smallest` are left out of the band. A hard hat is as good as a soft cover, yet
    easy: the band of the hat head is chosen on soft covers alone, of which there are too few, and too many labelled
    doubtfully, to fix one alarm in a hundred."""
    spec = data.HEADS[head]
    heat = temperature(held.logits, held.label)
    fit = (held.label < len(spec["classes"]) - 1) & (held.width >= smallest)
    choice = Choice(heat, refusal(held.logits / heat, fit), 0, 0)
    values = score.violation(choice.probabilities(held.logits), head)
    bad = np.isin(held.label, [spec["classes"].index(c) for c in spec["violations"]])
    choice.fine_below, choice.violation_from = band(values[fit & (held.label == 0)], values[fit & bad], ALARMS[head])
    return choice
