# Experiments at a fixed horizon, in base R.

arm <- function(x) list(value = mean(x), se = sqrt(var(x) / length(x)), n = length(x))
liftOf <- function(a, b) {
  base <- abs(a$value)
  list(lift = (b$value - a$value) / base, se = sqrt(b$se^2 / base^2 + (b$value / a$value)^2 * a$se^2 / base^2))
}
# Fieller's limits: the roots in r of (t - r c)^2 = z^2 (se_t^2 + r^2 se_c^2).
fieller <- function(a, b, z) {
  r <- polyroot(c(b$value^2 - z^2 * b$se^2, -2 * a$value * b$value, a$value^2 - z^2 * a$se^2))
  sort(sign(a$value) * (Re(r) - 1))
}
lifts <- function(a, b, z) {
  l <- liftOf(a, b)
  list(lift = l$lift, seDelta = l$se, lowerDelta = l$lift - z * l$se, upperDelta = l$lift + z * l$se,
    fieller = fieller(a, b, z))
}
columns <- function(x) if (is.list(x)) do.call(cbind, x) else matrix(x, ncol = 1)
adjust <- function(theta, a, b, xa, xb) {
  grand <- colMeans(rbind(xa, xb))
  ya <- a - sweep(xa, 2, grand) %*% theta
  yb <- b - sweep(xb, 2, grand) %*% theta
  se <- sqrt(var(ya[, 1]) / length(ya) + var(yb[, 1]) / length(yb))
  raw <- sqrt(var(a) / length(a) + var(b) / length(b))
  list(theta = if (length(theta) == 1) theta[1] else theta, adjMeanA = mean(ya), adjMeanB = mean(yb),
    difference = mean(yb) - mean(ya), se = se, varianceReduction = 1 - (se / raw)^2)
}

functions <- list(
  cuped = function(input) {
    xa <- columns(input$preA)
    xb <- columns(input$preB)
    a <- input$postA
    b <- input$postB
    arms <- factor(rep(c("a", "b"), c(length(a), length(b))))
    both <- c(a, b)
    x <- rbind(xa, xb)
    list(
      thetaPooledOverall = adjust(unname(coef(lm(both ~ x))[-1]), a, b, xa, xb),
      thetaWithinGroup = adjust(unname(coef(lm(both ~ arms + x))[-(1:2)]), a, b, xa, xb),
      raw = list(difference = mean(b) - mean(a), se = sqrt(var(a) / length(a) + var(b) / length(b))))
  },
  relative_lift = function(input) lifts(arm(input$a), arm(input$b), qnorm(0.975)),
  lift_of_arms = function(input) {
    z <- qnorm((1 - input$level) / 2, lower.tail = FALSE)
    lifts(list(value = input$value1, se = input$se1), list(value = input$value2, se = input$se2), z)
  },
  ratio_metric_delta = function(input) {
    x <- input$numerator
    y <- input$denominator
    ratio <- mean(x) / mean(y)
    list(ratio = ratio,
      se = sqrt((var(x) - 2 * ratio * cov(x, y) + ratio^2 * var(y)) / length(x)) / abs(mean(y)))
  },
  mean_arms = function(input) {
    test <- t.test(input$b, input$a, conf.level = input$level)
    list(difference = mean(input$b) - mean(input$a), se = test$stderr, df = unname(test$parameter),
      lower = test$conf.int[1], upper = test$conf.int[2], p = test$p.value)
  },
  sample_ratio = function(input) {
    test <- suppressWarnings(chisq.test(input$observed, p = input$shares, rescale.p = TRUE))
    list(statistic = unname(test$statistic), p = test$p.value)
  },
  sample_ratio_exact = function(input) {
    n <- sum(input$observed)
    p <- input$shares / sum(input$shares)
    k <- length(p)
    grid <- as.matrix(expand.grid(rep(list(0:n), k - 1)))
    grid <- grid[rowSums(grid) <= n, , drop = FALSE]
    grid <- cbind(grid, n - rowSums(grid))
    chances <- apply(grid, 1, dmultinom, prob = p)
    list(p = min(1, sum(chances[chances <= dmultinom(input$observed, prob = p) * (1 + 1e-9)])))
  },
  normal_expected_loss = function(input) {
    error <- sqrt(input$se1^2 + input$se2^2)
    precision <- 1 / error^2 + 1 / input$priorDeviation^2
    mean <- ((input$value2 - input$value1) / error^2 + input$priorMean / input$priorDeviation^2) / precision
    sd <- 1 / sqrt(precision)
    loss <- function(sign) integrate(function(x) pmax(0, sign * x) * dnorm(x, mean, sd),
      if (sign > 0) 0 else min(-1e-9, mean - 12 * sd), if (sign > 0) max(1e-9, mean + 12 * sd) else 0,
      rel.tol = 1e-11, subdivisions = 2000)$value
    list(probability = pnorm(0, mean, sd, lower.tail = FALSE), lossOfTreatment = loss(-1), lossOfControl = loss(1),
      difference = mean, sd = sd)
  }
)
