### Metrics, figures, units, ratings with their reasons, agreed values, outcomes and promises.
### Names of metrics and figures stand here exactly as in the code.

## Metrics

metric-M1 = neighbour told in time
    .meaning = Of the threats and irregular movements seen near the line, the share of which the neighbour was told within the agreed time.
metric-M2 = contact to acknowledgement, median
    .meaning = How long it usually took from the first contact until the neighbour had confirmed over the hotline that it was told.
metric-M3 = joint sections unwatched too long
    .meaning = The share of the exercise for which parts of joint sections were watched by neither side beyond the agreed revisit time.
metric-M4 = joint sections watched twice, unplanned
    .meaning = Of the time for which joint sections were watched, the share in which units of both sides watched the same part without having planned to.
metric-M5 = handover continuity
    .meaning = How far people pursued to the line stayed in sight while the pursuit passed to the neighbour: 1 is without a gap, 0 is lost.
metric-M6 = reciprocity of notification
    .meaning = Whether two services tell each other in time equally often: 1 is equally often, 0 is that only one does.
metric-M7 = shared awareness near joint sections
    .meaning = Of the time for which either side knew of a threat or an irregular movement near a joint section, the share for which both did.
metric-M8 = contact to unit on scene, median
    .meaning = How long it usually took from the first contact until a unit of the same side reached the people.
metric-M9 = encounters nobody agreed to, per 1,000 patrol-km
    .meaning = How often patrols of two states met when not both sides knew of the other's patrol, for the distance that was patrolled.
metric-M10 = severity weight per 100 obligations
    .meaning = How gravely the line of conduct was departed from, for as much as it asked: each departure weighs more the graver it is.
metric-M11 = citizens undisturbed
    .meaning = Of the lawful journeys and working days of citizens, the share that no unit stopped for a check.
metric-M12 = false alarms among notifications
    .meaning = Of the notifications sent to a neighbour, the share that were about lawful people or animals.
metric-M13 = unlawful groups dealt with
    .meaning = Of the unlawful groups that set out, the share that a unit of any side reached, and detained or registered.
metric-M14 = patrols as announced
    .meaning = Of the units due on patrol along a joint section, the share that left on time with a shared plan and completed the announced round.

## Figures: metrics, and what stands beside them

figure-neighbour-told-in-time = neighbour told in time
figure-minutes-until-told-median = minutes until told, median
figure-minutes-until-told-90th-percentile = minutes until told, 90th percentile
figure-contact-to-acknowledgement-median = contact to acknowledgement, median
figure-first-notifications-acknowledged = first notifications acknowledged
figure-joint-sections-unwatched-too-long = joint sections unwatched too long
figure-longest-gap = longest gap
figure-joint-sections-watched-twice-unplanned = joint sections watched twice, unplanned
figure-handover-continuity = handover continuity
figure-handed-over-and-found-again-in-time = handed over and found again in time
figure-reciprocity-of-notification = reciprocity of notification
figure-reciprocity-of-delays = reciprocity of delays
figure-shared-awareness-near-joint-sections = shared awareness near joint sections
figure-error-of-places-told-mean = error of places told, mean
figure-contact-to-unit-on-scene-median = contact to unit on scene, median
figure-contact-to-both-sides-on-scene-median = contact to both sides on scene, median
figure-encounters-nobody-agreed-to-per-1-000-patrol-km = encounters nobody agreed to, per 1,000 patrol-km
figure-units-that-halted-in-them = units that halted in them
figure-kilometres-on-patrol = kilometres on patrol
figure-severity-weight-per-100-obligations = severity weight per 100 obligations
figure-departures-of-severity-4 = departures of severity 4
figure-citizens-undisturbed = citizens undisturbed
figure-time-lawful-people-were-held-median = time lawful people were held, median
figure-hours-of-lawful-work-lost = hours of lawful work lost
figure-false-alarms-among-notifications = false alarms among notifications
figure-unlawful-groups-dealt-with = unlawful groups dealt with
figure-unlawful-groups-found = unlawful groups found
figure-unlawful-groups-told-to-a-neighbour = unlawful groups told to a neighbour
figure-patrols-as-announced = patrols as announced
figure-duties-done-points-count-as-far = duties done; points count as far

## Units: what is printed after a number

unit-percent = %
unit-min = min
unit-ratio = {""}
unit-per-1000-km = /1000 km
unit-none = {""}
unit-h = h
unit-km = km

## Ratings

rating-P = performed without challenges
    .meaning = The score reached the upper limit, and nobody departed from agreed conduct.
rating-S = performed with some challenges
    .meaning = It was achieved, but with lesser departures from agreed conduct, or with a score below the upper limit.
rating-M = performed with major challenges
    .meaning = It was achieved, but with a departure of severity 3 or 4, or with people harmed.
rating-U = unable to be performed
    .meaning = The score was below the least for achievement, or too few of the duties were done.
rating-none = not exercised

## Reasons of suggested ratings

reason-metric = { $id } { $name }: { $value } over { $n } → { $points } points, costs { $lost }
reason-metric-unexercised = { $id } { $name }: not exercised
reason-duties = { $done } of { $due } duties were done; over the rules, { $share }%
reason-departed = { $rule } (severity { $severity }) departed from { $times ->
        [1] once
       *[other] { $times } times
    }: { $owners }
reason-below = suggested U: { $score } is below { $met }
reason-duties-low = suggested U: of duties { $share }% were done, less than { $least }%
reason-grave = suggested M: performed ({ $score }), with a departure of severity 3 or 4
reason-harm = suggested M: performed ({ $score }), and people came to harm
reason-lesser = suggested S: performed ({ $score }), with lesser departures
reason-below-stretch = suggested S: performed ({ $score }), below { $stretch }
reason-clean = suggested P: { $score }, without departures
reason-unexercised = nothing to measure: not exercised

## Who or what brought a departure about

owner-seat = seat
    .meaning = A person in a seat chose otherwise, decided too late, or let the time run out.
owner-doctrine = doctrine
    .meaning = The automatic staff decided so, or people acted by the habits that its doctrine gives them.
owner-model = model
    .meaning = The right choice was made in time, or nobody was asked; a sensor, a radio, a plan or chance stood against it.

## What became of an obligation

verdict-satisfied = kept
verdict-violated = departed from
verdict-excused = excused, recorded
verdict-pending = pending

## Promises between two services

promise-meetings = meetings
    .meaning = Rendezvous of joint patrols, and meetings of border representatives that were asked for.
promise-answers = answers
    .meaning = Acknowledgements of notifications, and answers to requests for a meeting.
promise-returns = returns
    .meaning = People and animals that crossed without meaning to, and were to be handed back.
promise-information = information
    .meaning = Patrol plans, threats, incidents, people and animals that crossed, and detentions of which the other side was to be told.

## What came of the exercise

outcome-arrivals = unlawful groups that set out
outcome-detected = unlawful groups found by a sensor
outcome-notified = unlawful groups of which a neighbour was told
outcome-handled = unlawful groups dealt with
outcome-escaped = unlawful groups that reached their goal
outcome-lawful_arrivals = lawful groups that set out
outcome-lawful_checked = checks of lawful people
outcome-searches_in_vain = searches in vain
outcome-civilian_hours_planned = hours of work that citizens planned
outcome-civilian_hours_lost = hours of citizens' work lost, to any cause
outcome-civilian_hours_hindered = hours of citizens' work lost to incidents
outcome-incidents = incidents
outcome-incidents_resolved = incidents resolved
outcome-incident_minutes = mean length of an incident, minutes
outcome-people_in_danger = people in danger, hurt or lost
outcome-people_saved = people saved
outcome-people_harmed = people who came to harm
outcome-damage_ha = hectares burnt
outcome-representatives_met = meetings of border representatives
outcome-meetings_kept = rendezvous kept
outcome-meetings_missed = rendezvous missed
outcome-handovers = handovers that reached the neighbour
outcome-wrong_correlations = reports taken for other people
outcome-duplicate_tracks = duplicate tracks

## Where an agreed value comes from

basis-agreed = agreed
basis-assumption = exercise assumption
basis-source = from a source

## Agreed values: plans, patrols, flights, works

value-plan_lead = patrol plan shared before departure, at least
value-plan_lead_demarcated = patrol plan shared before departure on demarcated sections, at least
value-plan_horizon = patrol or flight told beforehand, at most
value-plan_time = patrol's departure off the agreed time, at most
value-plan_distance_m = patrol's distance from a place on its route, at most
value-same_time_days = days running with departures at the same time, at most
value-flight_notice = drone flight told before take-off, at least
value-works_notice = works agreed before they begin, at least
value-works_horizon = agreement to works holds until they begin, at most

## Agreed values: positions and reinforcements

value-heavy_back_m = heavy equipment's distance from the line, at least
value-moving_guards = guards on the move in a patrol, at most
value-withdraw_within = reinforcements back at their base within
value-inspect_within = joint inspection of a position within
value-protocol_within = protocol of the inspection signed within

## Agreed values: watching and reporting

value-revisit = part of a joint section unwatched, at most
value-revisit_undefined = part of a joint section unwatched on undefined sections, at most
value-report_every = position reported in a joint operation every
value-report_every_undefined = position reported in a joint operation on undefined sections every

## Agreed values: threats, pursuit, handover

value-near_line_m = distance from the line up to which a threat is told
value-notify_within = neighbour told of a threat within
value-notify_armed_within = neighbour told of armed people within
value-attempts_every = call tried again while no line works every
value-acknowledge_within = notification acknowledged within
value-task_within = units sent to a confirmed threat within
value-handover_within = pursuit handed over at the line within
value-reacquire_within = people in sight again after the handover within
value-annex_notice = pursuit by the annex told before the crossing, at most
value-stop_within = pursuit stopped when the host asks within
value-annex_lasts = pursuit beyond the line by the annex, at most
value-pull_back_within = cautioned patrol back on its side within

## Agreed values: encounters, incidents, meetings

value-halt_within = halt at an unagreed encounter within
value-signal_within = agreed signal given within
value-report_within = encounter reported to the own post within
value-disengage_within = patrols parted within
value-incident_told_within = neighbour told of an incident within
value-request_within = meeting asked for after an incident within
value-answer_within = request for a meeting answered within
value-meet_within = border representatives' meeting held within
value-serious_meet_within = meeting after a serious incident held within
value-media_horizon = agreed statement to the press holds, at most

## Agreed values: force and aid

value-nonviolent_before = non-violent means tried before force, at most
value-warn_lead = warning given before a shot, at least
value-warn_before = warning before a shot still counts, at most
value-help_lasts = help beyond the line, at most
value-aid_within = first aid begun within
value-evacuation_within = evacuation asked for within
value-superior_within = superiors told of force or injury within
value-injury_told_within = neighbour told of force or injury within
value-written_within = written report made within

## Agreed values: people and animals

value-crosser_told_within = neighbour told of people who crossed by mistake within
value-crosser_back_within = people who crossed by mistake handed back within
value-stray_told_within = neighbour told of strayed animals within
value-stray_back_within = strayed animals handed back within
value-check_at_most = check of citizens at lawful work, at most
value-detention_told_within = neighbour told of a detention within
value-refer_within = people who ask for protection referred within

## Whether an objective was met

objective-met = met
objective-not-met = not met

## Numbers, lengths of time, distances

decimal-mark = .
length-s = { $s } s
length-min = { $min } min
length-h = { $h } h { $min } min
distance-m = { $m } m
distance-km = { $km } km

## What journal entries are about

subject-exercise = exercise
subject-patrol = patrols
subject-picture = detections and pictures
subject-talk = reports, calls, decisions
subject-response = response
subject-people = people
subject-encounter = encounters of patrols
subject-incident = incidents
subject-meeting = meetings of representatives
subject-measures = measures, works, press

## How far a section is settled

status-demarcated = demarcated
status-delimited = delimited
status-undefined = not agreed
length-hours = { $h } h
