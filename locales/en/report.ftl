### The after-action review report: headings, labels, hints.

report-title = After-action review
skip-to-content = Skip to the content
contents = Contents
edition-joint = joint edition
edition-state = edition of { $state }
cut-off = the journal was cut off before the end
notice-assumptions = Ratings are suggestions, for an evaluator to confirm. The rules are a reconstruction from published instruments. The review is about conduct and co-ordination, and never about whose line is right.
notice-values = Thresholds marked as exercise assumptions are for the delegations to agree on; the annex lists them.

## Parts of the page

nav-overview = Overview
nav-sheet = Hot-wash sheet
nav-objectives = Objectives
nav-strengths = Strengths
nav-areas = Areas for improvement
nav-timeline = Timeline
nav-knowledge = Who knew what when
nav-coverage = Joint sections
nav-calls = Calls
nav-promises = Promises kept
nav-citizens = Citizens' hours
nav-findings = Conduct
nav-injects = Injects
nav-plan = Improvement plan
nav-notes = Notes
nav-annex = All figures
nav-replay = Replay

## Overview

of-hundred = of 100
suggested = suggested rating
fact-states = services
fact-span = from and to
fact-rules = rules of conduct
fact-version = version of the program
fact-digest = digest of the journal
fact-seed = seed of the world
fact-luck-seed = seed of luck
fact-simulated = simulated hours

## Hot-wash sheet

sheet-hint = One page to lead the first discussion with: print it, or fill it in here.
sheet-intended = What was intended
sheet-happened = What happened
sheet-well = What went well, and why
sheet-better = What to do better
sheet-agreed = What we agreed on
none-found = nothing found
times = { $n ->
        [one] once
       *[other] { $n } times
    }

## Objectives

target = target
your-rating = your rating
your-note = your note
beside-suggested = beside the suggested
agreement = Evaluators and suggestions: { $same } of { $rated } ratings are the same, { $near } are at most one step apart; weighted kappa { $kappa }.
strength-objective = “{ $text }”: { $score } points, target { $target }
strength-metric = { $id } { $name }: { $value }, { $points } points
strength-rule = { $id } { $title }: kept every time, { $n ->
        [one] once
       *[other] { $n } times
    }

## Areas for improvement

areas-hint = The gravest and most frequent first. Each leads from the departure back to its causes, and to who or what brought it about: a person in a seat, the doctrine, or the model.
severity = severity
owner = owner
departed-times = { $n ->
        [one] One departure from agreed conduct.
       *[other] { $n } departures from agreed conduct.
    }
see-finding = no.
and-more = { $n ->
        [one] and one more
       *[other] and { $n } more
    }
root-cause = How it came about

## Timeline

filter = Show
filter-side = side
filter-subject = subject
filter-text = text or number
filter-main = main events only
show-more = Show more
main-events = Main events
when = when
who = who
what = what

## Who knew what when

knowledge-hint = For each group of people: what was true, when it was first detected, and how many minutes passed until the own post, the neighbour, the acknowledgement, and units on scene. The line runs from detection to two hours after.
contact = contact
contact-of-no-group = nobody was there
contact-end = what became of it
contacts-left-out = { $n ->
        [one] One lawful group of whom no neighbour was told is left out.
       *[other] { $n } lawful groups of whom no neighbour was told are left out.
    }
set-out = set out
never = never
step-detected = detected
step-post = own post
step-neighbour = neighbour
step-acknowledged = acknowledged
step-first = first on scene
step-both = both on scene
who-knew = who knew
knew-detected = detected { $at }
knew-post = post knew { $at }
knew-told = told by the neighbour { $at }
knew-tells = told the neighbour { $at }
knew-acknowledged = acknowledged { $at }
knew-on-scene = on scene { $at }
knew-class = taken for: { $class }
end-handled = { $state }: { $outcome }
end-at-goal = reached its goal
end-turned-back = turned back
end-open = open at ENDEX

## Joint sections

coverage-hint = How much of each joint section was watched through time: light for anybody, dark for both sides at once, grey behind for night. The longest times that a part was watched by nobody stand below.
coverage-chart = Watched by anybody { $watched } % of the time, by both sides { $both } %
watched = watched
watched-both = by both sides
longest-gaps = Longest unwatched

## Calls and promises

calls-hint = Each row is a service that tells, each column one that is told.
from-to = from, to
calls-told = told
calls-in-time = in time
calls-acknowledged = acknowledged
calls-plans = plans
calls-handovers = handovers
promises-hint = Confidence shows in promises kept: meetings, answers, returns, agreed information.
pair = pair
of = of

## Citizens

side = side
hours-planned = planned, h
hours-kept = kept, h
hours-lost = lost, h
hours-hindered = of these to incidents, h
hours-share = share kept

## Conduct

findings-hint = Every obligation that was not met, or not known to be met, with the journal entries that show it. A departure is from agreed conduct.
no-departure = No departure from agreed conduct.
sources = Sources
number = no.
about = about
verdict = verdict
evidence = evidence
decision = decision
late-by = late by { $time }
not-done = not done
slack = time left

## Injects

inject = inject
inject-planned = planned
inject-given = given
inject-not-given = not given
inject-from = from
inject-to = to
inject-method = method
inject-message = message
inject-expected = expected
inject-objective = objective
inject-when = when its condition holds
inject-when-after = { $after } after its condition holds
inject-by-hand = by hand
inject-for-all = all
inject-outage = Outage: { $channel }, for { $for } ({ $state })
inject-false-contact = Report of somebody who is not there, at { $site } ({ $state })
inject-incident = Incident: { $kind } at { $site }
inject-media = A journalist asks { $states }: “{ $text }”

## Improvement plan and notes

plan-hint = What is to be done, by which function (no names of persons), and by when.
plan-action = action
plan-owner = owner
plan-date = date
notes-hint = What you type stays in this browser and goes into a file when you save it. “joint-patrol review” with “--notes” and that file prints it beside the suggestions.
notes-function = your function (no name)
notes-general = general notes
notes-save = Save notes as a file
notes-load = Load notes
notes-taken = Notes taken during the exercise
evaluator-unnamed = evaluator

## All figures

annex-metrics = Metrics over the whole
annex-outcomes = What came of it
annex-rules = Rules of conduct
annex-states = By service
annex-pairs = By pair of services
annex-directed = By direction: the first service towards the second
annex-values = Values it was judged by
annex-cells = In each cell: the value, over how many cases, its points, and how many points of the score it lost.
metric = metric
value = value
cases = cases
points = points
points-short = pts
weight = weight
lost = lost
rule = rule
score = score
value-name = name
value-basis = basis

## Replay

replay-view = view
map-label = Map. Arrow keys move it, plus and minus zoom, zero shows all.
zoom-in = Zoom in
zoom-out = Zoom out
zoom-fit = Show all
step-back = Main event before
step-on = Next main event
speed = speed
scrub = Moment
just-happened = What just happened
legend = Symbols and keys
keys = Space: play or pause. n, p: next or previous main event. Comma, full stop: ten minutes back or on. On the map: arrows, plus, minus, zero.
ui-play = Play
ui-pause = Pause
ui-truth = Ground truth
ui-picture = Picture of #
ui-unclassed = not classed
ui-min = min
ui-day = day
ui-night = night
ui-moonlight = moonlight
ui-all = all
ui-others = others
ui-departures = departures
ui-lanes = What each side did through time; below, departures from agreed conduct: triangles for severity 3 and 4, ticks for lesser ones
ui-listed = #1 of #2 entries
ui-saved = The notes are in a file.
ui-loaded = The notes are loaded.
ui-other-run = These notes are loaded, but were written about another run.
ui-not-notes = This file holds no notes.
replay-place = place
ui-everywhere = Everywhere
contact-unit = patrol
