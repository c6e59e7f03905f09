# Tests of hypotheses by base R where it has them, and by their published formulas, written out over single answers, where
# it has not.
tableOf <- function(rows) do.call(rbind, rows)
stacked <- function(groups) list(
  y = unlist(groups),
  g = factor(rep(seq_along(groups), lengths(groups)), levels = seq_along(groups))
)
threeP <- function(z) list(p = 2 * pnorm(-abs(z)), pGreater = pnorm(z, lower.tail = FALSE), pLess = pnorm(z))
zTest <- function(z) c(list(z = z), threeP(z))
cramersV <- function(table, chi2) sqrt(chi2 / (sum(table) * (min(dim(table)) - 1)))
pairCount <- function(x, y) sum(outer(x, y, ">")) + sum(outer(x, y, "==")) / 2
quietly <- function(value) suppressWarnings(value)
meanT <- function(result, se) list(
  t = unname(result$statistic), df = unname(result$parameter), p = result$p.value,
  se = se, lower95 = result$conf.int[1], upper95 = result$conf.int[2]
)
signedRanks <- function(input) {
  d <- input$x - input$y
  d <- d[d != 0]
  list(d = d, r = rank(abs(d)))
}
# Limits of a noncentrality parameter whose tails at t are (1 - level) / 2.
noncentralLimits <- function(t, df, level = 0.95) {
  solve <- function(tail, lower) uniroot(
    function(ncp) quietly(pt(t, df, ncp, lower.tail = lower)) - tail,
    c(t - 10 - abs(t), t + 10 + abs(t)), tol = 1e-12
  )$root
  c(solve((1 - level) / 2, FALSE), solve((1 - level) / 2, TRUE))
}
hedgesJ <- function(df) exp(lgamma(df / 2) - lgamma((df - 1) / 2) - log(df / 2) / 2)
# Restricted maximum likelihood of two shares that differ by delta, by search.
restricted <- function(input, delta) {
  loglik <- function(p2) {
    p1 <- p2 + delta
    term <- function(x, p) if (x == 0) 0 else x * log(p)
    term(input$x1, p1) + term(input$n1 - input$x1, 1 - p1) + term(input$x2, p2) + term(input$n2 - input$x2, 1 - p2)
  }
  score <- function(p2) {
    part <- function(x, p) if (x == 0) 0 else x / p
    p1 <- p2 + delta
    part(input$x1, p1) - part(input$n1 - input$x1, 1 - p1) + part(input$x2, p2) - part(input$n2 - input$x2, 1 - p2)
  }
  low <- max(0, -delta); high <- min(1, 1 - delta)
  inside <- c(low, high) + c(1, -1) * 1e-15 * (high - low)
  p2 <- if (score(inside[1]) <= 0) low else if (score(inside[2]) >= 0) high else uniroot(score, inside, tol = 1e-16, maxiter = 10000)$root
  c(p2 + delta, p2)
}
scoreZ <- function(input, delta) {
  p <- restricted(input, delta)
  n <- input$n1 + input$n2
  v <- (p[1] * (1 - p[1]) / input$n1 + p[2] * (1 - p[2]) / input$n2) * n / (n - 1)
  (input$x1 / input$n1 - input$x2 / input$n2 - delta) / sqrt(v)
}

# All pairs of groups by the studentized range, in the order 1-2, 1-3, …, 2-3, …
overPairs <- function(groups, scale) {
  k <- length(groups)
  rows <- apply(combn(k, 2), 2, function(ij) {
    x <- groups[[ij[1]]]; y <- groups[[ij[2]]]
    s <- scale(x, y, k)
    d <- mean(x) - mean(y)
    margin <- qtukey(0.95, k, s$df) * s$se / sqrt(2)
    c(ptukey(abs(d) / s$se * sqrt(2), k, s$df, lower.tail = FALSE), d, d - margin, d + margin)
  })
  list(p = as.list(rows[1, ]), meanDiff = as.list(rows[2, ]), lower95 = as.list(rows[3, ]), upper95 = as.list(rows[4, ]))
}

functions <- list(
  two_proportion_z_pooled = function(input) with(input, {
    p <- (x1 + x2) / (n1 + n2)
    zTest((x1 / n1 - x2 / n2) / sqrt(p * (1 - p) * (1 / n1 + 1 / n2)))
  }),
  two_proportion_z_unpooled = function(input) with(input, {
    p1 <- x1 / n1; p2 <- x2 / n2
    zTest((p1 - p2) / sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))
  }),
  miettinen_nurminen_test = function(input) zTest(scoreZ(input, input$nullDifference)),
  chi_square_2x2 = function(input) {
    m <- tableOf(input$table)
    r <- quietly(chisq.test(m, correct = FALSE))
    chi2 <- unname(r$statistic)
    list(
      chi2 = chi2, df = 1, p = r$p.value, expected = unname(r$expected), cramersV = cramersV(m, chi2),
      phi = unname(det(m) / sqrt(prod(rowSums(m)) * prod(colSums(m))))
    )
  },
  chi_square_2x2_yates = function(input) {
    r <- quietly(chisq.test(tableOf(input$table), correct = TRUE))
    list(chi2 = unname(r$statistic), df = 1, p = r$p.value)
  },
  chi_square_rxc = function(input) {
    m <- tableOf(input$table)
    r <- quietly(chisq.test(m, correct = FALSE))
    G <- 2 * sum(ifelse(m > 0, m * log(m / r$expected), 0))
    df <- unname(r$parameter)
    list(
      chi2 = unname(r$statistic), df = df, p = r$p.value, cramersV = cramersV(m, unname(r$statistic)),
      G = G, pG = pchisq(G, df, lower.tail = FALSE)
    )
  },
  corrected_cramers_v = function(input) {
    m <- tableOf(input$table)
    n <- sum(m); r <- nrow(m); k <- ncol(m)
    phi <- max(0, unname(quietly(chisq.test(m, correct = FALSE))$statistic) / n - (r - 1) * (k - 1) / (n - 1))
    list(v = sqrt(phi / (min(r - (r - 1)^2 / (n - 1), k - (k - 1)^2 / (n - 1)) - 1)))
  },
  chi_square_gof = function(input) {
    r <- quietly(chisq.test(input$observed, p = input$weights, rescale.p = TRUE))
    list(chi2 = unname(r$statistic), df = unname(r$parameter), p = r$p.value)
  },
  fisher_exact = function(input) {
    m <- tableOf(input$table)
    p <- function(alternative) fisher.test(m, alternative = alternative)$p.value
    list(
      p = p("two.sided"), pGreater = p("greater"), pLess = p("less"),
      oddsRatio = m[1, 1] * m[2, 2] / (m[1, 2] * m[2, 1])
    )
  },
  fisher_mid_p = function(input) {
    m <- tableOf(input$table)
    k <- max(0, sum(m[1, ]) + sum(m[, 1]) - sum(m)):min(sum(m[1, ]), sum(m[, 1]))
    d <- dhyper(k, sum(m[, 1]), sum(m[, 2]), sum(m[1, ]))
    seen <- d[k == m[1, 1]]
    tied <- abs(d / seen - 1) < 1e-7
    list(
      p = sum(d[d < seen & !tied]) + sum(d[tied]) / 2,
      pGreater = sum(d[k > m[1, 1]]) + seen / 2, pLess = sum(d[k < m[1, 1]]) + seen / 2
    )
  },
  binomial_exact = function(input) {
    p <- function(alternative) binom.test(input$x, input$n, input$p0, alternative = alternative)$p.value
    list(p = p("two.sided"), pGreater = p("greater"), pLess = p("less"))
  },
  mcnemar = function(input) with(input, {
    n <- b + c
    m <- matrix(base::c(0, c, b, 0), 2)
    plain <- mcnemar.test(m, correct = FALSE)
    corrected <- max(abs(b - c) - 1, 0)^2 / n
    exact <- binom.test(b, n)$p.value
    list(
      exactP = exact, chi2 = unname(plain$statistic), p = plain$p.value,
      chi2cc = corrected, pcc = pchisq(corrected, 1, lower.tail = FALSE),
      midP = min(1, 2 * (pbinom(min(b, c), n, 0.5) - dbinom(b, n, 0.5) / 2))
    )
  }),
  cochran_q = function(input) {
    m <- tableOf(input$rows)
    k <- ncol(m); C <- colSums(m); R <- rowSums(m)
    Q <- (k - 1) * (k * sum(C^2) - sum(C)^2) / (k * sum(C) - sum(R^2))
    list(Q = Q, df = k - 1, p = pchisq(Q, k - 1, lower.tail = FALSE))
  },
  cochran_armitage_trend = function(input) with(input, {
    r <- quietly(prop.trend.test(x, n, scores))
    sign <- sign(sum(scores * (x - n * sum(x) / sum(n))))
    list(chi2 = unname(r$statistic), z = sign * sqrt(unname(r$statistic)), p = r$p.value)
  }),
  net_trend = function(input) {
    m <- tableOf(input$waves)
    y <- rep(rep(base::c(1, 0, -1), each = nrow(m)), base::c(m))
    s <- rep(rep(input$times, 3), base::c(m))
    n <- length(y)
    z <- sum((s - mean(s)) * y) / sqrt(mean((y - mean(y))^2) * sum((s - mean(s))^2))
    base::c(zTest(z), list(slope = unname(coef(lm(y ~ s))[2])))
  },
  one_sample_t = function(input) {
    r <- t.test(input$x, mu = input$target)
    base::c(meanT(r, r$stderr), list(
      pGreater = t.test(input$x, mu = input$target, alternative = "greater")$p.value,
      pLess = t.test(input$x, mu = input$target, alternative = "less")$p.value
    ))
  },
  welch_t = function(input) with(input, {
    r <- t.test(x, y)
    base::c(meanT(r, r$stderr), list(
      pGreater = t.test(x, y, alternative = "greater")$p.value,
      pLess = t.test(x, y, alternative = "less")$p.value,
      difference = mean(x) - mean(y)
    ))
  }),
  student_t = function(input) with(input, {
    r <- t.test(x, y, var.equal = TRUE)
    df <- unname(r$parameter)
    d <- unname(r$statistic) * sqrt(1 / length(x) + 1 / length(y))
    list(
      t = unname(r$statistic), df = df, p = r$p.value, cohensD = d,
      hedgesGExact = hedgesJ(df) * d, hedgesGApprox = (1 - 3 / (4 * df - 1)) * d
    )
  }),
  cohens_d_interval = function(input) with(input, {
    r <- t.test(x, y, var.equal = TRUE)
    scale <- sqrt(1 / length(x) + 1 / length(y))
    limits <- noncentralLimits(unname(r$statistic), unname(r$parameter)) * scale
    list(d = unname(r$statistic) * scale, low = limits[1], high = limits[2])
  }),
  paired_t = function(input) with(input, {
    r <- t.test(x, y, paired = TRUE)
    list(
      t = unname(r$statistic), df = unname(r$parameter), p = r$p.value, meanDifference = mean(x - y),
      lower95 = r$conf.int[1], upper95 = r$conf.int[2], cohensDz = mean(x - y) / sd(x - y)
    )
  }),
  mann_whitney_asymptotic_cc = function(input) with(input, {
    p <- function(alternative) quietly(wilcox.test(x, y, alternative, exact = FALSE, correct = TRUE))$p.value
    U <- pairCount(x, y)
    auc <- U / length(x) / length(y)
    list(U1 = U, U2 = pairCount(y, x), p = p("two.sided"), pGreater = p("greater"), auc = auc, cliffsDelta = 2 * auc - 1)
  }),
  mann_whitney_asymptotic = function(input) with(input, {
    p <- function(alternative) quietly(wilcox.test(x, y, alternative, exact = FALSE, correct = FALSE))$p.value
    U <- pairCount(x, y)
    auc <- U / length(x) / length(y)
    list(U1 = U, U2 = pairCount(y, x), p = p("two.sided"), pGreater = p("greater"), auc = auc, cliffsDelta = 2 * auc - 1)
  }),
  mann_whitney_exact = function(input) with(input, list(
    U1 = pairCount(x, y), p = wilcox.test(x, y, exact = TRUE)$p.value
  )),
  brunner_munzel = function(input) with(input, {
    n <- length(x); m <- length(y)
    all <- rank(base::c(x, y))
    placedX <- all[1:n] - rank(x); placedY <- all[n + 1:m] - rank(y)
    vx <- n * var(placedX); vy <- m * var(placedY)
    statistic <- n * m * (mean(all[n + 1:m]) - mean(all[1:n])) / ((n + m) * sqrt(vx + vy))
    df <- (vx + vy)^2 / (vx^2 / (n - 1) + vy^2 / (m - 1))
    list(statistic = statistic, p = 2 * pt(-abs(statistic), df))
  }),
  cliffs_delta = function(input) with(input, {
    D <- sign(outer(x, y, "-"))
    n <- length(x); m <- length(y); d <- mean(D); z <- qnorm(0.975)
    v <- (m^2 * sum((rowMeans(D) - d)^2) + n^2 * sum((colMeans(D) - d)^2) - sum((D - d)^2)) / (n * m * (n - 1) * (m - 1))
    v <- max(v, (1 - d^2) / (n * m - 1))
    limits <- (d - d^3 + base::c(-1, 1) * z * sqrt(v) * sqrt((1 - d^2)^2 + z^2 * v)) / (1 - d^2 + z^2 * v)
    list(delta = d, low = max(-1, limits[1]), high = min(1, limits[2]))
  }),
  permutation_mean_diff_exact = function(input) with(input, {
    all <- base::c(x, y); n <- length(x); N <- length(all)
    sums <- combn(all, n, sum)
    seen <- sum(x); slack <- 1e-9
    centre <- sum(all) * n / N
    list(
      difference = mean(x) - mean(y), p = mean(abs(sums - centre) >= abs(seen - centre) - slack),
      pGreater = mean(sums >= seen - slack), pLess = mean(sums <= seen + slack), permutations = length(sums)
    )
  }),
  wilcoxon_signed_rank_asymptotic = function(input) {
    s <- signedRanks(input)
    positive <- sum(s$r[s$d > 0])
    r <- quietly(wilcox.test(input$x, input$y, paired = TRUE, exact = FALSE, correct = FALSE))
    list(W = min(positive, sum(s$r) - positive), p = r$p.value)
  },
  wilcoxon_signed_rank_exact = function(input) {
    r <- wilcox.test(input$x, input$y, paired = TRUE, exact = TRUE)
    list(W = unname(r$statistic), p = r$p.value)
  },
  anova_oneway = function(input) {
    s <- stacked(input$groups)
    a <- anova(lm(y ~ g, s))
    ss <- a[["Sum Sq"]]; ms <- a[["Mean Sq"]]
    list(
      F = a[["F value"]][1], df1 = a$Df[1], df2 = a$Df[2], p = a[["Pr(>F)"]][1], etaSquared = ss[1] / sum(ss),
      omegaSquared = (ss[1] - a$Df[1] * ms[2]) / (sum(ss) + ms[2])
    )
  },
  anova_welch = function(input) {
    r <- oneway.test(y ~ g, stacked(input$groups))
    list(F = unname(r$statistic), df1 = unname(r$parameter[1]), df2 = unname(r$parameter[2]), p = r$p.value)
  },
  kruskal_wallis = function(input) {
    s <- stacked(input$groups)
    r <- kruskal.test(s$y, s$g)
    H <- unname(r$statistic)
    list(H = H, df = unname(r$parameter), p = r$p.value, epsilonSquared = H / (length(s$y) - 1))
  },
  mean_score = function(input) {
    s <- stacked(input$groups)
    ss <- anova(lm(y ~ g, s))[["Sum Sq"]]
    Q <- (length(s$y) - 1) * ss[1] / sum(ss)
    df <- length(input$groups) - 1
    list(chi2 = Q, df = df, p = pchisq(Q, df, lower.tail = FALSE))
  },
  levene_brown_forsythe = function(input) {
    a <- anova(lm(y ~ g, stacked(lapply(input$groups, function(x) abs(x - median(x))))))
    list(W = a[["F value"]][1], p = a[["Pr(>F)"]][1])
  },
  levene_mean = function(input) {
    a <- anova(lm(y ~ g, stacked(lapply(input$groups, function(x) abs(x - mean(x))))))
    list(W = a[["F value"]][1], p = a[["Pr(>F)"]][1])
  },
  friedman = function(input) {
    r <- friedman.test(tableOf(input$rows))
    list(chi2 = unname(r$statistic), df = unname(r$parameter), p = r$p.value)
  },
  tukey_hsd = function(input) {
    s <- stacked(input$groups)
    fit <- aov(y ~ g, s)
    v <- sum(resid(fit)^2) / fit$df.residual
    overPairs(input$groups, function(x, y, k) list(se = sqrt(v * (1 / length(x) + 1 / length(y))), df = fit$df.residual))
  },
  games_howell = function(input) overPairs(input$groups, function(x, y, k) {
    r <- t.test(x, y)
    list(se = r$stderr, df = unname(r$parameter))
  }),
  dunn = function(input) {
    s <- stacked(input$groups)
    N <- length(s$y); r <- rank(s$y); n <- lengths(input$groups)
    ties <- table(s$y)
    means <- tapply(r, s$g, mean)
    v <- N * (N + 1) / 12 - sum(ties^3 - ties) / (12 * (N - 1))
    pairs <- combn(length(n), 2)
    z <- apply(pairs, 2, function(ij) (means[ij[1]] - means[ij[2]]) / sqrt(v * sum(1 / n[ij])))
    p <- 2 * pnorm(-abs(z))
    list(z = as.list(unname(z)), p = as.list(p), holm = as.list(p.adjust(p, "holm")))
  },
  cohens_h = function(input) with(input, list(h = 2 * asin(sqrt(p1)) - 2 * asin(sqrt(p2)))),
  equivalence = function(input) with(input, {
    df <- if (is.null(input$degreesOfFreedom)) Inf else degreesOfFreedom
    lower <- pt((estimate - low) / standardError, df, lower.tail = FALSE)
    upper <- pt((estimate - high) / standardError, df)
    margin <- qt(0.95, df) * standardError
    list(lowerP = lower, upperP = upper, p = max(lower, upper), lower90 = estimate - margin, upper90 = estimate + margin)
  }),
  equivalence_welch = function(input) with(input, {
    lower <- t.test(x, y, alternative = "greater", mu = low)$p.value
    upper <- t.test(x, y, alternative = "less", mu = high)$p.value
    limits <- t.test(x, y, conf.level = 0.9)$conf.int
    list(lowerP = lower, upperP = upper, p = max(lower, upper), lower90 = limits[1], upper90 = limits[2])
  }),
  equivalence_proportions = function(input) {
    lower <- pnorm(scoreZ(input, input$low), lower.tail = FALSE)
    upper <- pnorm(scoreZ(input, input$high))
    list(lowerP = lower, upperP = upper, p = max(lower, upper))
  },
  mann_kendall_theil_sen = function(input) {
    y <- input$y; n <- length(y); ties <- table(y)
    pairs <- combn(n, 2)
    step <- y[pairs[2, ]] - y[pairs[1, ]]
    S <- sum(sign(step))
    v <- (n * (n - 1) * (2 * n + 5) - sum(ties * (ties - 1) * (2 * ties + 5))) / 18
    z <- sign(S) * max(0, abs(S) - 1) / sqrt(v)
    list(S = S, varS = v, z = z, p = 2 * pnorm(-abs(z)), theilSen = median(step / (pairs[2, ] - pairs[1, ])))
  },
  theil_sen_interval = function(input) {
    y <- input$y; n <- length(y); ties <- table(y)
    pairs <- combn(n, 2)
    slopes <- sort((y[pairs[2, ]] - y[pairs[1, ]]) / (pairs[2, ] - pairs[1, ]))
    v <- (n * (n - 1) * (2 * n + 5) - sum(ties * (ties - 1) * (2 * ties + 5))) / 18
    C <- qnorm(0.975) * sqrt(v); N <- length(slopes)
    list(
      slope = median(slopes),
      low = slopes[max(1, round((N - C) / 2))], high = slopes[min(N, round((N + C) / 2) + 1)]
    )
  }
)
