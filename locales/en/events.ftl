### Entries of the journal, one short sentence for each kind. It stands beside the time and the
### name of the side, so it does not name the side that acts.
### Durations, clock times and distances come as text; words come from words.ftl.

## The exercise

event-exercise_started = STARTEX of the exercise “{ $title }”, taking part: { $states }
event-exercise_ended = ENDEX
event-light_changed = light: { $light }
event-weather_changed = weather: visibility { $visibility_km } km, wind { $wind_mps } m/s{ $fog ->
        [yes] , fog
       *[no] {""}
    }{ $rain ->
        [yes] , rain
       *[no] {""}
    }{ $snow ->
        [yes] , snow
       *[no] {""}
    }{ $dust ->
        [yes] , dust storm
       *[no] {""}
    }{ $high_water ->
        [yes] , high water
       *[no] {""}
    }
event-way_closed = way closed between { $from } and { $to }
event-way_opened = way open again between { $from } and { $to }
event-inject_given = inject { $inject } given to { $to }: “{ $what }”
event-inject_ended = inject { $inject } over
event-order_given = order: “{ $order }”
event-order_rejected = order not carried out: “{ $reason }”
event-note_taken = note: “{ $note }”

## Patrols

event-patrol_planned = patrol { $patrol } planned for { $depart_ms }: { $units }{ $joint ->
        [yes] , joint
       *[no] {""}
    }{ $meet ->
        [none] {""}
       *[other] , to meet at { $meet }
    }
event-part_agreed = part { $part } to be watched by { $between }{ $joint ->
        [yes] {" "}together
       *[no] {""}
    }
event-plan_shared = plan of patrol { $patrol } shared with { $to }, { $lead_ms } before departure
event-patrol_started = { $unit } left on patrol { $patrol } with { $size ->
        [one] { $size } person
       *[other] { $size } people
    }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }{ $joint ->
        [yes] , joint patrol led by { $lead }
       *[no] {""}
    }{ $over_cap ->
        [yes] , more people than agreed{ $cap ->
        [none] {""}
       *[other] {" "}({ $cap })
    }
       *[no] {""}
    }
event-flight_began = drone { $unit } took off for { $patrol }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }{ $line_distance_m ->
        [none] {""}
       *[other] , no nearer to the line than { $line_distance_m }
    }
event-position_taken = position taken by { $holder } ({ $what }), { $line_distance_m } from the line of section { $section }{ $against_agreement ->
        [yes] , departure from agreed conduct
       *[no] {""}
    }
event-relieved = { $unit } relieved in place by { $by }
event-returned_early = { $unit } broke off and turned home: { $reason }
event-patrol_ended = { $unit } back from patrol { $patrol }: { $outcome }
event-patrol_cancelled = { $unit } did not leave on patrol { $patrol }: { $reason }
event-observation_began = part { $part } in view of { $observer }
event-observation_ended = part { $part } out of view of { $observer }
event-rendezvous_reached = { $unit } at the rendezvous, { $site }
event-rendezvous_met = rendezvous at { $site }: { $units } met, exchange took { $exchange_ms }
event-rendezvous_missed = { $unit } met nobody at the rendezvous, { $site }, waited { $waited_ms }
event-joint_operation_began = joint operation of { $unit } began{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-joint_operation_ended = joint operation of { $unit } ended
event-position_reported = position report received from { $unit }

## The picture

event-contact_detected = detection by { $observer } at { $range_m }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }{ $line_distance_m ->
        [none] {""}
       *[other] , { $line_distance_m } from the line
    }
event-contact_lost = { $observer } lost sight of a contact
event-track_opened = new contact { $track }: { $source }
event-track_updated = further report of contact { $track }: { $source }
event-contact_classified = contact { $track } classed as { $class }{ $armed ->
        [yes] , armed
       *[no] {""}
    }{ $line_distance_m ->
        [none] {""}
       *[other] , { $line_distance_m } from the line
    }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-threat_confirmed = threat known to both sides, shared with { $with }: contact { $track }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-lead_declared = { $lead } declared lead of case { $case }
event-lead_accepted = lead for contact { $track }: { $lead }

## Reports, messages and decisions

event-report_sent = report got through to { $to }{ $attempts ->
        [0] {""}
        [1] {""}
       *[other] , at attempt { $attempts }
    }
event-report_received = report from { $from } received: contact { $track }
event-decision_requested = decision asked for on { $decision }{ $track ->
        [none] {""}
       *[other] , contact { $track }
    }, until { $limit_ms }, otherwise: { $default }
event-decision_made = decided on “{ $decision }”{ $track ->
        [none] {""}
       *[other] {" "}(contact { $track })
    }: { $choice }{ $reason ->
        [none] {""}
       *[other] , reason given: “{ $reason }”
    }
event-attempt_failed = attempt { $attempt } to get through failed ({ $purpose }, { $channel }): { $reason }
event-message_lost = message given up after { $attempts ->
        [one] { $attempts } attempt
       *[other] { $attempts } attempts
    }: { $purpose }{ $track ->
        [none] {""}
       *[other] , contact { $track }
    }
event-notification_sent = told { $to } of contact { $track } ({ $class }, { $channel }){ $section ->
        [none] {""}
       *[other] , section { $section }
    }{ $line_distance_m ->
        [none] {""}
       *[other] , { $line_distance_m } from the line
    }
event-notification_received = told by { $from } of contact { $track } ({ $channel }){ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-acknowledgement_sent = acknowledged to { $to }: contact { $track }, intent: { $intent }
event-acknowledgement_received = acknowledgement from { $from } for contact { $track } after { $loop_ms }, intent: { $intent }
event-stand_down_sent = told { $to } that contact { $track } is dealt with
event-stand_down_received = told by { $from } that contact { $track } is dealt with{ $unit ->
        [none] {""}
       *[other] , { $unit } called off
    }
event-handover_sent = contact { $track } handed over to { $to }
event-handover_received = contact { $track } taken over from { $from }
event-free_message_sent = message to { $to }: “{ $text }”
event-free_message_received = message from { $from }: “{ $text }”

## Response

event-unit_tasked = { $unit } sent to contact { $track }, expected there at { $eta_ms }
event-unit_sent = { $unit } sent to { $site }
event-tasking_failed = no unit sent to contact { $track }: { $reason }
event-task_ended = task of { $unit } on contact { $track } over: { $outcome }
event-search_coordinated = { $unit } goes on looking for contact { $track } by the shared plan
event-pursuit_began = { $unit } has contact { $track } in sight and closes with it
event-line_reached = pursuit of contact { $track } by { $unit } at the line of section { $section }, { $neighbour } across it
event-line_crossed = { $unit } beyond the line or agreed band of section { $section }, up to { $beyond_m }, { $mode }{ $authorised ->
        [yes] , on the agreed route of a joint patrol
       *[no] {""}
    }{ $pursuit ->
        [yes] , in pursuit{ $track ->
        [none] {""}
       *[other] {" "}of contact { $track }
    }
       *[no] {""}
    }
event-line_recrossed = { $unit } back from beyond the line of section { $section }
event-intercepted = { $unit } reached contact { $track }
event-group_handled = { $group } checked by { $unit } ({ $threat_kind }): { $outcome }, held for { $held_ms }
event-pursuit_crossed = pursuit of contact { $track } by { $unit } goes on, on the side of { $host }, section { $section }{ $annex_active ->
        [yes] , by the agreed annex
       *[no] , no annex in force there
    }
event-stop_requested = asked by { $by } to stop the pursuit of contact { $track } by { $unit }
event-pursuit_stopped = pursuit of contact { $track } by { $unit } ended beyond the line
event-resisted = { $group } resisted { $unit }{ $imminent_threat ->
        [yes] , life in imminent danger
       *[no] {""}
    }
event-nonviolent_means = { $unit } used non-violent means with { $group }
event-force_used = { $unit } used force against { $group }{ $imminent_threat ->
        [yes] , life in imminent danger
       *[no] , no imminent danger to life
    }
event-warning_given = { $unit } warned { $group } and left time to obey
event-firearm_used = { $unit } used a firearm against { $group }{ $imminent_threat ->
        [yes] , life in imminent danger
       *[no] , no imminent danger to life
    }
event-ill_treated = treatment of { $group } by { $unit }: departure from agreed conduct
event-protection_claimed = { $people ->
        [one] { $people } person
       *[other] { $people } people
    } of { $group } asked { $unit } for protection
event-referred = { $group } referred for protection
event-returned_summarily = { $group } sent back before a decision on protection: departure from agreed conduct
event-detention_told = told { $to } of people of { $group } in own hands

## People

event-arrival = { $group } set out from { $from } for { $to }: { $threat_kind }, number: { $size }
event-workday_started = { $civilian } began work at { $work }
event-workday_ended = { $civilian } ended work: { $lost_ms } lost of { $planned_ms } planned
event-motion = { $mover } set out
event-group_crossed = { $group } crossed section { $section } from { $from } to { $to }
event-group_arrived = { $group } reached its goal ({ $threat_kind })
event-group_reacted = { $group } reacted to pursuit: { $reaction }
event-group_turned_back = { $group } back where it came from ({ $threat_kind })
event-citizens_fled = { $civilian } left their work because of { $group }{ $warned ->
        [yes] , having been warned
       *[no] {""}
    }, { $lost_ms } of work lost

## Encounters

event-encounter_began = { $unit } met { $other }, { $planned ->
        [yes] as agreed
       *[no] not agreed beforehand
    }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-halted = { $unit } halted (encounter { $encounter })
event-signal_given = { $unit } gave the agreed signal (encounter { $encounter })
event-advanced = { $unit } went on without halting (encounter { $encounter })
event-disengaged = { $unit } left the encounter { $encounter }
event-patrol_sighted = { $unit } saw the other side's patrol { $other }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-tailing_began = { $unit } has followed { $other } for ten minutes{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-cautioned = { $unit } cautioned by { $by } beyond the line of section { $section }
event-provoked = conduct of { $unit } in encounter { $encounter }, by word, gesture or weapon: departure from agreed conduct
event-mark_placed = { $unit } left a mark on the ground (encounter { $encounter })

## Incidents

event-incident_began = incident { $incident }: { $incident_kind }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }{ $whose ->
        [none] {""}
       *[other] , concerns { $whose }
    }{ $people ->
        [0] {""}
       *[other] , { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
    }{ $herd ->
        [0] {""}
       *[other] , { $herd ->
        [one] { $herd } animal
       *[other] { $herd } animals
    }
    }
event-incident_reported = incident { $incident } reported by { $unit }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-incident_known = incident { $incident } known to the duty officer: { $incident_kind } ({ $source }){ $section ->
        [none] {""}
       *[other] , section { $section }
    }{ $injured ->
        [0] {""}
       *[other] , { $injured } hurt
    }{ $serious ->
        [yes] , serious
       *[no] {""}
    }
event-superior_informed = superiors informed of incident { $incident }
event-incident_told = told { $to } of incident { $incident }: { $incident_kind }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-incident_received = told by { $from } of incident { $incident }
event-assistance_sent = { $unit } sent to help at incident { $incident }, expected there at { $eta_ms }{ $injured ->
        [0] {""}
       *[other] , { $injured } hurt
    }
event-assistance_arrived = { $unit } with { $size ->
        [one] { $size } person
       *[other] { $size } people
    } at incident { $incident }{ $injured ->
        [0] {""}
       *[other] , { $injured } hurt
    }
event-first_aid_given = first aid begun by { $unit } at incident { $incident }
event-medical_help_requested = medical evacuation asked for by { $unit } at incident { $incident }
event-active_action = { $unit } acted at incident { $incident } before border representatives were there{ $imminent_threat ->
        [yes] , life in imminent danger
       *[no] {""}
    }
event-person_rescued = { $people ->
        [one] { $people } person
       *[other] { $people } people
    } rescued at incident { $incident }, on the spot: { $units }
event-person_harmed = help came too late for { $people ->
        [one] { $people } person
       *[other] { $people } people
    } at incident { $incident }
event-escalated = tempers boiled over at incident { $incident }: { $people ->
        [one] { $people } person
       *[other] { $people } people
    } hurt
event-returned = back with { $to } ({ $outcome }){ $people ->
        [0] {""}
       *[other] , { $people ->
        [one] { $people } person
       *[other] { $people } people
    }
    }{ $herd ->
        [0] {""}
       *[other] , { $herd ->
        [one] { $herd } animal
       *[other] { $herd } animals
    }
    }, incident { $incident }
event-incident_ended = incident { $incident } over ({ $incident_kind }): { $outcome }, lasted { $lasted_ms }{ $saved ->
        [0] {""}
       *[other] , { $saved } saved
    }{ $harmed ->
        [0] {""}
       *[other] , { $harmed } harmed
    }{ $damage_ha ->
        [0] {""}
       *[other] , { $damage_ha } ha burnt
    }
event-report_written = written report of incident { $incident } made

## Meetings of border representatives

event-meeting_requested = asked { $to } for a meeting of border representatives about incident { $incident }
event-meeting_request_received = asked by { $from } for a meeting of border representatives about incident { $incident }
event-meeting_answered = agreed with { $to } to a meeting about incident { $incident }{ $site ->
        [none] , no place that both can reach
       *[other] , at { $site }
    }
event-meeting_held = border representatives met { $with } at { $site } about incident { $incident }, { $waited_ms } after the request
event-protocol_signed = protocol signed about incident { $incident }: { $points }

## Measures, works, press

event-alert_raised = alert level raised until { $until_ms }{ $section ->
        [none] {""}
       *[other] , section { $section }
    }
event-alert_shared = told { $to } of the raised alert level
event-area_closed = area closed within { $radius_m } until { $until_ms }{ $warned ->
        [0] {""}
       *[other] , { $warned ->
        [one] { $warned } group
       *[other] { $warned } groups
    } of citizens warned
    }
event-traffic_held = lawful travellers { $group } waited until { $until_ms }
event-section_strengthened = { $unit } sent to strengthen { $site }{ $agreed ->
        [yes] , as agreed by both sides
       *[no] , not agreed by both sides
    }
event-works_announced = works { $works } announced to { $to }
event-works_consented = agreed to works { $works } of { $to }
event-works_began = works { $works } began{ $section ->
        [none] {""}
       *[other] , section { $section }
    }{ $consent ->
        [yes] , with the neighbour's consent
       *[no] , before the neighbour's consent
    }
event-media_approved = public statement on { $matter } approved by { $by }
event-media_released = public statement on { $matter } made
