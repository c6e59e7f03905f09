# Intervals for the mean of ratings, and Welch's difference of two means. Base R: t.test where it has the method, the
# definitions otherwise.

summarised <- function(input) {
  n <- length(input$x)
  list(n = n, y = (mean(input$x) - input$min) / (input$max - input$min), v = if (n > 1) var(input$x) / (input$max - input$min)^2 else 0)
}

scaled <- function(input, y) list(lower = input$min + (input$max - input$min) * y[1], upper = input$min + (input$max - input$min) * y[2])

# One answer more, spread evenly over the scale.
with_pseudo <- function(s) {
  v <- (((s$n - 1) * s$v) + s$n / (s$n + 1) * (s$y - 0.5)^2 + 1 / 12) / s$n
  list(n = s$n + 1, y = (s$n * s$y + 0.5) / (s$n + 1), v = v)
}

functions <- list(
  t_interval = function(input) {
    test <- t.test(input$x, conf.level = input$level)
    list(mean = mean(input$x), sd = sd(input$x), se = sd(input$x) / sqrt(length(input$x)), lower = test$conf.int[1], upper = test$conf.int[2])
  },
  bounded_score = function(input) {
    s <- summarised(input)
    t <- qt((1 - input$level) / 2, s$n - 1, lower.tail = FALSE)
    if (s$v == 0 && s$y > 0 && s$y < 1) s <- with_pseudo(s)
    phi <- if (s$y > 0 && s$y < 1) min(1, s$v / (s$y * (1 - s$y))) else 1
    m <- s$n / phi
    center <- (s$y + t^2 / (2 * m)) / (1 + t^2 / m)
    margin <- t / (1 + t^2 / m) * sqrt(s$y * (1 - s$y) / m + t^2 / (4 * m^2))
    scaled(input, c(if (s$y == 0) 0 else center - margin, if (s$y == 1) 1 else center + margin))
  },
  logit_t = function(input) {
    s <- summarised(input)
    t <- qt((1 - input$level) / 2, s$n - 1, lower.tail = FALSE)
    if (s$v == 0 || s$y == 0 || s$y == 1) s <- with_pseudo(s)
    margin <- t * sqrt(s$v / s$n) / (s$y * (1 - s$y))
    scaled(input, plogis(qlogis(s$y) + c(-margin, margin)))
  },
  t_pseudo_response = function(input) {
    s <- with_pseudo(summarised(input))
    t <- qt((1 - input$level) / 2, s$n - 1, lower.tail = FALSE)
    scaled(input, s$y + c(-1, 1) * t * sqrt(s$v / s$n))
  },
  welch_t = function(input) {
    level <- if (is.null(input$level)) 0.95 else input$level
    test <- t.test(input$x, input$y, conf.level = level)
    list(difference = mean(input$x) - mean(input$y), se = test$stderr, t = test$statistic[[1]], df = test$parameter[[1]],
      p = test$p.value, lower95 = test$conf.int[1], upper95 = test$conf.int[2])
  }
)
