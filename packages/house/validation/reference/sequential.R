# Sequential tests. Group sequential bounds by the multivariate normal distribution of package mvtnorm (Miwa's algorithm),
# which knows nothing of recursive integration; the rest in base R.
suppressPackageStartupMessages(library(mvtnorm))

# Probability of staying within the bounds at all looks.
within <- function(bounds, information, drift = 0, lower = -bounds) {
  k <- length(information)
  mean <- drift * sqrt(information)
  if (k == 1) return(pnorm(bounds - mean) - pnorm(lower - mean))
  if (k > 5) return(withinBySimpson(bounds, information, drift, lower))
  correlation <- outer(information, information, function(s, t) sqrt(pmin(s, t) / pmax(s, t)))
  as.numeric(pmvnorm(lower, bounds, mean = mean, corr = correlation, algorithm = Miwa(steps = if (k <= 3) 2048 else 256)))
}

# The same look by look on a fine grid of scores, where the multivariate routines take minutes.
withinBySimpson <- function(bounds, information, drift, lower, points = 801) {
  before <- 0
  mass <- 1
  nodes <- 0
  for (k in seq_along(information)) {
    grid <- seq(lower[k], bounds[k], length.out = points) * sqrt(information[k])
    weights <- c(1, rep(c(4, 2), length.out = points - 2), 1) * (grid[2] - grid[1]) / 3
    step <- information[k] - before
    density <- dnorm(outer(grid, nodes, `-`), drift * step, sqrt(step)) %*% mass
    mass <- weights * density[, 1]
    nodes <- grid
    before <- information[k]
  }
  sum(mass)
}

constantFor <- function(shape, information, alpha) uniroot(
  function(c) 1 - within(c * shape, information) - alpha,
  qnorm(c(alpha / 2, alpha / 2 / length(information)), lower.tail = FALSE) + c(-0.01, 0.01), tol = 1e-10)$root

spending <- list(
  obf = function(t, alpha, power) 2 * pnorm(qnorm(alpha / 2, lower.tail = FALSE) / sqrt(t), lower.tail = FALSE),
  pocock = function(t, alpha, power) alpha * log(1 + (exp(1) - 1) * t),
  power = function(t, alpha, power) alpha * t^power
)

# Bounds look by look: what is spent so far is the probability of having left the bounds so far, on both sides.
boundsFor <- function(input) {
  spent <- 2 * spending[[input$spending]](input$information, input$alpha / 2, input$power)
  z <- qnorm(spent[1] / 2, lower.tail = FALSE)
  for (k in seq_along(input$information)[-1]) {
    t <- input$information[1:k]
    z[k] <- uniroot(function(c) 1 - within(c(z, c), t) - spent[k], c(0.3, 8), tol = 1e-10)$root
  }
  list(z = z, cumulativeAlpha = spent)
}

asymptotic <- function(estimate, se, n, alpha, tuning) {
  rho <- sqrt((-2 * log(alpha) + log(-2 * log(alpha) + 1)) / tuning)
  half <- sqrt(n) * se * sqrt(2 * (n * rho^2 + 1) / (n * rho)^2 * log(sqrt(n * rho^2 + 1) / alpha))
  list(rho = rho, lower = estimate - half, upper = estimate + half, p = min(1, 1 / (
    exp(n^2 * rho^2 / (2 * (n * rho^2 + 1)) * (estimate / se)^2 / n) / sqrt(n * rho^2 + 1))))
}

functions <- list(
  asymptotic_confidence_sequence_two_proportions = function(input) {
    p <- input$x1 / input$n1
    q <- input$x2 / input$n2
    vp <- p * (1 - p) / input$n1
    vq <- q * (1 - q) / input$n2
    n <- input$n1 + input$n2
    absolute <- asymptotic(q - p, sqrt(vp + vq), n, input$alpha, input$tuningN)
    se <- sqrt(vq / p^2 + q^2 * vp / p^4)
    relative <- asymptotic((q - p) / p, se, n, input$alpha, input$tuningN)
    # Where the interval of the baseline covers 0 a relative change means nothing.
    covers <- p <= qnorm(input$alpha / 2, lower.tail = FALSE) * sqrt(vp)
    list(rho = absolute$rho, difference = q - p, se = sqrt(vp + vq), lower = absolute$lower, upper = absolute$upper,
      pAlwaysValid = absolute$p,
      relative = if (!covers) list(lift = (q - p) / p, se = se, lower = relative$lower, upper = relative$upper, pAlwaysValid = relative$p))
  },
  msprt_two_proportions = function(input) {
    lambda <- sapply(input$looks, function(n) {
      p <- mean(input$a[1:n])
      q <- mean(input$b[1:n])
      v <- p * (1 - p) + q * (1 - q)
      sqrt(v / (v + n * input$tau^2)) * exp(n^2 * input$tau^2 * (q - p)^2 / (2 * v * (v + n * input$tau^2)))
    })
    list(lambda = lambda, p = cummin(pmin(1, 1 / lambda)))
  },
  group_sequential_constant = function(input) {
    t <- (1:input$looks) / input$looks
    list(pocock = constantFor(rep(1, input$looks), t, input$alpha), obrienFleming = constantFor(1 / sqrt(t), t, input$alpha))
  },
  group_sequential_unequal = function(input) {
    t <- input$information
    list(pocock = constantFor(rep(1, length(t)), t, input$alpha), obrienFleming = constantFor(1 / sqrt(t), t, input$alpha))
  },
  lan_demets_bounds = boundsFor,
  group_sequential_power = function(input) {
    t <- input$information
    z <- input$bounds
    k <- length(t)
    # Leaves upwards at look j, having stayed within before.
    up <- sapply(1:k, function(j) {
      lower <- c(-z[seq_len(j - 1)], z[j])
      upper <- c(z[seq_len(j - 1)], Inf)
      within(upper, t[1:j], input$drift, lower)
    })
    going <- c(1, sapply(seq_len(k - 1), function(j) within(z[1:j], t[1:j], input$drift)))
    list(cumulativePower = cumsum(up), expectedInformation = sum(going * diff(c(0, t))))
  },
  stagewise_interval = function(input) {
    t <- input$information[1:input$look]
    z <- input$bounds
    k <- input$look
    beyond <- function(drift) sum(sapply(1:k, function(j) {
      end <- if (j == k) input$z else z[j]
      within(c(z[seq_len(j - 1)], Inf), t[1:j], drift, c(-z[seq_len(j - 1)], end))
    }))
    at <- function(target) uniroot(function(d) beyond(d) - target, input$z / sqrt(t[k]) + c(-6, 6), tol = 1e-10)$root * sqrt(t[k])
    higher <- beyond(0)
    list(estimate = at(0.5), lower = at((1 - input$level) / 2), upper = at((1 + input$level) / 2),
      p = 2 * min(higher, 1 - higher))
  }
)
