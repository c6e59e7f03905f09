# Reliability with psych; Feldt's interval and the standard error by their formulas.
suppressPackageStartupMessages(library(psych))

table_of <- function(input) do.call(rbind, input$rows)

alpha <- function(input) {
  x <- table_of(input)
  colnames(x) <- paste0("i", seq_len(ncol(x)))
  fit <- suppressWarnings(psych::alpha(as.data.frame(x), warnings = FALSE))
  n <- nrow(x)
  k <- ncol(x)
  raw <- fit$total$raw_alpha
  list(
    alpha = raw, standardizedAlpha = fit$total$std.alpha, averageR = fit$total$average_r,
    guttmanLambda6 = fit$total[["G6(smc)"]],
    alphaIfDropped = fit$alpha.drop$raw_alpha, itemRestCorrelation = fit$item.stats$r.drop,
    feldt95 = c(
      1 - (1 - raw) * qf(0.975, n - 1, (n - 1) * (k - 1)),
      1 - (1 - raw) * qf(0.025, n - 1, (n - 1) * (k - 1))
    )
  )
}

functions <- list(
  alpha = alpha,
  alpha_two_items = function(input) {
    x <- table_of(input)
    r <- cor(x)[1, 2]
    c(alpha(input), spearmanBrown = 2 * r / (1 + r))
  },
  icc = function(input) {
    r <- psych::ICC(table_of(input), lmer = FALSE)$results
    list(
      type = as.character(r$type), icc = r$ICC, F = r$F, df1 = r$df1, df2 = r$df2, p = r$p,
      lower = r[["lower bound"]], upper = r[["upper bound"]]
    )
  }
)
