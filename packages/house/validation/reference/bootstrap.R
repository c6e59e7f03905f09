# Bootstrap intervals: package boot on given replicates, and exact distributions by plain convolution.
suppressPackageStartupMessages(library(boot))

statistics <- list(
  mean = function(data) mean(data),
  correlation = function(data) cor(data$lsat, data$gpa),
  ratio = function(data) mean(data$lsat) / mean(data$gpa)
)

dataOf <- function(input) {
  if (!is.list(input$data)) return(input$data)
  as.data.frame(lapply(setNames(names(input$data[[1]]), names(input$data[[1]])),
    function(name) vapply(input$data, function(row) row[[name]], 0)))
}

rowsOf <- function(data, index) if (is.data.frame(data)) data[index, , drop = FALSE] else data[index]

bootOf <- function(input, data, statistic) {
  count <- if (is.data.frame(data)) nrow(data) else length(data)
  structure(list(
    t0 = statistic(data), t = matrix(input$replicates, ncol = 1), R = length(input$replicates), data = data,
    seed = NULL, statistic = function(d, i) statistic(rowsOf(d, i)), sim = "ordinary", stype = "i",
    call = quote(boot(data = data, statistic = statistic, R = R)),
    strata = rep(1, count), weights = rep(1 / count, count)
  ), class = "boot")
}

boot_ci <- function(input) {
  data <- dataOf(input)
  statistic <- statistics[[input$statistic]]
  out <- bootOf(input, data, statistic)
  count <- length(out$strata)
  values <- vapply(seq_len(count), function(i) statistic(rowsOf(data, -i)), 0)
  centered <- mean(values) - values
  influence <- (count - 1) * (out$t0 - values)
  acceleration <- sum(centered^3) / (6 * sum(centered^2)^1.5)
  z0 <- qnorm(mean(input$replicates < out$t0))
  intervals <- function(level) {
    ci <- suppressWarnings(boot.ci(out, conf = level, type = c("norm", "basic", "perc", "bca"), L = influence))
    tail <- (1 - level) / 2
    z <- qnorm(c(tail, 1 - tail))
    adjusted <- pnorm(z0 + (z0 + z) / (1 - acceleration * (z0 + z)))
    list(
      percentileBoot = ci$percent[4:5],
      percentileType7 = unname(quantile(input$replicates, c(tail, 1 - tail))),
      basicBoot = ci$basic[4:5], normalBoot = ci$normal[2:3], bcaBootJack = ci$bca[4:5],
      bcaAdjustedProbs = adjusted, bcaType7 = unname(quantile(input$replicates, adjusted))
    )
  }
  list(
    t0 = out$t0, biasPerc = mean(input$replicates) - out$t0, sePerc = sd(input$replicates),
    jackknifeSE = sqrt((count - 1) / count * sum(centered^2)),
    jackknifeBias = (count - 1) * (mean(values) - out$t0),
    z0 = z0,
    z0MidRank = qnorm(mean(input$replicates < out$t0) + mean(input$replicates == out$t0) / 2),
    accelerationJackknifeEfron = acceleration,
    accelerationBootJack = sum(influence^3) / (6 * sum(influence^2)^1.5),
    jackknifeValues = values, l90 = intervals(0.9), l95 = intervals(0.95)
  )
}

boot_stud <- function(input) {
  ci <- suppressWarnings(boot.ci(
    list(call = quote(boot(statistic = s)), R = length(input$replicates), sim = "ordinary"),
    conf = input$level, type = "stud", t0 = input$observed, var.t0 = input$standardError^2,
    t = input$replicates, var.t = input$standardErrors^2
  ))
  list(lower = ci$student[4], upper = ci$student[5])
}

# Probabilities of all sums of `draws` draws of whole scores, one draw after the other.
sums <- function(scores, counts, draws = sum(counts)) {
  shares <- counts / sum(counts)
  probabilities <- 1
  width <- max(scores) - min(scores)
  for (i in seq_len(draws)) {
    wider <- numeric(length(probabilities) + width)
    for (k in seq_along(scores)) {
      at <- seq_along(probabilities) + scores[k] - min(scores)
      wider[at] <- wider[at] + shares[k] * probabilities
    }
    probabilities <- wider
  }
  list(values = (draws * min(scores) + seq_along(probabilities) - 1) / draws, probabilities = probabilities)
}

lowerQuantile <- function(d, p) d$values[which(cumsum(d$probabilities) >= p * (1 - 1e-9))[1]]
upperQuantile <- function(d, q) rev(d$values)[which(cumsum(rev(d$probabilities)) >= q * (1 - 1e-9))[1]]
below <- function(d, x) sum(d$probabilities[d$values <= x + 1e-9])
above <- function(d, x) sum(d$probabilities[d$values > x + 1e-9])

described <- function(d, x, p) list(
  mean = sum(d$values * d$probabilities),
  sd = sqrt(sum((d$values - sum(d$values * d$probabilities))^2 * d$probabilities)),
  cdf = vapply(x, function(one) below(d, one), 0), survival = vapply(x, function(one) above(d, one), 0),
  quantiles = vapply(p, function(one) lowerQuantile(d, one), 0),
  upperQuantiles = vapply(p, function(one) upperQuantile(d, one), 0)
)

lattice_mean <- function(input) {
  draws <- if (is.null(input$draws)) sum(input$counts) else input$draws
  described(sums(input$scores, input$counts, draws), input$x, input$p)
}

lattice_binomial <- function(input) list(
  cdf = pbinom(input$successes, input$n, input$share),
  survival = pbinom(input$successes, input$n, input$share, lower.tail = FALSE),
  quantiles = qbinom(input$p, input$n, input$share)
)

lattice_difference <- function(input) {
  a <- sums(input$scores, input$left)
  b <- sums(input$scores, input$right)
  values <- as.vector(outer(a$values, b$values, "-"))
  probabilities <- as.vector(outer(a$probabilities, b$probabilities))
  # Equal differences of unequal bases are told apart by their last digits only.
  key <- round(values * sum(input$left) * sum(input$right))
  merged <- rowsum(probabilities, key)
  d <- list(values = as.numeric(rownames(merged)) / sum(input$left) / sum(input$right), probabilities = merged[, 1])
  described(d, input$x, input$p)
}

exact_bootstrap <- function(input) {
  d <- sums(input$scores, input$counts)
  n <- sum(input$counts)
  m <- sum(input$scores * input$counts) / n
  second <- sum(input$counts * (input$scores - m)^2) / n
  third <- sum(input$counts * (input$scores - m)^3) / n
  a <- if (second == 0) 0 else third / second^1.5 / (6 * sqrt(n))
  at <- abs(d$values - m) < 1e-9
  z0 <- qnorm(sum(d$probabilities[d$values < m - 1e-9]) + sum(d$probabilities[at]) / 2)
  tail <- (1 - input$level) / 2
  z <- qnorm(tail)
  lower <- pnorm(z0 + (z0 + z) / (1 - a * (z0 + z)))
  upper <- pnorm(z0 + (z0 - z) / (1 - a * (z0 - z)), lower.tail = FALSE)
  if (abs(second) < 1e-12) lower <- upper <- tail
  list(
    estimate = m, acceleration = a,
    percentile = c(lowerQuantile(d, tail), upperQuantile(d, tail)),
    basic = 2 * m - c(upperQuantile(d, tail), lowerQuantile(d, tail)),
    tails = c(lower, upper),
    bca = c(lowerQuantile(d, lower), upperQuantile(d, upper))
  )
}

jackknife_counts <- function(input) {
  data <- rep(input$scores, input$counts)
  n <- length(data)
  statistic <- if (input$statistic == "variance") function(x) mean((x - mean(x))^2) else function(x) mean(x)
  values <- vapply(seq_len(n), function(i) statistic(data[-i]), 0)
  centered <- mean(values) - values
  list(
    observed = statistic(data), bias = (n - 1) * (mean(values) - statistic(data)),
    standardError = sqrt((n - 1) / n * sum(centered^2)),
    acceleration = if (sum(centered^2) < 1e-24) 0 else sum(centered^3) / (6 * sum(centered^2)^1.5)
  )
}

# The intervals one by one, on numbers as data and their mean.
meanBoot <- function(input) bootOf(input, input$data, statistics$mean)
interval <- function(type) function(input) {
  out <- meanBoot(input)
  influence <- (length(input$data) - 1) * (out$t0 - vapply(seq_along(input$data), function(i) mean(input$data[-i]), 0))
  ci <- suppressWarnings(boot.ci(out, conf = input$level, type = type, L = influence))
  limits <- rev(rev(as.vector(ci[[4]]))[1:2])
  list(lower = limits[1], upper = limits[2])
}

jackknife_rows <- function(input) {
  values <- vapply(seq_along(input$data), function(i) median(input$data[-i]), 0)
  n <- length(values)
  centered <- mean(values) - values
  list(
    observed = median(input$data), bias = (n - 1) * (mean(values) - median(input$data)),
    standardError = sqrt((n - 1) / n * sum(centered^2)), values = values
  )
}

quantile_boot <- function(input) {
  t <- list(call = quote(boot(statistic = s)), R = length(input$replicates), sim = "ordinary")
  vapply(input$p, function(p) {
    conf <- abs(1 - 2 * p)
    ci <- suppressWarnings(boot.ci(t, conf = conf, type = "perc", t0 = 0, t = input$replicates))
    ci$percent[if (p < 0.5) 4 else 5]
  }, 0)
}

net_exact <- function(key) function(input) {
  limits <- exact_bootstrap(list(
    scores = c(-1, 0, 1), counts = c(input$detractors, input$passives, input$promoters), level = input$level
  ))[[key]]
  list(lower = limits[1], upper = limits[2])
}

functions <- list(
  boot_ci = boot_ci, boot_stud = boot_stud, lattice_mean = lattice_mean, lattice_binomial = lattice_binomial,
  lattice_difference = lattice_difference, exact_bootstrap = exact_bootstrap, jackknife_counts = jackknife_counts,
  percentile_interval = interval("perc"), basic_interval = interval("basic"), normal_interval = interval("norm"),
  bca_interval = interval("bca"), jackknife_rows = jackknife_rows, quantile_boot = quantile_boot,
  quantile_type7 = function(input) unname(quantile(input$replicates, input$p)),
  z0_strict = function(input) list(z0 = qnorm(mean(input$replicates < mean(input$data)))),
  bca_tails = function(input) list(tails = exact_bootstrap(input)$tails),
  net_percentile = net_exact("percentile"), net_bca = net_exact("bca")
)
