# Answers, margins and power, by R's own power functions and distributions (base R).

solve <- function(f, low, high) uniroot(f, c(low, high), tol = 1e-13, maxiter = 10000)$root
orNull <- function(x) if (is.null(x)) NA else x
given <- function(x, default) if (is.null(x)) default else x

# Power of a z statistic with mean shift and standard deviation 1, both tails counted or the right one only.
bothTails <- function(shift, alpha) {
  z <- qnorm(alpha / 2, lower.tail = FALSE)
  pnorm(z - abs(shift), lower.tail = FALSE) + pnorm(-z - abs(shift))
}

arcsine <- function(p1, p2) 2 * asin(sqrt(p1)) - 2 * asin(sqrt(p2))

tPower <- function(d, n1, n2, alpha, sided, strict) {
  df <- n1 + n2 - 2
  ncp <- d / sqrt(1 / n1 + 1 / n2)
  critical <- qt(alpha / sided, df, lower.tail = FALSE)
  pt(critical, df, ncp = ncp, lower.tail = FALSE) + if (strict && sided == 2) pt(-critical, df, ncp = ncp) else 0
}

tOnePower <- function(d, n, alpha, sided, strict) {
  critical <- qt(alpha / sided, n - 1, lower.tail = FALSE)
  pt(critical, n - 1, ncp = d * sqrt(n), lower.tail = FALSE) +
    if (strict && sided == 2) pt(-critical, n - 1, ncp = d * sqrt(n)) else 0
}

anovaPowerOf <- function(k, f, n, alpha)
  pf(qf(alpha, k - 1, k * (n - 1), lower.tail = FALSE), k - 1, k * (n - 1), ncp = k * n * f^2, lower.tail = FALSE)

chisqPowerOf <- function(df, w, n, alpha)
  pchisq(qchisq(alpha, df, lower.tail = FALSE), df, ncp = n * w^2, lower.tail = FALSE)

wilsonHalf <- function(p, n, z) z / (1 + z^2 / n) * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))

netVariance <- function(p, d) p + d - (p - d)^2

withPopulation <- function(n, population) if (is.null(population)) NA else n / (1 + (n - 1) / population)

equivalencePowerOf <- function(input, n) {
  error <- sqrt(input$sd1^2 / n + input$sd2^2 / (n * input$ratio))
  z <- qnorm(input$alpha, lower.tail = FALSE)
  lower <- pnorm((input$margin + input$difference) / error - z)
  if (input$sides == 1) lower else max(0, lower + pnorm((input$margin - input$difference) / error - z) - 1)
}

functions <- list(
  cohens_h = function(input) list(h = arcsine(input$p1, input$p2)),
  two_proportions_cohen_h = function(input) {
    h <- arcsine(input$p1, input$p2)
    power <- function(n) bothTails(h / sqrt((1 + 1 / input$ratio) / n), input$alpha)
    n1 <- solve(function(n) power(n) - input$power, 1, 1e8)
    list(h = h, n1 = n1, n1ceil = ceiling(n1), powerAtCeil = power(ceiling(n1)))
  },
  two_proportions_unpooled = function(input) {
    z <- qnorm(input$alpha / 2, lower.tail = FALSE) + qnorm(input$power)
    list(n1 = z^2 * (input$p1 * (1 - input$p1) + input$p2 * (1 - input$p2) / input$ratio) / (input$p1 - input$p2)^2)
  },
  two_proportions_pooled_null = function(input) {
    k <- input$ratio
    p <- (input$p1 + k * input$p2) / (1 + k)
    null <- qnorm(input$alpha / 2, lower.tail = FALSE) * sqrt(p * (1 - p) * (1 + 1 / k))
    other <- qnorm(input$power) * sqrt(input$p1 * (1 - input$p1) + input$p2 * (1 - input$p2) / k)
    list(n1 = (null + other)^2 / (input$p1 - input$p2)^2)
  },
  power_prop_test = function(input) {
    n <- function(strict) power.prop.test(
      p1 = input$p1, p2 = input$p2, sig.level = input$alpha, power = input$power, strict = strict, tol = 1e-14)$n
    list(nPerGroup = n(FALSE), nStrict = n(TRUE))
  },
  power_prop_test_power = function(input) {
    power <- function(strict, sided) power.prop.test(
      n = input$n, p1 = input$p1, p2 = input$p2, sig.level = input$alpha, strict = strict, alternative = sided)$power
    list(power = power(FALSE, "two.sided"), strict = power(TRUE, "two.sided"), oneSided = power(FALSE, "one.sided"))
  },
  power_prop_test_detectable = function(input) list(
    p2 = power.prop.test(n = input$n, p1 = input$p1, sig.level = input$alpha, power = input$power, tol = 1e-14)$p2),
  two_proportions_exact = function(input) {
    x <- 0:input$n1
    y <- 0:input$n2
    pooled <- outer(x, y, `+`) / (input$n1 + input$n2)
    difference <- outer(x / input$n1, y / input$n2, `-`)
    z <- difference / sqrt(pooled * (1 - pooled) * (1 / input$n1 + 1 / input$n2))
    z[is.nan(z)] <- 0
    chance <- outer(dbinom(x, input$n1, input$p1), dbinom(y, input$n2, input$p2))
    rejects <- 2 * pnorm(abs(z), lower.tail = FALSE) < input$alpha
    list(greater = sum(chance[rejects & z > 0]), less = sum(chance[rejects & z < 0]))
  },
  two_sample_t = function(input) {
    power <- function(n) tPower(input$d, n, n * given(input$ratio, 1), input$alpha, 2, TRUE)
    n1 <- solve(function(n) power(n) - input$power, 1.5, 1e5)
    list(n1 = n1, n1ceil = ceiling(n1), powerAtCeil = power(ceiling(n1)))
  },
  one_sample_or_paired_t = function(input) {
    n <- solve(function(n) tOnePower(input$d, n, input$alpha, 2, TRUE) - input$power, 1.5, 1e5)
    list(n = n, nceil = ceiling(n))
  },
  t_power = function(input) list(
    two = tPower(input$d, input$n1, input$n2, input$alpha, 2, FALSE),
    strict = tPower(input$d, input$n1, input$n2, input$alpha, 2, TRUE),
    oneSided = tPower(input$d, input$n1, input$n2, input$alpha, 1, FALSE),
    paired = tOnePower(input$d, input$n1, input$alpha, 2, FALSE)),
  power_t_test = function(input) list(nPerGroup = power.t.test(
    delta = input$delta, sd = input$sd, sig.level = input$alpha, power = input$power, tol = 1e-14)$n),
  power_t_test_detectable = function(input) list(
    two = power.t.test(n = input$n, sd = input$sd, sig.level = input$alpha, power = input$power, tol = 1e-14)$delta,
    paired = power.t.test(n = input$n, sd = input$sd, sig.level = input$alpha, power = input$power,
      type = "paired", tol = 1e-14)$delta),
  power_anova = function(input) list(nPerGroup = solve(
    function(n) anovaPowerOf(input$k, input$f, n, input$alpha) - input$power, 1.5, 1e5)),
  anova_power = function(input) list(power = anovaPowerOf(input$k, input$f, input$n, input$alpha)),
  anova_detectable = function(input) list(f = solve(
    function(f) anovaPowerOf(input$k, f, input$n, input$alpha) - input$power, 1e-6, 10)),
  power_chisq = function(input) list(power = chisqPowerOf(input$df, input$w, input$N, input$alpha)),
  chisq_sample_size = function(input) list(
    n = solve(function(n) chisqPowerOf(input$df, input$w, n, input$alpha) - input$power, 1, 1e6)),
  margin_of_error_proportion = function(input) {
    n <- (qnorm((1 - input$level) / 2) / input$margin)^2 * input$p * (1 - input$p)
    list(n = n, nFpc = withPopulation(n, input$population))
  },
  margin_of_error_nps = function(input) {
    n <- (qnorm((1 - input$level) / 2) / input$marginPoints * 100)^2 * netVariance(input$pPromoters, input$pDetractors)
    list(n = n, nFpc = withPopulation(n, input$population))
  },
  wilson_sample_size = function(input) {
    z <- qnorm((1 - input$level) / 2, lower.tail = FALSE)
    list(n = solve(function(n) input$margin - wilsonHalf(input$p, n, z), 1, 1e9))
  },
  mean_sample_size = function(input) list(n = solve(function(n)
    input$margin - qt((1 - input$level) / 2, n - 1, lower.tail = FALSE) * input$sd / sqrt(n), 1.1, 1e8)),
  mean_margin = function(input) {
    worth <- input$n / input$deff * (input$population - 1) / (input$population - input$n)
    list(margin = qt((1 - input$level) / 2, worth - 1, lower.tail = FALSE) * input$sd / sqrt(worth))
  },
  required_answers = function(input) {
    n <- input$base * input$deff
    n <- n / (1 + (n - 1) / input$population)
    list(exact = n, answers = ceiling(n), invitations = ceiling(ceiling(n) / input$responseRate))
  },
  two_group_nps = function(input) list(nPerGroup = 2 * (qnorm(input$alpha / 2, lower.tail = FALSE) +
    qnorm(input$power))^2 * netVariance(input$pPromoters, input$pDetractors) / (input$deltaPoints / 100)^2),
  two_nps_power = function(input) {
    error <- sqrt(netVariance(input$p1, input$d1) / input$n + netVariance(input$p2, input$d2) / (input$n * input$ratio))
    z <- qnorm(input$alpha / 2, lower.tail = FALSE)
    list(
      power = pnorm(input$deltaPoints / 100 / error - z),
      strict = bothTails(input$deltaPoints / 100 / error, input$alpha),
      detectable = 100 * error * (z + qnorm(0.8)))
  },
  equivalence = function(input) list(
    n = solve(function(n) equivalencePowerOf(input, n) - input$power, 1e-3, 1e9),
    powerAt = equivalencePowerOf(input, input$n)),
  cluster_design_effect = function(input) list(
    deff = {
      # Variance of a sum over clusters of correlated answers, beside that of independent ones.
      sizes <- input$sizes
      sum(sapply(sizes, function(m) sum(matrix(input$rho, m, m) + diag(1 - input$rho, m)))) / sum(sizes)
    }),
  proportion_fpc = function(input) {
    fpc <- sqrt((input$population - input$n) / (input$population - 1))
    p <- input$x / input$n
    z <- qnorm((1 - input$level) / 2, lower.tail = FALSE)
    half <- z * sqrt(p * (1 - p) / input$n) * fpc
    base <- input$n / fpc^2
    center <- (p + z^2 / (2 * base)) / (1 + z^2 / base)
    list(fpc = fpc, waldLower = p - half, waldUpper = p + half,
      wilsonNeffLower = center - wilsonHalf(p, base, z), wilsonNeffUpper = center + wilsonHalf(p, base, z))
  }
)
