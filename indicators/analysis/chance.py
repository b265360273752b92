"""Whether a share has fallen by more than chance does to so few cases. No Django.

Two proportions x1/n1 (now) and x0/n0 (before) are tested one-sidedly against being the same. Where the pooled
share leaves five cases or more to be expected everywhere: z = (p1 − p0) / √(P(1−P)(1/n1 + 1/n0)) with
P = (x1+x0)/(n1+n0), see NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3; five is Cochran's rule. With
fewer: Fisher's exact test, the hypergeometric probability of x1 or less. The line is the funnel's, two standard
errors (Spiegelhalter 2005, Statistics in Medicine 24:1185-1202).

The cases of two quarters are mostly the same people, so that the two samples are less independent than the test
takes them to be: it errs on the side of calling a fall chance.
"""

from decimal import Decimal
from math import erfc, exp, lgamma, sqrt

from .disparity import AMBER

FEWEST_EXPECTED = 5
LIKELY = erfc(float(AMBER) / sqrt(2)) / 2  # one tail beyond two standard errors: 0.02275


def has_fallen(now_x: Decimal, now_n: Decimal, before_x: Decimal, before_n: Decimal) -> bool:
    """True when x1/n1 lies below x0/n0 by more than chance; what is no share of cases is never judged chance."""
    if not is_share(now_x, now_n) or not is_share(before_x, before_n):
        return True
    pooled = (now_x + before_x) / (now_n + before_n)
    if not 0 < pooled < 1:
        return False
    expected = min(now_n, before_n) * min(pooled, 1 - pooled)
    if expected < FEWEST_EXPECTED and all(part == part.to_integral_value() for part in (now_x, now_n, before_x)):
        return fisher(int(now_x), int(now_n), int(before_x), int(before_n)) < LIKELY
    error = (pooled * (1 - pooled) * (1 / now_n + 1 / before_n)).sqrt()
    return (now_x / now_n - before_x / before_n) / error <= -AMBER


def is_share(x: Decimal, n: Decimal) -> bool:
    return n > 0 and 0 <= x <= n


def fisher(now_x: int, now_n: int, before_x: int, before_n: int) -> float:
    """The probability of `now_x` or fewer of `now_n`, both margins given."""
    well = now_x + before_x
    least = max(0, well - before_n)
    whole = log_choose(now_n + before_n, well)
    terms = (log_choose(now_n, x) + log_choose(before_n, well - x) - whole for x in range(least, now_x + 1))
    return sum(map(exp, terms))


def log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
