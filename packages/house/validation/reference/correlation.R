# Correlations: base R's cor.test, and tau-c and large-sample errors written out over all pairs.
quietly <- function(value) suppressWarnings(value)
orderOf <- function(v) sign(outer(v, v, "-"))
functions <- list(
  pearson = function(input) {
    r <- cor.test(input$x, input$y)
    limits <- if (length(input$x) > 3) r$conf.int else c(-1, 1)
    list(r = unname(r$estimate), t = unname(r$statistic), p = r$p.value, lower95 = limits[1], upper95 = limits[2])
  },
  spearman = function(input) {
    r <- cor.test(rank(input$x), rank(input$y))
    list(rho = unname(r$estimate), pT = r$p.value)
  },
  spearman_interval = function(input) {
    rho <- cor(input$x, input$y, method = "spearman")
    limits <- tanh(atanh(rho) + c(-1, 1) * qnorm(0.975) * sqrt((1 + rho^2 / 2) / (length(input$x) - 3)))
    list(low = limits[1], high = limits[2])
  },
  kendall_tau_b = function(input) {
    r <- quietly(cor.test(input$x, input$y, method = "kendall", exact = FALSE))
    list(tau = unname(r$estimate), p = r$p.value)
  },
  kendall_tau_c = function(input) {
    n <- length(input$x)
    m <- min(length(unique(input$x)), length(unique(input$y)))
    S <- sum(orderOf(input$x) * orderOf(input$y)) / 2
    list(tau = 2 * S / (n^2 * (m - 1) / m))
  },
  kendall_exact = function(input) {
    p <- function(alternative) cor.test(input$x, input$y, method = "kendall", exact = TRUE, alternative = alternative)$p.value
    list(tau = cor(input$x, input$y, method = "kendall"), p = p("two.sided"), pGreater = p("greater"), pLess = p("less"))
  },
  kendall_interval = function(input) {
    x <- input$x; y <- input$y; n <- length(x)
    d <- rowSums(orderOf(x) * orderOf(y))
    S2 <- sum(d)
    tx <- as.vector(table(x)[as.character(x)]); ty <- as.vector(table(y)[as.character(y)])
    wx <- n^2 - sum(table(x)^2); wy <- n^2 - sum(table(y)^2); w <- sqrt(wx * wy)
    b <- S2 / w
    seB <- sqrt(max(0, sum((2 * w * d + b * (tx * wy + ty * wx))^2) - n^3 * b^2 * (wx + wy)^2)) / w^2
    m <- min(length(unique(x)), length(unique(y)))
    cc <- m * S2 / ((m - 1) * n^2)
    seC <- 2 * m / ((m - 1) * n^2) * sqrt(max(0, sum(d^2) - S2^2 / n))
    z <- qnorm(0.975)
    list(
      lowB = max(-1, b - z * seB), highB = min(1, b + z * seB),
      lowC = max(-1, cc - z * seC), highC = min(1, cc + z * seC)
    )
  }
)
