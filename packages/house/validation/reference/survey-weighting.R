# Survey weighting and design-based estimates with the survey package.
# Data: survey-weighting.csv beside this script; `set` names the rows of one survey.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail")
everything <- read.csv(file.path(dirname(arguments[1]), "survey-weighting.csv"), colClasses = c(set = "character"))

rows <- function(input) {
  data <- everything[everything$set == input$set, ]
  data$one <- 1
  data
}

# input$design: what of the data the design uses; input$adjust: what is done to its weights, in order.
design <- function(input) {
  data <- rows(input)
  uses <- unlist(input$design)
  options(survey.lonely.psu = if (is.null(input$lonely)) "fail" else input$lonely)
  made <- svydesign(
    ids = if ("clusters" %in% uses) ~cluster else ~1,
    strata = if ("strata" %in% uses) ~stratum,
    fpc = if ("populations" %in% uses) ~population,
    weights = if ("weights" %in% uses) ~weight else if ("populations" %in% uses) NULL else ~one,
    data = data, nest = TRUE
  )
  for (step in input$adjust) made <- adjusted(made, step)
  made
}

margin <- function(one) {
  frame <- data.frame(names(one$totals), unlist(one$totals), row.names = NULL)
  names(frame) <- c(one$name, "Freq")
  list(formula = as.formula(paste0("~", one$name)), population = frame)
}

adjusted <- function(made, step) {
  margins <- lapply(step$margins, margin)
  formulas <- lapply(margins, `[[`, "formula")
  populations <- lapply(margins, `[[`, "population")
  if (step$method == "postStratified") return(postStratify(made, formulas[[1]], populations[[1]]))
  if (step$method == "raked") {
    made <- rake(made, formulas, populations, control = list(maxit = 5000, epsilon = 1e-13 * sum(populations[[1]]$Freq)))
    # The variance takes the margins out in ten rounds, one after the other. The same again until nothing is left of them.
    if (is.list(made$postStrata)) made$postStrata <- rep(made$postStrata, 40)
    return(made)
  }
  if (step$method == "trimmed") return(trimWeights(made, lower = step$lower, upper = step$upper, strict = TRUE))
  # Calibration: dummies for all categories but the first of each margin, and numeric auxiliaries.
  totals <- c("(Intercept)" = sum(populations[[1]]$Freq))
  for (one in step$margins) {
    categories <- sort(names(one$totals))[-1]
    totals <- c(totals, setNames(unlist(one$totals)[categories], paste0(one$name, categories)))
  }
  numeric <- vapply(step$auxiliaries, `[[`, "", "name")
  totals <- c(totals, setNames(vapply(step$auxiliaries, `[[`, 0, "total"), numeric))
  formula <- as.formula(paste("~", paste(c(vapply(step$margins, `[[`, "", "name"), numeric), collapse = " + ")))
  names_wanted <- colnames(model.matrix(formula, made$variables))
  bounds <- if (is.null(step$lower)) c(-Inf, Inf) else c(step$lower, step$upper)
  calfun <- switch(step$method, linear = "linear", truncated = "linear", raking = "raking", logit = "logit")
  calibrate(made, formula, totals[names_wanted], calfun = calfun, bounds = bounds, epsilon = 1e-12, maxit = 1000)
}

# Rows of the domain with all the values.
base <- function(made, input, columns) {
  keep <- stats::complete.cases(made$variables[columns])
  if (!is.null(input$domain)) keep <- keep & made$variables[[input$domain$column]] == input$domain$is
  made <- subset(made, keep)
  # Calibrated designs keep the other rows, at weight 0: what is missing there must not spoil the sums.
  for (column in columns) made$variables[[column]][is.na(made$variables[[column]])] <- 0
  made
}

estimate <- function(result, made, deff = NULL) {
  df <- degf(made)
  half <- qt(0.975, df) * as.numeric(SE(result))
  value <- as.numeric(coef(result))
  list(value = value, se = as.numeric(SE(result)), low = value - half, high = value + half, df = df, deff = deff)
}

formula_of <- function(column) as.formula(paste0("~", column))

# Means of the categories of a column, jointly: ratios of totals.
means_by <- function(input) {
  made <- base(design(input), list(), input$values)
  groups <- sort(unique(made$variables[[input$by]]))
  for (i in seq_along(groups)) {
    inside <- made$variables[[input$by]] == groups[i]
    made$variables[[paste0("n", i)]] <- as.numeric(inside)
    made$variables[[paste0("sum", i)]] <- ifelse(inside, made$variables[[input$values]], 0)
  }
  columns <- c(paste0("sum", seq_along(groups)), paste0("n", seq_along(groups)))
  totals <- svytotal(as.formula(paste("~", paste(columns, collapse = " + "))), made)
  ratios <- lapply(seq_along(groups), function(i) parse(text = paste0("sum", i, " / n", i))[[1]])
  svycontrast(totals, setNames(ratios, groups))
}

proportion <- function(method) function(input) {
  made <- base(design(input), input, input$values)
  limits <- attr(svyciprop(formula_of(input$values), made, method = method, df = degf(made)), "ci")
  list(low = limits[[1]], high = limits[[2]])
}

# Where the deviance of the fitted model, scaled to the variance under the design, reaches the squared t quantile.
# svyciprop(method = "likelihood") looks for it on a grid of some ten points: it draws a spline through them, reads that at three
# times as many, and interpolates linearly in between, which errs by 1e-6 to 1e-4. Here the equation is solved itself; and what
# is read off a profile must come to the same as its grid gets finer.
likelihood <- function(input) {
  made <- base(design(input), input, input$values)
  fit <- svyglm(as.formula(paste(input$values, "~ 1")), made, family = quasibinomial(), control = glm.control(1e-14, 100))
  w <- fit$prior.weights; y <- fit$y; p <- weighted.mean(y, w)
  deviance <- function(logit) -2 * sum(w * (y * plogis(logit, log.p = TRUE) + (1 - y) * plogis(-logit, log.p = TRUE)))
  dispersion <- sum(w * (y - p)^2 / (p * (1 - p))) / (sum(w > 0) - 1)
  scale <- as.numeric(vcov(fit)) * sum(w) * p * (1 - p) * dispersion
  top <- qlogis(p); t <- qt(0.975, degf(made))
  root <- function(logit) sign(logit - top) * sqrt(pmax(0, deviance(logit) - deviance(top)) / scale)
  solved <- function(side) {
    far <- 1
    while (abs(root(top + side * far)) < t) far <- 2 * far
    plogis(uniroot(function(logit) abs(root(logit)) - t, sort(top + c(0, side * far)), tol = 1e-16, maxiter = 10000)$root)
  }
  limits <- c(solved(-1), solved(1))
  printed <- as.numeric(attr(svyciprop(formula_of(input$values), made, method = "likelihood", df = degf(made)), "ci"))
  read_off <- function(grid, resolution) {
    half <- 1.3 * t * sqrt(as.numeric(vcov(fit)))
    logits <- seq(top - half, top + half, length.out = grid)
    curve <- spline(logits, vapply(logits, root, 0), n = resolution * grid)
    plogis(approx(curve$y, curve$x, c(-t, t))$y)
  }
  off <- function(other) max(abs(other / limits - 1))
  stopifnot(off(printed) < 2e-4, off(read_off(11, 3)) < 2e-4, off(read_off(41, 3)) < 1e-5, off(read_off(201, 1000)) < 1e-10)
  list(low = limits[1], high = limits[2])
}

weights_of <- function(input) list(weights = as.numeric(weights(design(input))))

jackknife <- function(input) {
  made <- design(input[names(input) != "adjust"])
  replicates <- as.svrepdesign(made, type = if (length(unique(made$strata[[1]])) > 1) "JKn" else "JK1")
  for (step in input$adjust) replicates <- adjusted(replicates, step)
  result <- svymean(formula_of(input$values), replicates)
  list(value = as.numeric(coef(result)), se = as.numeric(SE(result)))
}

functions <- list(
  weighted_mean = function(input) {
    data <- rows(input)
    list(value = weighted.mean(data[[input$values]], data$weight))
  },
  linearized_standard_error = function(input) {
    data <- rows(input)
    w <- data$weight; y <- data[[input$values]]; n <- length(y)
    list(se = sqrt(n / (n - 1) * sum((w * (y - weighted.mean(y, w)))^2)) / sum(w))
  },
  kish = function(input) {
    w <- rows(input)$weight
    list(effectiveSize = sum(w)^2 / sum(w^2))
  },
  point_summary = function(input) {
    made <- svydesign(ids = ~1, weights = ~weight, data = rows(input))
    result <- svymean(formula_of(input$values), made, deff = "replace")
    w <- weights(made)
    list(
      mean = as.numeric(coef(result)), standardError = as.numeric(SE(result)), designEffect = as.numeric(deff(result)),
      variance = as.numeric(svyvar(formula_of(input$values), made)), effectiveN = sum(w)^2 / sum(w^2)
    )
  },
  poststratified_weights = weights_of,
  raked_weights = weights_of,
  calibrated_weights = weights_of,
  trimmed_weights = weights_of,
  weight_summary = function(input) {
    w <- weights(design(input))
    list(
      sum = sum(w), min = min(w), max = max(w), coefficientOfVariation = sqrt(mean((w / mean(w) - 1)^2)),
      effectiveSize = sum(w)^2 / sum(w^2), designEffect = length(w) * sum(w^2) / sum(w)^2
    )
  },
  mean = function(input) {
    made <- base(design(input), input, input$values)
    result <- svymean(formula_of(input$values), made, deff = "replace")
    estimate(result, made, as.numeric(deff(result)))
  },
  total = function(input) {
    made <- base(design(input), input, input$values)
    estimate(svytotal(formula_of(input$values), made), made)
  },
  ratio = function(input) {
    made <- base(design(input), input, c(input$values, input$denominator))
    estimate(svyratio(formula_of(input$values), formula_of(input$denominator), made), made)
  },
  covariance = function(input) list(covariance = unname(as.matrix(vcov(means_by(input))))),
  contrast = function(input) {
    one <- svycontrast(means_by(input), list(x = input$coefficients))
    list(value = as.numeric(coef(one)), se = as.numeric(SE(one)))
  },
  proportion_t = proportion("mean"),
  proportion_logit = proportion("xlogit"),
  proportion_beta = proportion("beta"),
  proportion_likelihood = likelihood,
  proportion_wilson = function(input) {
    made <- base(design(input), input, input$values)
    result <- svymean(formula_of(input$values), made)
    p <- as.numeric(coef(result)); n <- sum(weights(made) > 0)
    eff <- p * (1 - p) / as.numeric(vcov(result)) * (qt(0.025, n - 1) / qt(0.025, degf(made)))^2
    z <- qnorm(0.975)
    centre <- (p + z^2 / (2 * eff)) / (1 + z^2 / eff)
    half <- z / (1 + z^2 / eff) * sqrt(p * (1 - p) / eff + z^2 / (4 * eff^2))
    list(low = centre - half, high = centre + half)
  },
  quantile = function(input) {
    # Woodruff's interval from the standard error of the share at or below the quantile, around p. (svyquantile puts it around
    # that share itself, which on scale points may be far from p.)
    made <- base(design(input), input, input$values)
    values <- made$variables[[input$values]]; w <- weights(made)
    known <- w > 0; order <- order(values[known])
    sorted <- values[known][order]; reached <- cumsum(w[known][order]) / sum(w)
    at <- function(share) sorted[min(c(which(reached >= share - 1e-12), length(sorted)))]
    value <- at(input$p)
    made <- update(made, below = as.numeric(if (value == max(sorted)) values < value else values <= value))
    half <- qt(0.975, degf(made)) * as.numeric(SE(svymean(~below, made)))
    stopifnot(value == coef(svyquantile(formula_of(input$values), made, input$p)))
    list(value = value, low = at(input$p - half), high = at(input$p + half))
  },
  difference = function(input) {
    made <- base(design(input), list(), input$values)
    made <- update(made, group = as.numeric(get(input$by) == input$a))
    made <- subset(made, get(input$by) %in% c(input$a, input$b))
    test <- svyttest(as.formula(paste0(input$values, " ~ group")), made)
    list(
      difference = as.numeric(test$estimate), t = as.numeric(test$statistic), df = as.numeric(test$parameter),
      p = as.numeric(test$p.value), low = test$conf.int[[1]], high = test$conf.int[[2]]
    )
  },
  jackknife = jackknife,
  proportional_fit = function(input) {
    table <- do.call(rbind, input$table)
    for (round in 1:5000) {
      table <- table * (input$rows / rowSums(table))
      table <- t(t(table) * (input$columns / colSums(table)))
    }
    list(table = table)
  }
)
