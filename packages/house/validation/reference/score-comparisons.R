# Comparisons of scores from raw answers, by base R where it has the test, else by the published formula.

spread <- function(points, counts) rep(points, counts)
tableOf <- function(counts) do.call(rbind, counts)
pairsOf <- function(input) {
  m <- tableOf(input$counts); b <- c(); a <- c()
  for (i in seq_len(nrow(m))) for (j in seq_len(ncol(m))) {
    b <- c(b, rep(input$points[i], m[i, j])); a <- c(a, rep(input$points[j], m[i, j]))
  }
  one <- if (is.null(input$beforeOnly)) c() else spread(input$points, input$beforeOnly)
  two <- if (is.null(input$afterOnly)) c() else spread(input$points, input$afterOnly)
  list(b = b, a = a, before = c(b, one), after = c(a, two))
}
popvar <- function(x) mean((x - mean(x))^2)

# Tango's limits: the net shares whose score test is not rejected, with the likelihood maximised numerically.
restricted <- function(up, mid, down, d) {
  n <- up + mid + down
  lo <- max(0, -d); hi <- (1 - d) / 2
  loglik <- function(q) {
    term <- function(k, p) if (k == 0) 0 else k * log(max(p, 1e-300))
    term(up, q + d) + term(down, q) + term(mid, 1 - 2 * q - d)
  }
  q <- optimize(loglik, c(lo, hi), maximum = TRUE, tol = 1e-14)$maximum
  2 * q + d - d * d
}
scoreZ <- function(up, mid, down, d) {
  n <- up + mid + down
  ((up - down) / n - d) / sqrt(restricted(up, mid, down, d) / n)
}
wilson <- function(x, n, level) suppressWarnings(as.numeric(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int))

functions <- list(
  paired_t = function(input) {
    w <- pairsOf(input); t <- t.test(w$a, w$b, paired = TRUE, conf.level = input$level)
    list(difference = unname(t$estimate), lower = t$conf.int[1], upper = t$conf.int[2],
         statistic = unname(t$statistic), df = unname(t$parameter), p = t$p.value)
  },
  overlapping_t = function(input) {
    w <- pairsOf(input); n1 <- length(w$before); n2 <- length(w$after); m <- length(w$a)
    v1 <- var(w$before); v2 <- var(w$after)
    r <- if (m > 1) cor(w$b, w$a) else 0
    se <- sqrt(v1 / n1 + v2 / n2 - 2 * r * sqrt(v1 * v2) * m / (n1 * n2))
    gamma <- (v1 / n1 + v2 / n2)^2 / ((v1 / n1)^2 / (n1 - 1) + (v2 / n2)^2 / (n2 - 1))
    single <- n1 + n2 - 2 * m
    df <- (m - 1) + (gamma - m + 1) / (single + 2 * m) * single
    d <- mean(w$after) - mean(w$before); half <- qt((1 + input$level) / 2, df) * se
    list(difference = d, lower = d - half, upper = d + half, statistic = d / se, df = df, p = 2 * pt(-abs(d / se), df))
  },
  overlapping_net = function(input) {
    w <- pairsOf(input); n1 <- length(w$before) + 1.5; n2 <- length(w$after) + 1.5; m <- length(w$a)
    s <- function(x, n) { mu <- sum(x) / n; (sum(x^2) + 0.75) / n - mu^2 }
    cv <- if (sd(w$b) > 0 && sd(w$a) > 0) cor(w$b, w$a) * sqrt(popvar(w$before) * popvar(w$after)) else 0
    se <- sqrt(s(w$before, n1) / n1 + s(w$after, n2) / n2 - 2 * m * cv / (n1 * n2))
    center <- sum(w$after) / n2 - sum(w$before) / n1; half <- qnorm((1 + input$level) / 2) * se
    list(difference = mean(w$after) - mean(w$before), lower = center - half, upper = center + half,
         statistic = center / se, p = 2 * pnorm(-abs(center / se)))
  },
  tango = function(input) {
    m <- tableOf(input$counts); up <- m[1, 2]; down <- m[2, 1]; mid <- m[1, 1] + m[2, 2]
    z <- qnorm((1 + input$level) / 2); d <- (up - down) / sum(m)
    list(difference = d,
         lower = uniroot(function(x) scoreZ(up, mid, down, x) - z, c(-1 + 1e-9, d - 1e-9), tol = 1e-13)$root,
         upper = uniroot(function(x) scoreZ(up, mid, down, x) + z, c(d + 1e-9, 1 - 1e-9), tol = 1e-13)$root,
         p = mcnemar.test(m, correct = FALSE)$p.value)
  },
  bonett_price = function(input) {
    m <- tableOf(input$counts); n <- sum(m) + 2; u <- (m[1, 2] + 1) / n; v <- (m[2, 1] + 1) / n
    half <- qnorm((1 + input$level) / 2) * sqrt((u + v - (u - v)^2) / n)
    list(lower = u - v - half, upper = u - v + half)
  },
  newcombe_paired = function(input) {
    m <- tableOf(input$counts); n <- sum(m); x1 <- sum(m[2, ]); x2 <- sum(m[, 2])
    cross <- m[2, 2] * m[1, 1] - m[1, 2] * m[2, 1]
    if (cross > 0) cross <- max(0, cross - n / 2)
    margins <- x1 * (n - x1) * x2 * (n - x2)
    phi <- if (margins == 0) 0 else cross / sqrt(margins)
    w1 <- wilson(x1, n, input$level); w2 <- wilson(x2, n, input$level)
    p1 <- x1 / n; p2 <- x2 / n
    side <- function(x, y) sqrt(x^2 - 2 * phi * x * y + y^2)
    list(difference = p2 - p1, lower = p2 - p1 - side(p2 - w2[1], w1[2] - p1), upper = p2 - p1 + side(w2[2] - p2, p1 - w1[1]),
         p = mcnemar.test(m, correct = FALSE)$p.value)
  },
  newcombe_published = function(input) {
    functions$newcombe_paired(list(counts = input$counts, level = 0.95))[c("lower", "upper")]
  },
  one_sided_welch = function(input) {
    t <- t.test(input$a, input$b, alternative = input$alternative, conf.level = input$level)
    list(statistic = unname(t$statistic), df = unname(t$parameter), p = t$p.value,
         limit = if (input$alternative == "greater") t$conf.int[1] else t$conf.int[2])
  },
  welch_tost = function(input) {
    up <- t.test(input$a, input$b, mu = -input$margin, alternative = "greater")$p.value
    down <- t.test(input$a, input$b, mu = input$margin, alternative = "less")$p.value
    list(lower = up, upper = down, p = max(up, down))
  },
  nps_target = function(input) {
    z <- scoreZ(input$promoters, input$passives, input$detractors, input$target / 100)
    list(statistic = z, p = 2 * pnorm(-abs(z)))
  },
  share_target = function(input) {
    t <- suppressWarnings(prop.test(input$successes, input$trials, p = input$target / 100, correct = FALSE,
      alternative = sub("-", ".", input$alternative)))
    list(p = t$p.value)
  },
  mean_groups = function(input) {
    g <- rep(seq_along(input$groups), lengths(input$groups)); x <- unlist(input$groups)
    t <- oneway.test(x ~ factor(g))
    list(statistic = unname(t$statistic), df = unname(t$parameter[1]), denominator = unname(t$parameter[2]), p = t$p.value)
  },
  share_groups = function(input) {
    t <- suppressWarnings(chisq.test(tableOf(input$table), correct = FALSE))
    list(statistic = unname(t$statistic), df = unname(t$parameter), p = t$p.value)
  },
  nps_trend = function(input) {
    k <- length(input$waves); scores <- c(rep(-100, 7), 0, 0, 100, 100)
    y <- unlist(lapply(input$waves, function(counts) rep(scores, counts)))
    t <- rep(seq_len(k), vapply(input$waves, sum, 0))
    slope <- unname(coef(lm(y ~ t))[2])
    n <- vapply(input$waves, sum, 0); at <- seq_len(k); center <- sum(at * n) / sum(n)
    c <- n * (at - center) / sum(n * (at - center)^2)
    f <- vapply(input$waves, function(w) sum(w[10:11]), 0); u <- vapply(input$waves, function(w) sum(w[1:7]), 0)
    m <- n + 3 / k; f <- (f + 0.75 / k) / m; u <- (u + 0.75 / k) / m
    mid <- 100 * sum(c * (f - u)); se <- 100 * sqrt(sum(c^2 * (f + u - (f - u)^2) / m))
    means <- tapply(y, t, mean); line <- predict(lm(y ~ t), data.frame(t = at))
    q <- sum(n * (means - line)^2) / var(y)
    list(slope = slope, lower = mid - qnorm(0.975) * se, upper = mid + qnorm(0.975) * se, p = 2 * pnorm(-abs(mid / se)),
         departure = q, departureP = pchisq(q, k - 2, lower.tail = FALSE))
  }
)
