# What papers and documentation print, computed again by the formulas that they name; base R alone.
z_of <- function(level) qnorm((1 + level) / 2)
limits <- function(low, high) list(lower = low, upper = high)
root <- function(f, low, high) uniroot(f, c(low, high), tol = 1e-14)$root

wilson <- function(x, n, z) {
  p <- x / n
  ((2 * n * p + z^2) + c(-1, 1) * z * sqrt(z^2 + 4 * n * p * (1 - p))) / (2 * (n + z^2))
}
wilson_cc <- function(x, n, z) {
  p <- x / n
  low <- if (x == 0) 0 else (2 * n * p + z^2 - 1 - z * sqrt(z^2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1))) / (2 * (n + z^2))
  high <- if (x == n) 1 else (2 * n * p + z^2 + 1 + z * sqrt(z^2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1))) / (2 * (n + z^2))
  c(max(0, low), min(1, high))
}

# Restricted estimates of two proportions that differ by d, for the score limits.
restricted <- function(x1, n1, x2, n2, d) {
  f <- function(p2) dbinom(x1, n1, pmin(1, pmax(0, p2 + d)), log = TRUE) + dbinom(x2, n2, p2, log = TRUE)
  p2 <- optimize(f, c(max(0, -d), min(1, 1 - d)), maximum = TRUE, tol = 1e-12)$maximum
  ends <- c(max(0, -d), min(1, 1 - d))
  best <- c(p2, ends)[which.max(c(f(p2), f(ends[1]), f(ends[2])))]
  c(min(1, max(0, best + d)), best)
}
score_limits <- function(i, factor) {
  z <- z_of(i$level)
  observed <- i$x1 / i$n1 - i$x2 / i$n2
  excess <- function(d) {
    p <- restricted(i$x1, i$n1, i$x2, i$n2, d)
    v <- (p[1] * (1 - p[1]) / i$n1 + p[2] * (1 - p[2]) / i$n2) * factor
    if (v <= 0) return(if (abs(observed - d) < 1e-12) -z else Inf)
    abs(observed - d) / sqrt(v) - z
  }
  side <- function(end) {
    if (abs(observed - end) < 1e-9) return(end)
    low <- observed
    high <- end
    for (step in 1:200) {
      middle <- (low + high) / 2
      if (excess(middle) > 0) high <- middle else low <- middle
    }
    (low + high) / 2
  }
  limits(side(-1), side(1))
}
square_and_add <- function(i, interval) {
  z <- z_of(i$level)
  a <- interval(i$x1, i$n1, z)
  b <- interval(i$x2, i$n2, z)
  p <- i$x1 / i$n1
  q <- i$x2 / i$n2
  limits(p - q - sqrt((p - a[1])^2 + (b[2] - q)^2), p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))
}

constants <- function(look_corrections) {
  # Crossing probability of a Brownian motion at equal looks, by Simpson's rule (Armitage, McPherson and Rowe).
  crossing <- function(bounds) {
    k <- length(bounds)
    m <- 400
    stay <- 0
    x <- NULL
    density <- NULL
    for (look in 1:k) {
      b <- bounds[look] * sqrt(look)
      grid <- seq(-b, b, length.out = 2 * m + 1)
      weight <- c(1, rep(c(4, 2), m - 1), 4, 1) * (2 * b / (2 * m)) / 3
      new <- if (look == 1) dnorm(grid) else sapply(grid, function(g) sum(density * dnorm(g - x)))
      x <- grid
      density <- new * weight
    }
    1 - sum(density)
  }
  root(function(c) crossing(look_corrections(c)) - 0.05, 1.5, 4)
}

functions <- list(
  one_wald = function(i) {
    p <- i$x / i$n
    m <- z_of(i$level) * sqrt(p * (1 - p) / i$n)
    limits(p - m, p + m)
  },
  one_wald_cc = function(i) {
    p <- i$x / i$n
    m <- z_of(i$level) * sqrt(p * (1 - p) / i$n) + 1 / (2 * i$n)
    limits(p - m, p + m)
  },
  one_wilson = function(i) do.call(limits, as.list(wilson(i$x, i$n, z_of(i$level)))),
  one_wilson_cc = function(i) do.call(limits, as.list(wilson_cc(i$x, i$n, z_of(i$level)))),
  one_clopper_pearson = function(i) {
    a <- (1 - i$level) / 2
    limits(if (i$x == 0) 0 else qbeta(a, i$x, i$n - i$x + 1), if (i$x == i$n) 1 else qbeta(1 - a, i$x + 1, i$n - i$x))
  },
  one_mid_p = function(i) {
    a <- (1 - i$level) / 2
    upper <- function(p) pbinom(i$x, i$n, p) - dbinom(i$x, i$n, p) / 2 - a
    lower <- function(p) 1 - pbinom(i$x, i$n, p) + dbinom(i$x, i$n, p) / 2 - a
    limits(if (i$x == 0) 0 else root(lower, 0, i$x / i$n), if (i$x == i$n) 1 else root(upper, i$x / i$n, 1))
  },
  one_likelihood_ratio = function(i) {
    ph <- i$x / i$n
    g <- function(p) 2 * (dbinom(i$x, i$n, ph, log = TRUE) - dbinom(i$x, i$n, p, log = TRUE)) - qchisq(i$level, 1)
    limits(if (i$x == 0) 0 else root(g, 1e-12, ph), if (i$x == i$n) 1 else root(g, ph, 1 - 1e-12))
  },
  one_agresti_coull = function(i) {
    z <- z_of(i$level)
    n <- i$n + z^2
    p <- (i$x + z^2 / 2) / n
    m <- z * sqrt(p * (1 - p) / n)
    limits(p - m, p + m)
  },
  two_wald = function(i) {
    p <- i$x1 / i$n1
    q <- i$x2 / i$n2
    m <- z_of(i$level) * sqrt(p * (1 - p) / i$n1 + q * (1 - q) / i$n2)
    limits(p - q - m, p - q + m)
  },
  two_agresti_caffo = function(i) {
    p <- (i$x1 + 1) / (i$n1 + 2)
    q <- (i$x2 + 1) / (i$n2 + 2)
    m <- z_of(i$level) * sqrt(p * (1 - p) / (i$n1 + 2) + q * (1 - q) / (i$n2 + 2))
    limits(p - q - m, p - q + m)
  },
  two_newcombe = function(i) square_and_add(i, wilson),
  two_newcombe_cc = function(i) square_and_add(i, wilson_cc),
  two_mee = function(i) score_limits(i, 1),
  two_miettinen_nurminen = function(i) score_limits(i, (i$n1 + i$n2) / (i$n1 + i$n2 - 1)),
  ratio_koopman = function(i) {
    statistic <- function(r) {
      a <- r * (i$n1 + i$n2)
      b <- -(r * (i$n1 + i$x2) + i$x1 + i$n2)
      # the share of the second group under a ratio r
      p2 <- (-b - sqrt(b^2 - 4 * a * (i$x1 + i$x2))) / (2 * a)
      p1 <- p2 * r
      (i$x1 - i$n1 * p1)^2 / (i$n1 * p1 * (1 - p1)) + (i$x2 - i$n2 * p2)^2 / (i$n2 * p2 * (1 - p2)) - qchisq(i$level, 1)
    }
    at <- (i$x1 / i$n1) / (i$x2 / i$n2)
    limits(root(statistic, 1e-6, at), root(statistic, at, 1e6))
  },
  goodman = function(i) {
    n <- sum(i$counts)
    a <- qchisq(1 - (1 - i$level) / length(i$counts), 1)
    list(intervals = lapply(i$counts, function(x) {
      as.list((a + 2 * x + c(-1, 1) * sqrt(a * (a + 4 * x * (n - x) / n))) / (2 * (n + a)))
    }))
  },
  sison_glaz = function(i) {
    x <- i$counts
    n <- sum(x)
    k <- length(x)
    level_at <- function(c) {
      # Poisson counts cut to x - c ... x + c, their sum by the Edgeworth approximation of the paper
      moments <- sapply(x, function(lambda) {
        a <- lambda + c
        b <- max(lambda - c, 0)
        den <- ppois(a, lambda) - if (b > 0) ppois(b - 1, lambda) else 0
        mu <- numeric(4)
        for (r in 1:4) {
          top <- ppois(a, lambda) - ppois(a - r, lambda)
          low <- if (b - 1 >= 0) ppois(b - 1, lambda) - (if (b - r - 1 >= 0) ppois(b - r - 1, lambda) else 0) else 0
          if (b - r < 0 && b - 1 >= 0) low <- ppois(b - 1, lambda)
          if (b - 1 < 0) low <- 0
          mu[r] <- lambda^r * (1 + (low - top) / den)
        }
        m1 <- mu[1]
        m2 <- mu[2] + mu[1] - mu[1]^2
        m3 <- mu[3] + mu[2] * (3 - 3 * mu[1]) + (mu[1] - 3 * mu[1]^2 + 2 * mu[1]^3)
        m4 <- mu[4] + mu[3] * (6 - 4 * mu[1]) + mu[2] * (7 - 12 * mu[1] + 6 * mu[1]^2) + mu[1] - 4 * mu[1]^2 + 6 * mu[1]^3 - 3 * mu[1]^4
        c(m1, m2, m3, m4 - 3 * m2^2, den)
      })
      s1 <- sum(moments[1, ])
      s2 <- sum(moments[2, ])
      g1 <- sum(moments[3, ]) / s2^1.5
      g2 <- sum(moments[4, ]) / s2^2
      t <- (n - s1) / sqrt(s2)
      poly <- 1 + g1 * (t^3 - 3 * t) / 6 + g2 * (t^4 - 6 * t^2 + 3) / 24 + g1^2 * (t^6 - 15 * t^4 + 45 * t^2 - 15) / 72
      prod(moments[5, ]) * poly * dnorm(t) / sqrt(s2) / dpois(n, n)
    }
    before <- 0
    for (c in 1:n) {
      now <- level_at(c)
      if (now > i$level && before < i$level) break
      before <- now
    }
    c <- c - 1
    delta <- (i$level - before) / (now - before)
    list(intervals = lapply(x, function(v) list(max(0, v / n - c / n), min(1, v / n + c / n + 2 * delta / n))))
  },
  icc = function(i) {
    x <- do.call(rbind, i$rows)
    n <- nrow(x)
    k <- ncol(x)
    s <- summary(aov(c(x) ~ factor(c(row(x))) + factor(c(col(x)))))[[1]][["Mean Sq"]]
    within <- (s[2] * (k - 1) + s[3] * (n - 1) * (k - 1)) / (n * (k - 1))
    list(icc = c(
      (s[1] - within) / (s[1] + (k - 1) * within),
      (s[1] - s[3]) / (s[1] + (k - 1) * s[3] + k * (s[2] - s[3]) / n),
      (s[1] - s[3]) / (s[1] + (k - 1) * s[3]),
      (s[1] - within) / s[1],
      (s[1] - s[3]) / (s[1] + (s[2] - s[3]) / n),
      (s[1] - s[3]) / s[1]
    ))
  },
  group_sequential = function(i) {
    k <- i$K
    list(pocock = constants(function(c) rep(c, k)), obrienFleming = constants(function(c) c * sqrt(k / seq_len(k))))
  },
  lan_demets_obf = function(i) {
    t <- i$information
    spent <- 2 * 2 * (1 - pnorm(qnorm(1 - 0.05 / 4) / sqrt(t)))
    m <- 400
    x <- NULL
    density <- NULL
    z <- numeric(0)
    for (look in seq_along(t)) {
      # on the scale of the score, whose variance is the information
      tail_at <- function(b) {
        if (look == 1) return(2 * pnorm(-b / sqrt(t[1])))
        step <- sqrt(t[look] - t[look - 1])
        sum(density * (pnorm((-b - x) / step) + pnorm((b - x) / step, lower.tail = FALSE)))
      }
      before <- if (look == 1) 0 else spent[look - 1]
      b <- root(function(b) tail_at(b) - (spent[look] - before), 0.1, 10)
      z <- c(z, b / sqrt(t[look]))
      grid <- seq(-b, b, length.out = 2 * m + 1)
      weight <- c(1, rep(c(4, 2), m - 1), 4, 1) * (2 * b / (2 * m)) / 3
      new <- if (look == 1) dnorm(grid, 0, sqrt(t[1])) else sapply(grid, function(g) sum(density * dnorm(g - x, 0, sqrt(t[look] - t[look - 1]))))
      x <- grid
      density <- new * weight
    }
    list(z = z)
  },
  prop_test = function(i) {
    r <- prop.test(i$x, i$n)
    list(statistic = r$statistic[[1]], p = r$p.value)
  },
  welch = function(i) {
    r <- t.test(i$x, i$y)
    list(t = r$statistic[[1]], df = r$parameter[[1]], p = r$p.value, lower = r$conf.int[1], upper = r$conf.int[2])
  },
  fisher = function(i) list(p = fisher.test(do.call(rbind, i$table))$p.value),
  rejected = function(i) list(bonferroni = sum(p.adjust(i$p, "bonferroni") <= 0.05), bh = sum(p.adjust(i$p, "BH") <= 0.05)),
  power_prop = function(i) list(power = power.prop.test(n = i$n, p1 = i$p1, p2 = i$p2)$power),
  n_prop = function(i) list(n = power.prop.test(p1 = i$p1, p2 = i$p2, power = i$power, tol = 1e-10)$n),
  power_t = function(i) list(power = power.t.test(n = i$n, delta = i$delta)$power),
  n_t = function(i) list(n = power.t.test(power = i$power, delta = i$delta, tol = 1e-10)$n)
)
