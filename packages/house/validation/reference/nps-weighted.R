# Weighted net scores: the linearised standard error is survey's, the intervals are formulas at Kish's effective base,
# clipped to the scale and widened to hold the value as estimates do.
suppressPackageStartupMessages(library(survey))

# Variance of one answer under a net share d, by the maximum likelihood restricted to d.
restricted <- function(f, z0, u, d) {
  # f and u are shares; with p the share of the unfavorable, d + p that of the favorable.
  loglik <- function(p) {
    cells <- c(d + p, 1 - d - 2 * p, p)
    shares <- c(f, z0, u)
    sum(ifelse(shares == 0, 0, shares * log(pmax(cells, 1e-300))))
  }
  # Root of the likelihood's derivative: 2p^2 + bp + c = 0.
  b <- -(f + u) + d * (2 - f + u)
  c <- -u * d * (1 - d)
  p <- (sqrt(max(0, b^2 - 8 * c)) - b) / 4
  d + 2 * p - d^2
}

score_limits <- function(f, z0, u, n, z) {
  net <- f - u
  excess <- function(d) (net - d)^2 * n - z^2 * max(0, restricted(f, z0, u, d))
  find <- function(from, to) {
    if (excess(from) <= 0) return(from)
    uniroot(excess, c(from, to), tol = 1e-15, maxiter = 10000)$root
  }
  c(find(-1, net), find(1, net))
}

effective_n <- function(input) {
  y <- input$ratings; w <- input$weights
  score <- ifelse(y >= 9, 1, ifelse(y >= 7, 0, -1))
  design <- svydesign(ids = ~1, weights = ~w, data = data.frame(score, w))
  fit <- svymean(~score, design)
  share <- function(which) sum(w[which]) / sum(w)
  f <- share(score == 1); u <- share(score == -1); z0 <- share(score == 0)
  n <- sum(w)^2 / sum(w^2)
  z <- qnorm(1 - (1 - input$level) / 2)
  net <- f - u
  wald <- z * sqrt((f + u - net^2) / n)
  N <- n + 3
  fa <- (f * n + 0.75) / N; ua <- (u * n + 0.75) / N
  adjusted <- z * sqrt((fa + ua - (fa - ua)^2) / N)
  score <- score_limits(f, z0, u, n, z)
  list(
    nps = 100 * as.numeric(coef(fit)), kishNeff = n, kishDeff = length(w) / n,
    waldLower = 100 * (net - wald), waldUpper = 100 * (net + wald),
    adjustedWald3TLower = 100 * max(-1, min(net, fa - ua - adjusted)), adjustedWald3TUpper = 100 * min(1, max(net, fa - ua + adjusted)),
    scoreLower = 100 * score[1], scoreUpper = 100 * score[2],
    linearizedSE = 100 * as.numeric(SE(fit))
  )
}

functions <- list(effective_n = effective_n)
