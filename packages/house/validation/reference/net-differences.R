# Differences of two net shares (NPS), in points, from their definitions in base R; score limits by bisection.

counts <- function(group) c(group$promoters, group$passives, group$detractors)

moments <- function(x) {
  n <- sum(x)
  d <- (x[1] - x[3]) / n
  list(n = n, d = d, v = (x[1] + x[3]) / n - d^2)
}

wald <- function(input, pseudo) {
  a <- moments(counts(input$a) + pseudo)
  b <- moments(counts(input$b) + pseudo)
  d <- a$d - b$d
  se <- sqrt(a$v / a$n + b$v / b$n)
  z <- qnorm((1 - input$level) / 2, lower.tail = FALSE)
  observed <- moments(counts(input$a))$d - moments(counts(input$b))$d
  list(difference = 100 * observed, adjustedDifference = 100 * d, lower = 100 * (d - z * se), upper = 100 * (d + z * se),
    se = 100 * se, z = d / se, p = 2 * pnorm(-abs(d / se)))
}

# Standard error of a net share if it were `value`, under the likeliest shares (Tango's quadratic).
restricted_se <- function(x, value) {
  n <- sum(x)
  linear <- (2 * n - x[1] + x[3]) * value - x[1] - x[3]
  down <- (sqrt(max(0, linear^2 + 8 * n * x[3] * value * (1 - value))) - linear) / (4 * n)
  sqrt(max(0, 2 * down + value * (1 - value)) / n)
}

score_lower <- function(x, z) {
  d <- moments(x)$d
  outside <- -1
  inside <- d
  for (step in 1:80) {
    middle <- (outside + inside) / 2
    if (d - middle > z * restricted_se(x, middle)) outside <- middle else inside <- middle
  }
  inside
}

functions <- list(
  wald = function(input) wald(input, 0),
  adjusted_wald_3T = function(input) wald(input, c(0.75, 1.5, 0.75)),
  adjusted_wald_half3T = function(input) wald(input, c(0.375, 0.75, 0.375)),
  welch_t = function(input) {
    scores <- function(group) rep(c(1, 0, -1), counts(group))
    test <- t.test(scores(input$a), scores(input$b), conf.level = input$level)
    list(difference = 100 * (test$estimate[[1]] - test$estimate[[2]]), lower = 100 * test$conf.int[1], upper = 100 * test$conf.int[2],
      se = 100 * test$stderr, t = test$statistic[[1]], df = test$parameter[[1]], p = test$p.value)
  },
  mover_score = function(input) {
    a <- counts(input$a)
    b <- counts(input$b)
    z <- qnorm((1 - input$level) / 2, lower.tail = FALSE)
    low <- c(score_lower(a, z), score_lower(b, z))
    high <- -c(score_lower(rev(a), z), score_lower(rev(b), z))
    d <- c(moments(a)$d, moments(b)$d)
    list(difference = 100 * (d[1] - d[2]),
      lower = 100 * (d[1] - d[2] - sqrt((d[1] - low[1])^2 + (high[2] - d[2])^2)),
      upper = 100 * (d[1] - d[2] + sqrt((high[1] - d[1])^2 + (d[2] - low[2])^2)))
  }
)
