# One-way random effects: restricted likelihood by optimize(), posterior over the standard deviation between units by integrate().
parts <- function(input) {
  u <- input$units
  list(n = sapply(u, `[[`, "n"), y = sapply(u, `[[`, "mean"), v = sapply(u, `[[`, "variance"))
}

fit <- function(p, ratio) {
  inside <- sum(ifelse(p$n > 1, (p$n - 1) * p$v, 0))
  w <- p$n / (1 + p$n * ratio)
  mu <- sum(w * p$y) / sum(w)
  within <- (inside + sum(w * (p$y - mu)^2)) / (sum(p$n) - 1)
  deviance <- (sum(p$n) - 1) * log(within) + sum(log1p(p$n * ratio)) + log(sum(w))
  list(w = sum(w), mu = mu, within = within, deviance = deviance)
}

likeliest <- function(p) {
  by_log <- optimize(function(l) fit(p, exp(l))$deviance, c(-25, 8), tol = 1e-12)
  # the slope of the deviance is sharper than its height
  slope <- function(l) {
    h <- 1e-4
    (fit(p, exp(l + h))$deviance - fit(p, exp(l - h))$deviance) / (2 * h)
  }
  at <- by_log$minimum
  root <- tryCatch(uniroot(slope, c(at - 0.5, at + 0.5), tol = 1e-13)$root, error = function(e) at)
  ratio <- exp(root)
  if (fit(p, 0)$deviance <= fit(p, ratio)$deviance + 1e-12) 0 else ratio
}

functions <- list(
  variance_components = function(input) {
    p <- parts(input)
    ratio <- likeliest(p)
    f <- fit(p, ratio)
    list(between = ratio * f$within, within = f$within, mean = f$mu, meanStandardError = sqrt(f$within / f$w))
  },
  partial_pooling = function(input) {
    p <- parts(input)
    best <- fit(p, likeliest(p))$deviance
    moment <- function(f) {
      g <- Vectorize(function(s) f(s^2) * exp((best - fit(p, s^2)$deviance) / 2))
      cuts <- c(0, 0.02, 0.1, 0.3, 1, 3, 10, 100)
      sum(sapply(seq_along(cuts[-1]), function(i) integrate(g, cuts[i], cuts[i + 1], rel.tol = 1e-9, subdivisions = 2000)$value)) +
        integrate(g, 100, Inf, rel.tol = 1e-9, subdivisions = 2000)$value
    }
    total <- moment(function(r) 1)
    over <- function(f) moment(f) / total
    unit <- function(i) {
      kept <- function(r) 1 / (1 + p$n[i] * r)
      value <- function(r) p$y[i] + kept(r) * (fit(p, r)$mu - p$y[i])
      pooled <- over(value)
      variance <- over(function(r) {
        f <- fit(p, r)
        f$within * (1 - kept(r)) / p$n[i] + kept(r)^2 * f$within / f$w + (value(r) - pooled)^2
      })
      c(pooled, pooled + c(-1, 1) * qt(0.975, sum(p$n) - 1) * sqrt(variance), over(kept))
    }
    all <- sapply(seq_along(p$n), unit)
    list(pooled = all[1, ], low = all[2, ], high = all[3, ], shrinkage = all[4, ])
  }
)
