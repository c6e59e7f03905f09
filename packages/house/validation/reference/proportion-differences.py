"""Differences of two independent proportions, from their definitions in 40 digits; restricted shares from the cubic equation."""

from mpmath import mp, mpf, sqrt, erfc, erfinv, polyroots

mp.dps = 40


def z_of(level):
    return sqrt(mpf(2)) * erfinv(mpf(level))


def cells(i):
    return tuple(mpf(i[key]) for key in ("x1", "n1", "x2", "n2"))


def wald_of(x1, n1, x2, n2, z):
    p1, p2 = x1 / n1, x2 / n2
    margin = z * sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    return {"lower": p1 - p2 - margin, "upper": p1 - p2 + margin}


def agresti_caffo(i):
    x1, n1, x2, n2 = cells(i)
    return wald_of(x1 + 1, n1 + 2, x2 + 1, n2 + 2, z_of(i["level"]))


def wilson(x, n, z, correction=0):
    """Wilson's limits, half a response further out where corrected."""

    def lower(k):
        k -= mpf(correction) / 2
        if k <= 0:
            return mpf(0)
        return (2 * k + z * z - z * sqrt(z * z + 4 * k * (n - k) / n)) / (2 * (n + z * z))

    return lower(x), 1 - lower(n - x)


def newcombe(i, correction=0):
    x1, n1, x2, n2 = cells(i)
    z = z_of(i["level"])
    (l1, u1), (l2, u2) = wilson(x1, n1, z, correction), wilson(x2, n2, z, correction)
    p1, p2 = x1 / n1, x2 / n2
    d = p1 - p2
    return {
        "lower": max(mpf(-1), d - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)),
        "upper": min(mpf(1), d + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)),
    }


def restricted_variance(x1, n1, x2, n2, d):
    """Variance under the likeliest shares with difference d: the root of Miettinen and Nurminen's cubic that is possible."""
    n, x = n1 + n2, x1 + x2
    cubic = [n, (n1 + 2 * n2) * d - n - x, (n2 * d - n - 2 * x2) * d + x, x2 * d * (1 - d)]
    low, high = max(mpf(0), -d), min(mpf(1), 1 - d)
    slack = mpf(10) ** -12
    best, variance = None, mpf(0)
    for root in polyroots(cubic, maxsteps=500, extraprec=200):
        p2 = mp.re(root)
        if abs(mp.im(root)) > slack or not low - slack <= p2 <= high + slack:
            continue
        p2 = min(high, max(low, p2))
        p1 = min(mpf(1), max(mpf(0), p2 + d))
        likelihood = sum(
            k * mp.log(share) if share > 0 else (mpf(0) if k == 0 else mpf("-inf"))
            for k, share in ((x1, p1), (n1 - x1, 1 - p1), (x2, p2), (n2 - x2, 1 - p2))
        )
        if best is None or likelihood > best:
            best, variance = likelihood, p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2
    return variance


def score(i, factor):
    x1, n1, x2, n2 = cells(i)
    n = n1 + n2
    z = z_of(i["level"]) * (sqrt(n / (n - 1)) if factor else 1)

    def lower(x1, n1, x2, n2):
        d = x1 / n1 - x2 / n2
        if d == -1:
            return d
        outside, inside = mpf(-1), d
        for _ in range(90):
            middle = (outside + inside) / 2
            if d - middle > z * sqrt(restricted_variance(x1, n1, x2, n2, middle)):
                outside = middle
            else:
                inside = middle
        return inside

    return {"lower": lower(x1, n1, x2, n2), "upper": -lower(x2, n2, x1, n1)}


def pooled_z(i):
    x1, n1, x2, n2 = cells(i)
    p = (x1 + x2) / (n1 + n2)
    z = (x1 / n1 - x2 / n2) / sqrt(p * (1 - p) * (1 / n1 + 1 / n2))
    return {"difference": x1 / n1 - x2 / n2, "z": z, "p": erfc(abs(z) / sqrt(mpf(2)))}


def pooled_z_yates(i):
    x1, n1, x2, n2 = cells(i)
    p = (x1 + x2) / (n1 + n2)
    d = x1 / n1 - x2 / n2
    excess = max(mpf(0), abs(d) - (1 / n1 + 1 / n2) / 2)
    z = mp.sign(d) * excess / sqrt(p * (1 - p) * (1 / n1 + 1 / n2))
    return {"z": z, "p": erfc(abs(z) / sqrt(mpf(2)))}


functions = {
    "wald": lambda i: wald_of(*cells(i), z_of(i["level"])),
    "agresti_caffo": agresti_caffo,
    "newcombe": newcombe,
    "newcombe_cc": lambda i: newcombe(i, 1),
    "miettinen_nurminen": lambda i: score(i, True),
    "mee": lambda i: score(i, False),
    "pooled_z": pooled_z,
    "pooled_z_yates": pooled_z_yates,
}
