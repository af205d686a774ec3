### Words that stand in the journal and in scores.

## Answers, sides

word-yes = yes
word-no = no
word-none = none
word-world = the surroundings
word-excon = exercise control

## What a contact is taken for

word-threat = threat
word-irregular = irregular crossing
word-lawful = lawful
word-unknown = unknown

## Channels

word-radio = radio
word-hotline = hotline
word-command = line to headquarters
word-meeting = face to face

## What messages are about

word-report = patrol report
word-notify = notification
word-acknowledge = acknowledgement
word-hand_over = handover
word-position = position report
word-incident = incident report
word-meeting_request = request for a meeting
word-meeting_answer = answer about a meeting
word-alert = alert
word-detention = word of a detention
word-lead = naming of the lead
word-stand_down = stand-down
word-superior = report to superiors
word-words = message in words

## Where knowledge comes from

word-own = own sources
word-message = message from the neighbour

## Reasons

word-no_contact = no connection
word-outage = line down
word-out_of_reach = out of reach
word-no_unit_free = no unit free
word-unit_busy = unit still busy
word-unit_tired = unit has to rest
word-resting = unit resting
word-weather = weather
word-not_sent = not sent
word-endurance = endurance used up
word-fuel = fuel used up

## What the other side means to do

word-task = send a unit
word-watch = watch

## How patrols and tasks end

word-completed = completed
word-broken_off = broken off
word-intercepted = reached
word-not_found = nobody found
word-handed_over = handed over
word-lost = lost
word-called_off = called off
word-stood_down = stood down, dealt with by the neighbour

## What became of people

word-detained = detained
word-registered = registered
word-released = released
word-turned_away = turned away
word-nobody = animals, nobody there

## How incidents end

word-settled = settled
word-calmed = calmed down
word-searched = search over
word-put_out = put out
word-burnt_out = burnt out
word-handed_back = handed back
word-came_back = came back by themselves
word-recovered = recovered
word-dropped = not pursued further

## How people react to a pursuit

word-turn_back = turned back
word-scatter = scattered
word-run_on = ran on

## Light and weather

word-day = day
word-moonlight = moonlit night
word-night = night
word-sun = by the sun
word-fog = fog
word-rain = rain
word-snow = snow
word-dust = dust storm
word-high_water = high water

## Incidents

word-works = works at the water
word-pasture_dispute = pasture dispute
word-shot_heard = shot heard
word-air_intrusion = aircraft reported across the line
word-wildfire = wildfire
word-mudflow = mudflow
word-avalanche = avalanche
word-lost_person = lost person
word-injured_person = injured person
word-strayed_herd = strayed herd
word-stolen_herd = stolen herd
word-inadvertent_crossing = inadvertent crossing
word-encounter = encounter that was not agreed
word-planned_encounter = meeting of patrols that knew of each other
word-strayed_patrol = patrol beyond the line
word-tailing = following of a patrol
word-use_of_force = use of force

## Who is on the way

word-armed_group = armed group
word-extremist_courier = extremist courier
word-weapons_trafficking = weapons trafficking
word-drug_trafficking = drug trafficking
word-organised_crime = organised crime
word-spillover = spillover of fighters
word-irregular_migration = irregular migration
word-lawful_crossing = lawful crossing
word-wildlife = wildlife
word-citizens = citizens

## What organised crime deals in

word-contraband = contraband
word-livestock_theft = livestock theft
word-trafficking_in_persons = trafficking in persons

## Citizens

word-herder = herders
word-farmer = farmers
word-trader = traders
word-pupil = pupils

## Units and patrols

word-foot = on foot
word-mounted = on horseback
word-vehicle = by vehicle
word-boat = by boat
word-uav = drone
word-patrol = patrol
word-reaction = reaction force
word-single = one side alone
word-parallel = parallel, each on its own side
word-mixed = mixed, both sides together
word-alternating = in turns
word-observation_post = joint observation post

## Positions and sites

word-post = border post
word-heavy = heavy equipment
word-height = height
word-reinforcement = reinforcement
word-crossing_point = crossing point
word-village = village
word-market = market
word-pass = pass
word-ford = ford
word-pasture = pasture
word-intake = water intake
word-junction = junction
word-headquarters = headquarters
word-relay = radio relay
word-road = road
word-track = vehicle track
word-trail = trail
word-river = river

## How far a section is settled

word-demarcated = demarcated
word-delimited = delimited
word-undefined = not agreed

## Sensors

word-definite = certain within range
word-constant = even within range
word-inverse_cube = falling with distance

## Seats, and who decided

word-duty = duty officer
word-doctrine = doctrine
word-seat = person in the seat
word-default = default, time ran out
word-model = model

## Verdicts, rules, values

word-satisfied = kept
word-violated = departed from
word-excused = excused
word-pending = pending
word-obligation = duty
word-prohibition = restriction
word-assumption = assumption
word-agreed = agreed
word-source = from a source
word-measured = measured
word-exercised = exercised
word-not_exercised = not exercised

## Ratings

word-P = performed without challenges
word-S = performed with some challenges
word-M = performed with major challenges
word-U = unable to be performed

## Points of a protocol

word-works_stop = works stop
word-joint_inspection = joint inspection
word-notice_of_72_h = notice 72 hours ahead
word-season_list = list of grazing seasons
word-joint_patrol_of_the_pasture = joint patrol of the pasture
word-joint_investigation = joint investigation
word-no_reinforcement = no reinforcement
word-flights_are_notified = flights are notified
word-routes_are_exchanged = routes are exchanged
word-line_is_shown_on_the_ground = line is shown on the ground
word-no_following = no following of patrols
word-animals_are_returned = animals are returned
word-people_are_returned = people are returned
word-joint_rescue = joint rescue

## Decisions, as short names

decision-notify = telling the neighbour
decision-task = sending a unit
decision-support = sending a unit after a neighbour's notification
decision-acknowledge = acknowledging a notification
decision-declare_lead = declaring the lead
decision-hold_at_line = stopping at the line
decision-hand_over = handing over a contact
decision-rendezvous = keeping a rendezvous
decision-encounter = halting in an encounter
decision-assist = sending help
decision-tell_incident = telling of an incident
decision-request_meeting = asking for a meeting
decision-answer_meeting = answering a request for a meeting
decision-hand_back = handing back people or animals
decision-follow = following a patrol
decision-pull_back = pulling back from beyond the line
decision-cross_by_annex = pursuit by the annex
decision-stop_pursuit = asking a pursuit to stop
decision-refer = referring people who ask for protection
decision-tell_detention = telling of a detention
decision-raise_alert = raising the alert level
decision-stand_down = telling of a closed case

## Decisions, as questions

question-notify = Do you tell the neighbour of this contact?
question-task = Do you send a unit after this contact?
question-support = The neighbour told you of this contact. Do you send a unit?
question-acknowledge = The neighbour told you of this contact. Do you acknowledge it?
question-declare_lead = Both sides know of this threat. Do you declare who leads?
question-hold_at_line = The pursuit is at the line. Does it stop there?
question-hand_over = The contact is across the line. Do you hand it over?
question-rendezvous = Something else has come up. Do you keep the rendezvous?
question-encounter = You have met the other side's patrol unawares. Do you halt?
question-assist = The other side has people in danger. Do you send help?
question-tell_incident = Do you tell the neighbour of this incident?
question-request_meeting = Do you ask for a meeting of border representatives?
question-answer_meeting = The neighbour asks for a meeting. Do you agree?
question-hand_back = People or animals came across by mistake. Do you hand them back?
question-follow = The other side's patrol goes along. Do you follow it?
question-pull_back = You are cautioned beyond the line. Do you pull back?
question-cross_by_annex = The annex would let the pursuit go on. Does it cross?
question-stop_pursuit = The neighbour's pursuit is on your land. Do you ask it to stop?
question-refer = People ask for protection. Do you refer them?
question-tell_detention = Do you tell the neighbour of these people in your hands?
question-raise_alert = There is a threat to life. Do you raise the alert level?
question-stand_down = The case is closed. Do you tell the neighbour to stand down?
question-other = What do you decide?

## Options. Where an option means something else by decision, option-<decision>-<choice> says so.

option-notify_now = tell the neighbour now
option-keep_to_self = keep it to yourself
option-send_unit = send the nearest unit that is free
option-send_units = send units to help
option-wait = wait
option-acknowledge = acknowledge, and say what you will do
option-stay_silent = stay silent
option-declare = declare the lead
option-leave_open = leave it open
option-hold = hold at the line
option-go_on = go on
option-hand_over = hand over: position, heading, number, time
option-let_go = let it go
option-keep = keep
option-skip = skip it
option-halt = halt, and do not advance
option-tell = tell the neighbour
option-request = ask for a meeting
option-leave_it = leave it
option-agree = agree
option-hand_back = hand back
option-follow = follow
option-pull_back = pull back
option-cross = cross by the annex
option-ask_to_stop = ask it to stop
option-let_go_on = let it go on
option-refer = refer them
option-raise = raise the alert
option-rendezvous-keep = keep the rendezvous
option-rendezvous-skip = skip the rendezvous
option-hand_back-keep = keep them for now
option-refer-keep = keep them for now
option-hold_at_line-go_on = go on across the line
option-encounter-go_on = go on without halting
option-follow-go_on = go on with the own patrol
option-pull_back-go_on = go on beyond the line
option-stand_down-tell = tell the neighbour to stand down

## Sides under neutral names

neutral-Amber = Amber
neutral-Blue = Blue
neutral-Green = Green
neutral-White = White

## States

state-KAZ = Kazakh border service
state-KGZ = Kyrgyz border service
state-TJK = Tajik border service
state-UZB = Uzbek border service

## What gives way to neutral names besides a state's id and name

also-KAZ = Kazakh, Kazakhs, Kazakhstan, Kazakhstani
also-KGZ = Kyrgyz, Kyrgyzstan, Kyrgyzstani
also-TJK = Tajik, Tajiks, Tajikistan, Tajikistani
also-UZB = Uzbek, Uzbeks, Uzbekistan, Uzbekistani
