### The summary among exported files. Most of its words stand in the other catalogues.

export-fact = about the run
export-result = result
export-departures = departures
export-more-areas = { $n ->
        [one] One more area is not shown here; findings.csv lists every departure.
       *[other] { $n } more areas are not shown here; findings.csv lists every departure.
    }
export-notice = How to read this
export-values = Some thresholds are exercise assumptions, for the delegations to agree on; the report of the review lists them.
