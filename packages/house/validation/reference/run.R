# Runs the functions of one reference script over cases, and prints their results as JSON, one line each.
#   Rscript run.R <script> <cases>      cases: an R file whose value is list(list(fn = , input = list(...)), ...)
arguments <- commandArgs(TRUE)
functions <- NULL
source(arguments[1])
cases <- source(arguments[2])$value

toJson <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x) || (length(x) != 1 && is.null(dim(x))) || !is.null(names(x))) {
    inner <- vapply(as.list(x), toJson, "")
    if (is.null(names(x))) return(paste0("[", paste(inner, collapse = ","), "]"))
    return(paste0("{", paste0(encodeString(names(x), quote = '"'), ":", inner, collapse = ","), "}"))
  }
  if (!is.null(dim(x))) {
    rows <- vapply(seq_len(nrow(x)), function(i) toJson(unname(as.list(x[i, ]))), "")
    return(paste0("[", paste(rows, collapse = ","), "]"))
  }
  if (is.character(x)) return(encodeString(x, quote = '"'))
  if (is.logical(x)) return(if (is.na(x)) "null" else if (x) "true" else "false")
  if (is.nan(x)) return('"NaN"')
  if (is.na(x)) return("null")
  if (is.infinite(x)) return(if (x > 0) '"Infinity"' else '"-Infinity"')
  sprintf("%.17g", x)
}

cat(toJson(list(versions = paste0(
  R.version.string,
  paste0(vapply(setdiff(loadedNamespaces(), rownames(installed.packages(priority = "base"))),
    function(name) paste0("; ", name, " ", packageVersion(name)), ""), collapse = "")
))), "\n", sep = "")
for (case in cases) {
  result <- tryCatch(
    if (is.null(functions[[case$fn]])) list(missing = case$fn) else list(value = functions[[case$fn]](case$input)),
    error = function(e) list(error = conditionMessage(e))
  )
  cat(toJson(result), "\n", sep = "")
}
