# Recomputes in R what the notebooks say, from the same files: writes witness.json.
#
#     Rscript witness.R

suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "fail")

out <- list(versions = paste0("R ", getRversion(), ", survey ", packageVersion("survey")))
classes <- function(x) ifelse(x >= 9, 100, ifelse(x <= 6, -100, 0))

# is-this-nps-change-real -----------------------------------------------------------------------------------------------

waves <- read.csv("waves.csv")
before <- classes(na.omit(waves$before))
after <- classes(na.omit(waves$after))

# Rocks (2016): three quarters of a promoter and of a detractor, one and a half passives
adjusted <- function(y, pseudo = 3) {
  p <- (sum(y == 100) + pseudo / 4) / (length(y) + pseudo)
  q <- (sum(y == -100) + pseudo / 4) / (length(y) + pseudo)
  c(mean = p - q, variance = (p + q - (p - q)^2) / (length(y) + pseudo))
}
limits <- function(y) {
  a <- adjusted(y)
  100 * (a[["mean"]] + c(-1, 1) * qnorm(.975) * sqrt(a[["variance"]]))
}
halves <- list(adjusted(before, 1.5), adjusted(after, 1.5))
change <- halves[[2]][["mean"]] - halves[[1]][["mean"]]
change_se <- sqrt(halves[[1]][["variance"]] + halves[[2]][["variance"]])
welch <- t.test(after, before)
pairs <- waves[!is.na(waves$before) & !is.na(waves$after), ]
y1 <- classes(pairs$before)
y2 <- classes(pairs$after)
# Derrick, Russ, Toher and White (2017): t for samples that share some of their people
overlap_error <- sqrt(var(before) / length(before) + var(after) / length(after) -
  2 * cor(y1, y2) * sd(before) * sd(after) * nrow(pairs) / length(before) / length(after))
paired <- t.test(y2, y1, paired = TRUE)

by_region <- sapply(split(waves, waves$region), function(rows)
  t.test(classes(na.omit(rows$after)), classes(na.omit(rows$before)))$p.value)

# The net share of a Dirichlet distribution is (1 − m)(2b − 1), m the neutral share, b the favorable part of the rest.
net_above <- function(y, x) {
  a <- c(sum(y == 100), sum(y == 0), sum(y == -100)) + .5
  integrate(function(m) dbeta(m, a[2], a[1] + a[3]) * pbeta((x / (1 - m) + 1) / 2, a[1], a[3], lower.tail = FALSE),
    0, 1, rel.tol = 1e-12, subdivisions = 2000)$value
}
grid <- seq(-1, 1, length.out = 2001)
below <- 1 - sapply(grid, function(x) net_above(before, x))
above <- sapply(head(grid, -1) + diff(grid) / 2, function(x) net_above(after, x))
out$waves <- list(
  before = mean(before), beforeLow = limits(before)[1], beforeHigh = limits(before)[2],
  after = mean(after), afterLow = limits(after)[1], afterHigh = limits(after)[2],
  difference = mean(after) - mean(before),
  low = 100 * (change - qnorm(.975) * change_se), high = 100 * (change + qnorm(.975) * change_se),
  pValue = 2 * pnorm(-abs(change / change_se)),
  welchLow = welch$conf.int[1], welchHigh = welch$conf.int[2], welchP = welch$p.value,
  pairedDifference = unname(paired$estimate), pairedLow = paired$conf.int[1], pairedHigh = paired$conf.int[2],
  pairedP = paired$p.value, overlappingError = overlap_error, correlation = cor(y1, y2),
  regionP = as.list(by_region), regionHolm = as.list(p.adjust(by_region, "holm")),
  regionBh = as.list(p.adjust(by_region, "BH")),
  above25 = net_above(after, .25), rose = sum(diff(below) * above)
)

# coverage-what-95-percent-means ----------------------------------------------------------------------------------------

# All samples of n in three classes, and how probable each is.
net_coverage <- function(n, interval, populations) {
  cells <- expand.grid(p = 0:n, d = 0:n)
  cells <- cells[cells$p + cells$d <= n, ]
  ends <- interval(cells$p, cells$d, n)
  apply(populations, 1, function(s) {
    probability <- exp(lfactorial(n) - lfactorial(cells$p) - lfactorial(cells$d) - lfactorial(n - cells$p - cells$d) +
      cells$p * log(s[1]) + cells$d * log(s[2]) + (n - cells$p - cells$d) * log(1 - s[1] - s[2]))
    truth <- s[1] - s[2]
    sum(probability[pmax(-1, ends[[1]]) - 1e-9 <= truth & truth <= pmin(1, ends[[2]]) + 1e-9])
  })
}
net_wald <- function(pseudo) function(p, d, n) {
  a <- (p + pseudo / 4) / (n + pseudo)
  b <- (d + pseudo / 4) / (n + pseudo)
  half <- qnorm(.975) * sqrt((a + b - (a - b)^2) / (if (pseudo == 0) n - 1 else n + pseudo))
  list(a - b - half, a - b + half)
}
shares <- expand.grid(p = (1:18) / 20, d = (1:18) / 20)
shares <- shares[shares$p + shares$d < .951, ]
adjusted_wald <- net_coverage(10, net_wald(3), shares)

p <- (1:199) / 200
proportion_coverage <- function(low, high) sapply(p, function(s) sum(dbinom(0:20, 20, s)[low <= s & s <= high]))
x <- 0:20
wald_half <- qnorm(.975) * sqrt(x / 20 * (1 - x / 20) / 20)
wilson <- sapply(x, function(k) prop.test(k, 20, correct = FALSE)$conf.int)
wald <- proportion_coverage(x / 20 - wald_half, x / 20 + wald_half)
wilson <- proportion_coverage(wilson[1, ], wilson[2, ])

# All samples of five ratings 1…5 with their t interval
top <- c(.01, .02, .04, .08, .85)
ratings <- as.matrix(expand.grid(rep(list(1:5), 6)))
probability <- apply(matrix(top[ratings], ncol = 6), 1, prod)
mean_rating <- rowMeans(ratings)
half <- qt(.975, 5) * apply(ratings, 1, sd) / sqrt(6)
truth <- sum(top * 1:5)
out$coverage <- list(
  adjustedWaldMean = mean(adjusted_wald), adjustedWaldMin = min(adjusted_wald),
  waldProportionMean = mean(wald), waldProportionMin = min(wald),
  wilsonMean = mean(wilson), wilsonMin = min(wilson),
  tMean = sum(probability[pmax(1, mean_rating - half) <= truth & truth <= pmin(5, mean_rating + half)])
)

# A sample of 36 for the textbook formula
y <- c(rep(100, 15), rep(0, 13), rep(-100, 8))
out$thirtySix <- list(value = mean(y), low = mean(y) - qnorm(.975) * sd(y) / 6, high = mean(y) + qnorm(.975) * sd(y) / 6)

# weighting-the-sfo-survey ----------------------------------------------------------------------------------------------

terminal <- read.csv("terminal-survey.csv")
answered <- terminal$recommend != 11
# Blanks stay in the design with a weight of 0 (drop = FALSE); what stands in their place does not count.
terminal$y <- ifelse(answered, classes(terminal$recommend), 0)
flown <- read.csv("terminal-population.csv")
total <- function(names) {
  sums <- aggregate(flown["passengers"], flown[names], sum)
  setNames(sums, c(names, "Freq"))
}
estimate <- function(design) {
  found <- svymean(~y, design[answered, , drop = FALSE], deff = "replace")
  list(value = unname(coef(found)), standardError = sqrt(vcov(found)[1]), deff = unname(deff(found)))
}
fixed <- function(design) estimate(svydesign(ids = ~1, weights = weights(design), data = terminal))
kish <- function(w) sum(w)^2 / sum(w^2)
base <- svydesign(ids = ~1, weights = ~weight, data = terminal)
post <- postStratify(base, ~age + language, total(c("age", "language")))
margins <- list(total("terminal"), total("age"), total("language"))
rake_all <- function(design) rake(design, list(~terminal, ~age, ~language), margins,
  control = list(maxit = 500, epsilon = 1e-10))
raked <- rake_all(base)
trimmed <- trimWeights(raked, upper = 150, strict = TRUE)
jackknife <- rake_all(as.svrepdesign(base, type = "JK1"))
jackknife_mean <- svymean(~y, jackknife[answered, ])
out$weighting <- list(
  unweighted = mean(terminal$y[answered]), unweightedError = sd(terminal$y[answered]) / sqrt(sum(answered)),
  base = estimate(base), postStratified = estimate(post), postStratifiedFixed = fixed(post),
  raked = estimate(raked), rakedFixed = fixed(raked), rakedKish = kish(weights(raked)),
  trimmed = estimate(trimmed)$value, trimmedKish = kish(weights(trimmed)),
  jackknife = list(value = unname(coef(jackknife_mean)), standardError = unname(SE(jackknife_mean)[1]))
)

# planning-a-survey -----------------------------------------------------------------------------------------------------

test <- power.prop.test(p1 = .8, p2 = .7, power = .8)
variance <- .5 + .2 - .3^2
counts <- expand.grid(a = 0:294, b = 0:294)
z <- with(counts, {
  pooled <- (a + b) / (2 * 294)
  ifelse(pooled == 0 | pooled == 1, 0, (a - b) / 294 / sqrt(pooled * (1 - pooled) * 2 / 294))
})
out$planning <- list(
  margin5 = qnorm(.975)^2 * variance / .05^2,
  margin5Of3000 = local({ n <- qnorm(.975)^2 * variance / .05^2; n / (1 + (n - 1) / 3000) }),
  proportionN = test$n,
  proportionPower = power.prop.test(n = 294, p1 = .8, p2 = .7)$power,
  proportionExact = sum((dbinom(counts$a, 294, .8) * dbinom(counts$b, 294, .7))[z > qnorm(.975)]),
  npsN = 2 * variance * (qnorm(.975) + qnorm(.8))^2 / .1^2,
  npsDetectable = 100 * sqrt(2 * variance / 400) * (qnorm(.975) + qnorm(.8))
)

# ---------------------------------------------------------------------------------------------------------------------

json <- function(x, indent = "") {
  if (is.list(x)) {
    inner <- paste0(indent, "  ")
    fields <- mapply(function(name, value) paste0(inner, "\"", name, "\": ", json(value, inner)), names(x), x)
    paste0("{\n", paste(fields, collapse = ",\n"), "\n", indent, "}")
  } else if (is.character(x)) paste0("\"", x, "\"") else sub("e-0", "e-", sprintf("%.17g", x))
}
writeLines(json(out), "witness.json")
