### Plans side by side.

compare-title = Comparison
compare-runs = { $a } runs and { $b } runs; { $shared } pairs on the same seeds
compare-difference = difference [95 %]
compare-moved = up / same / down
compare-primary = named beforehand; the p-values of the others are after Holm.
compare-departures = Departures from agreed conduct
compare-gone = gone
compare-new = new
compare-which = which
compare-parting = Where the runs first part
compare-nowhere = Nowhere: all pairs are the same.
compare-handled = unlawful groups dealt with
compare-hours-kept = citizens' hours kept
compare-meetings-kept = rendezvous kept
