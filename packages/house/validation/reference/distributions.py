"""Distribution functions in 50 digits, from the definitions: mpmath's own functions, sums and root finding."""

import mpmath
from mpmath import mp, mpf
from scipy import stats

mp.dps = 50


def number(value):
    return mpf(float(value)) if not isinstance(value, str) else mpf(value.replace("Infinity", "inf"))


def beta_lower(x, y, a, b):
    """Regularized incomplete beta function with y = 1 - x, by the continued fraction of the smaller tail."""
    if x == 0 or y == 0:
        return mpf(0 if x == 0 else 1)
    if x * (a + b + 2) > a + 1:
        return 1 - beta_lower(y, x, b, a)
    kernel = a * mpmath.log(x) + b * mpmath.log(y) + mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b)
    c, d = mpf(1), 1 / (1 - (a + b) * x / (a + 1))
    value, m = d, 1
    while True:
        for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d, c = 1 / (1 + term * d), 1 + term / c
            value *= c * d
        if abs(c * d - 1) < mpf(10) ** -40:
            return mpmath.exp(kernel) * value / a
        m += 1


def t_lower(t, df):
    if t > 0:
        return 1 - t_lower(-t, df)
    ratio = t * t / df
    return beta_lower(1 / (1 + ratio), ratio / (1 + ratio), df / 2, mpf(1) / 2) / 2


def f_lower(x, a, b):
    return beta_lower(a * x / (a * x + b), b / (a * x + b), a / 2, b / 2)


def f_upper(x, a, b):
    return beta_lower(b / (a * x + b), a * x / (a * x + b), b / 2, a / 2)


def gamma_lower(x, shape):
    """Regularized incomplete gamma function: power series below the mean, the other tail beyond it."""
    if x == 0:
        return mpf(0)
    if x >= shape + 1:
        return 1 - gamma_upper(x, shape)
    term = total = mpf(1)
    k = 1
    while term > total * mpf(10) ** -45:
        term *= x / (shape + k)
        total += term
        k += 1
    return mpmath.exp(shape * mpmath.log(x) - x - mpmath.loggamma(shape + 1)) * total


def gamma_upper(x, shape):
    """Continued fraction beyond the mean."""
    if x < shape + 1:
        return 1 - gamma_lower(x, shape)
    tiny = mpf(10) ** -400
    b, c = x + 1 - shape, 1 / tiny
    d = value = 1 / b
    k = 1
    while True:
        b += 2
        d = 1 / (k * (shape - k) * d + b or tiny)
        c = b + k * (shape - k) / c or tiny
        value *= c * d
        if abs(c * d - 1) < mpf(10) ** -45:
            return mpmath.exp(shape * mpmath.log(x) - x - mpmath.loggamma(shape)) * value
        k += 1


def inverse(cdf, p, start):
    """Root of log cdf over log x, from a good start."""
    return mpmath.exp(mpmath.findroot(lambda u: mpmath.log(cdf(mpmath.exp(u))) - mpmath.log(p), mpmath.log(start), tol=1e-60, maxsteps=60, verify=False))


def beta_quantile(p, a, b):
    """Root over the log odds, so that no step leaves 0 to 1."""
    start = mpf(float(stats.beta.ppf(float(p), float(a), float(b))))
    share = lambda u: beta_lower(1 / (1 + mpmath.exp(-u)), 1 / (1 + mpmath.exp(u)), a, b)
    off = lambda u: mpmath.log(share(u)) - mpmath.log(p)
    odds = mpmath.findroot(off, mpmath.log(start / (1 - start)), tol=1e-60, maxsteps=60, verify=False)
    return 1 / (1 + mpmath.exp(-odds))


def given(function, *names):
    return lambda one: {"value": function(*[number(one.get(name, 1)) for name in names])}


def binomial(one):
    n, k, p = int(one["n"]), int(one["k"]), number(one["p"])
    mass = [mpmath.binomial(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1)]
    return {"cdf": mpmath.fsum(mass), "pmf": mass[-1]}


def urn(one):
    N, K, n, k = (int(one[name]) for name in ("population", "successes", "draws", "k"))
    mass = lambda i: mpmath.binomial(K, i) * mpmath.binomial(N - K, n - i) / mpmath.binomial(N, n)
    lower = mpmath.fsum(mass(i) for i in range(max(0, n + K - N), k + 1))
    return lower, 1 - lower


def mixture(tail, nc):
    h, total, j = nc / 2, mpf(0), 0
    while True:
        weight = mpmath.exp(-h + j * mpmath.log(h) - mpmath.loggamma(j + 1))
        total += weight * tail(j)
        if j > h and weight < mpf(10) ** -340:
            return total
        j += 1


def noncentral_t(t, df, nc, upper):
    density = lambda s: 2 * mpmath.exp(df / 2 * mpmath.log(df / 2) - mpmath.loggamma(df / 2) + df * mpmath.log(s) - df * s * s / 2) / s
    sign = 1 if upper else -1
    integrand = lambda s: density(s) * mpmath.erfc(sign * (t * s - nc) / mpmath.sqrt(2)) / 2
    return mpmath.quad(integrand, [0, 0.05, 0.2, 0.5, 0.8, 1, 1.2, 1.5, 2, 3, 5, 10, 40])


functions = {
    "normal_cdf": given(lambda x: mpmath.erfc(-x / mpmath.sqrt(2)) / 2, "x"),
    "normal_quantile": given(lambda p: mpmath.findroot(lambda z: mpmath.log(mpmath.erfc(-z / mpmath.sqrt(2)) / 2) - mpmath.log(p), stats.norm.ppf(float(p)), verify=False), "p"),
    "t_cdf": given(t_lower, "t", "df"),
    "t_quantile": given(lambda p, df: 0 if p == 0.5 else (1 if p > 0.5 else -1) * inverse(lambda t: t_lower(-t, df), min(p, 1 - p), abs(stats.t.ppf(float(min(p, 1 - p)), float(df)))), "p", "df"),
    "beta_cdf": given(lambda x, a, b: beta_lower(x, 1 - x, a, b), "x", "a", "b"),
    "beta_quantile": given(beta_quantile, "p", "a", "b"),
    "gamma_cdf": given(lambda x, shape, scale: gamma_lower(x / scale, shape), "x", "shape", "scale"),
    "gamma_sf": given(lambda x, shape, scale: gamma_upper(x / scale, shape), "x", "shape", "scale"),
    "gamma_quantile": given(lambda p, shape, scale: scale * inverse(lambda x: gamma_lower(x, shape), p, stats.gamma.ppf(float(p), float(shape))), "p", "shape", "scale"),
    "chi2_sf": given(lambda x, df: gamma_upper(x / 2, df / 2), "x", "df"),
    "chi2_quantile": given(lambda p, df: inverse(lambda x: gamma_lower(x / 2, df / 2), p, stats.chi2.ppf(float(p), float(df))), "p", "df"),
    "f_cdf": given(f_lower, "x", "df1", "df2"),
    "f_sf": given(f_upper, "x", "df1", "df2"),
    "f_quantile": given(lambda p, a, b: inverse(lambda x: f_lower(x, a, b), p, stats.f.ppf(float(p), float(a), float(b))), "p", "df1", "df2"),
    "log_gamma": given(mpmath.loggamma, "x"),
    "log_beta": given(lambda a, b: mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b), "a", "b"),
    "erf": given(mpmath.erf, "x"),
    "erfc": given(mpmath.erfc, "x"),
    "binomial_cdf_pmf": binomial,
    "poisson_cdf": given(lambda k, mean: gamma_upper(mean, k + 1), "k", "mean"),
    "poisson_sf": given(lambda k, mean: gamma_lower(mean, k + 1), "k", "mean"),
    "hypergeometric_cdf": lambda one: {"value": urn(one)[0]},
    "hypergeometric_sf": lambda one: {"value": urn(one)[1]},
    "noncentral_t_cdf": given(lambda t, df, nc: noncentral_t(t, df, nc, False), "t", "df", "nc"),
    "noncentral_t_sf": given(lambda t, df, nc: noncentral_t(t, df, nc, True), "t", "df", "nc"),
    "noncentral_chi2_cdf": given(lambda x, df, nc: mixture(lambda j: gamma_lower(x / 2, df / 2 + j), nc), "x", "df", "nc"),
    "noncentral_f_cdf": given(lambda x, a, b, nc: mixture(lambda j: beta_lower(a * x / (a * x + b), b / (a * x + b), a / 2 + j, b / 2), nc), "x", "df1", "df2", "nc"),
    "studentized_range_sf": given(lambda q, k, df: stats.studentized_range.sf(float(q), float(k), float(df)), "q", "k", "df"),
}
