# Adjusted p-values: base R's p.adjust, and Šidák's steps written out.
adjusted <- function(p, method) list(adjusted = as.list(p.adjust(p, method)))
functions <- list(
  bonferroni = function(input) adjusted(input$p, "bonferroni"),
  holm = function(input) adjusted(input$p, "holm"),
  hochberg = function(input) adjusted(input$p, "hochberg"),
  hommel = function(input) adjusted(input$p, "hommel"),
  benjamini_hochberg = function(input) adjusted(input$p, "BH"),
  benjamini_yekutieli = function(input) adjusted(input$p, "BY"),
  sidak = function(input) list(adjusted = as.list(-expm1(length(input$p) * log1p(-input$p)))),
  holm_sidak = function(input) {
    o <- order(input$p)
    steps <- -expm1((length(input$p) - seq_along(o) + 1) * log1p(-input$p[o]))
    list(adjusted = as.list(cummax(steps)[order(o)]))
  }
)
