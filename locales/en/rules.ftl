# Rules of conduct. Titles, statements, reasons and sources as they stand in scenarios/conduct.

rules-line_of_conduct = Line of conduct: a reconstruction

rule-LOC-01 = Share patrol plans beforehand
    .statement = Route, time window and size of a patrol on a joint section are given to the neighbour at least twelve hours before it leaves, on marked lines six.
    .reason = Who knows of a patrol does not take it for a threat.
    .source-1 = Karamyk protocol (KGZ-TJK), 5 June 2021: any action at the border is agreed beforehand
    .source-2 = KAZ-KGZ agreement on confidence-building measures in the border area, 15 December 2001, Art. 1
    .source-3 = OSCE Border Security and Management Concept (MC.DOC/2/05), section 4

rule-LOC-02 = No works without consent
    .statement = No survey, digging, building or sign is begun near the line without the neighbour's consent, given at least three days before.
    .reason = Works that come as a surprise are taken for a claim.
    .source-1 = KGZ-UZB border representatives: works only by prior agreement
    .source-2 = KGZ-TJK, 27 October 2021: no building near the conventional line

rule-LOC-03 = Keep the setback
    .statement = No posts, reinforcements or guards on agreed heights inside the agreed setback.
    .reason = Distance between forces gives time to talk.
    .source-1 = Karamyk protocol (KGZ-TJK), 5 June 2021: posts 3 km back
    .source-2 = KGZ-TJK, 3 June 2022: no guards sent to commanding heights
    .source-3 = KGZ-TJK protocols, September 2022: heavy equipment 10 km back

rule-LOC-04 = Small patrols on sensitive sections
    .statement = A patrol on a sensitive section has no more people than agreed.
    .reason = A few people are met as a patrol, many as a force.
    .source-1 = KGZ-TJK protocols, September 2022: at most two moving guards a side

rule-LOC-05 = Stay on your own side
    .statement = A unit stays on its own side of the line, or within the agreed band, unless it is on an authorised joint patrol.
    .reason = The line is where the other side's people feel safe behind.
    .source-1 = India-China agreement on confidence-building measures, 29 November 1996, Art. II: no activity beyond the line
    .source-2 = KAZ-KGZ agreement on confidence-building measures in the border area, 15 December 2001, Art. 1

rule-LOC-06 = Pull back when cautioned
    .statement = A unit that is cautioned beyond the line pulls back at once.
    .reason = Who pulls back at once shows that it was a mistake.
    .source-1 = India-China Peace and Tranquillity Agreement, 7 September 1993, Art. I

rule-LOC-07 = Do not tail
    .statement = Where the line is not commonly understood, the other side's patrol is not followed.
    .reason = Who is followed thinks of a trap.
    .source-1 = India-China Border Defence Cooperation Agreement, 23 October 2013: no tailing of patrols

rule-LOC-08 = Halt in an unplanned encounter
    .statement = Patrols of two sides that meet without having agreed to halt within a minute and do not advance until both have disengaged.
    .reason = Standing still is understood in every language.
    .source-1 = India-China Border Defence Cooperation Agreement, 23 October 2013: face to face, maximum self-restraint
    .source-2 = India-China protocol on modalities, 11 April 2005: cease activities, do not advance

rule-LOC-09 = Greet and report
    .statement = In an encounter the agreed signal is given within two minutes and the own outpost told within five.
    .reason = A greeting tells that nobody means harm; a report, that somebody knows.
    .source-1 = India-China Border Defence Cooperation Agreement, 23 October 2013: courtesy
    .source-2 = KGZ-CHN practice of joint patrols

rule-LOC-10 = No provocation in an encounter
    .statement = No force, threat, weapon pointed, insult or provocative act until an encounter is over.
    .reason = One gesture can start what nobody wanted.
    .source-1 = India-China Border Defence Cooperation Agreement, 23 October 2013: no provocation
    .source-2 = KGZ-TJK border services, Buston, 6 June 2018

rule-LOC-11 = Disengage and leave no marks
    .statement = Patrols that met disengage to agreed positions and leave no marks.
    .reason = What is left on the ground is there when the next patrol comes.
    .source-1 = India-China protocol on modalities, 11 April 2005

rule-LOC-12 = Wait for border representatives
    .statement = After an incident nothing active is done until border representatives are there, unless a life is in danger.
    .reason = Who acts alone after an incident makes a second one.
    .source-1 = KGZ-TJK border services, Buston, 6 June 2018: no active action before border representatives arrive

rule-LOC-13 = Meet through border representatives
    .statement = After an incident a meeting of border representatives is asked for within an hour, answered within twelve, and held within forty-eight; after a serious one within six.
    .reason = Border representatives are there to settle it.
    .source-1 = Agreements on border representatives: KAZ-UZB 2000, KAZ-KGZ 2001, UZB-KGZ 2017
    .source-2 = India-China protocol on modalities, 11 April 2005: flag meeting within 48 hours

rule-LOC-14 = Tell the neighbour
    .statement = A probable threat or unlawful movement near the line is told to the neighbour within ten minutes, an armed one within five.
    .reason = A threat that both know of has half the ways out.
    .source-1 = OSCE Border Security and Management Concept (MC.DOC/2/05), sections 4 and 4.2
    .source-2 = Agreements on border representatives: KAZ-UZB 2000, KAZ-KGZ 2001, UZB-KGZ 2017

rule-LOC-15 = Acknowledge, and say what you will do
    .statement = A notification is acknowledged within five minutes, with the intended action.
    .reason = Only an answer tells that a message has arrived.
    .source-1 = OSCE Border Security and Management Concept (MC.DOC/2/05), section 4
    .source-2 = Convention implementing the Schengen Agreement, Art. 44, as an idea: direct lines between services

rule-LOC-16 = Stop at the line and hand over
    .statement = A pursuit stops at the line; position, heading, number and time go to the neighbour within five minutes.
    .reason = No right of pursuit across these lines was agreed; what one side loses the other can take over.
    .source-1 = No treaty with a right of pursuit across these borders was found
    .source-2 = Agreements on border representatives: KAZ-UZB 2000, KAZ-KGZ 2001, UZB-KGZ 2017

rule-LOC-17 = Pursuit by the annex
    .statement = Where both sides agreed to an annex, a pursuit crosses only once the host knows, stops when the host asks, and ends within half an hour.
    .reason = A pursuit on the host's land is the host's to allow, and to end.
    .source-1 = Convention implementing the Schengen Agreement, Art. 41, for an optional annex

rule-LOC-18 = Keep the shared picture current
    .statement = During a joint operation each unit reports its position every thirty minutes, on undefined sections every fifteen.
    .reason = Two patrols that know where the other is do not meet by surprise.
    .source-1 = OSCE Border Security and Management Concept (MC.DOC/2/05)
    .source-2 = Schengen Borders Code, Regulation (EU) 2016/399, Art. 13

rule-LOC-19 = Answer a confirmed threat together
    .statement = When both sides know of a threat at a joint section, each sends a unit within fifteen minutes, and one lead is named.
    .reason = Two answers with one lead are better than one answer, or than two.
    .source-1 = Pruem Convention 2005, Art. 24: joint operations
    .source-2 = Regional meeting at Issyk-Kul, 27 to 29 June 2022: common answers to transnational threats

rule-LOC-20 = Leave no part of a joint section unwatched
    .statement = No part of a joint section stays unobserved by both sides longer than six hours, on undefined sections three.
    .reason = What nobody watches belongs to those who wait for it.
    .source-1 = Schengen Borders Code, Regulation (EU) 2016/399, Art. 13(2) and (4), by analogy

rule-LOC-21 = Vary times
    .statement = Patrols do not leave along a section at the same time of day three days running.
    .reason = Who can set a clock by a patrol can pass it.
    .source-1 = Schengen Borders Code, Regulation (EU) 2016/399, Art. 13(3): frequent and sudden changes

rule-LOC-22 = Aircraft stay on their side and are announced
    .statement = Drones do not cross; flights near the line are announced two hours before; an alleged intrusion leads to a meeting within forty-eight hours.
    .reason = What flies over the line sees what was not to be seen.
    .source-1 = India-China protocol on modalities, 11 April 2005: air intrusion
    .source-2 = India-China Border Defence Cooperation Agreement, 23 October 2013, Art. II

rule-LOC-23 = Non-violent means first
    .statement = Force is used only after non-violent means or against an imminent threat to life; firearms only against such a threat.
    .reason = Force is the last means, and life the only reason for a firearm.
    .source-1 = UN Code of Conduct for Law Enforcement Officials, Art. 3
    .source-2 = UN Basic Principles on the Use of Force and Firearms, 4 and 9

rule-LOC-24 = Warn before a firearm is used
    .statement = Guards identify themselves and warn, at least five seconds before, with time to obey.
    .reason = A warning is the last chance to obey.
    .source-1 = UN Basic Principles on the Use of Force and Firearms, 10

rule-LOC-25 = First aid to anybody
    .statement = Whoever is hurt gets first aid within ten minutes of help being there, and evacuation is asked for, whichever side they belong to.
    .reason = A life has no side.
    .source-1 = UN Basic Principles on the Use of Force and Firearms, 5(c)
    .source-2 = UN Code of Conduct for Law Enforcement Officials, Art. 6

rule-LOC-26 = Report force, shots and injuries
    .statement = Superiors know of a use of force, a shot or an injury within a quarter of an hour, the neighbour within an hour, in writing within a day.
    .reason = What is reported can be reviewed, and nobody hears it first from others.
    .source-1 = UN Basic Principles on the Use of Force and Firearms, 6 and 22
    .source-2 = OSCE Vienna Document 2011, chapter III

rule-LOC-27 = Return who crossed without meaning to
    .statement = Whoever crossed without meaning to is treated with dignity; the neighbour knows within two hours and has them back within a day.
    .reason = A mistake of a citizen is no offence of a state.
    .source-1 = Agreements on border representatives: KAZ-UZB 2000, KAZ-KGZ 2001, UZB-KGZ 2017
    .source-2 = OSCE Border Security and Management Concept (MC.DOC/2/05), section 4.5

rule-LOC-28 = Return strayed animals
    .statement = The neighbour is told of strayed animals within six hours and has them back within two days.
    .reason = A herd is a family's living.
    .source-1 = KGZ-TJK, 27 October 2021: strayed livestock is returned

rule-LOC-29 = Do not hinder lawful work
    .statement = Citizens at lawful work are not held longer than a short check; the neighbour is told of detentions; nobody is treated ill.
    .reason = Citizens on both sides are to work without fear.
    .source-1 = UN Code of Conduct for Law Enforcement Officials, Art. 2, 5 and 6
    .source-2 = OSCE Border Security and Management Concept (MC.DOC/2/05), section 4.5

rule-LOC-30 = Refer who asks for protection
    .statement = Whoever asks for protection is referred within four hours and not sent back before a decision.
    .reason = Whoever is sent back unheard may be sent back to harm.
    .source-1 = OSCE Border Security and Management Concept (MC.DOC/2/05), section 4.5
    .source-2 = Convention relating to the Status of Refugees, 1951, Art. 33

rule-LOC-31 = Say what both agreed
    .statement = After an incident the press is told what both sides have agreed (optional).
    .reason = What one side says alone the other must contradict.
    .source-1 = Karamyk protocol (KGZ-TJK), 5 June 2021: only mutually agreed information

rules-protocols_2022_09 = Protocols of September 2022: a reconstruction

rule-P22-01 = Heavy equipment ten kilometres back
    .statement = Heavy equipment stands at least ten kilometres from the line.
    .reason = What stands far away cannot be brought up in an hour of anger.
    .source-1 = KGZ-TJK protocols, September 2022: heavy equipment at least 10 km from border areas

rule-P22-02 = No guards on heights, extra forces home
    .statement = No guards are sent to commanding heights. A section is strengthened only where both sides agreed to it, and who came to strengthen it is home within a day.
    .reason = Who looks down on a village is felt there, and forces that stay are answered by forces.
    .source-1 = KGZ-TJK, 3 June 2022: extra forces withdrawn, no guards sent to commanding heights
    .source-2 = KGZ-TJK protocols, September 2022: return of additional forces
    .source-3 = Karamyk protocol (KGZ-TJK), 5 June 2021: only regular border patrols stay

rule-P22-03 = Two moving guards a side
    .statement = On a section for which the size of patrols is agreed, a patrol has at most two guards on the move. Guards at an observation post do not count.
    .reason = Two people come to look, ten come to stay.
    .source-1 = KGZ-TJK protocols, September 2022, on Vorukh: at most two moving guards a side

rule-P22-04 = Agreed routes, told beforehand
    .statement = A patrol on a joint section goes by an agreed route, of which the neighbour is told at least twelve hours before it leaves.
    .reason = Who comes where and when they are expected alarms nobody.
    .source-1 = KGZ-TJK protocols, September 2022, on Vorukh: agreed patrol routes
    .source-2 = Karamyk protocol (KGZ-TJK), 5 June 2021: any action at the border is agreed beforehand

rule-P22-05 = No works without consent
    .statement = No camera, survey, digging, building or new field is begun near the line unless it was announced at least three days before and the neighbour agreed.
    .reason = A furrow is read as a claim, and a camera as a threat, unless both wanted it.
    .source-1 = KGZ-TJK protocols, September 2022, on Vorukh: cameras at hot spots, no new land cultivation
    .source-2 = KGZ-TJK, 3 June 2022: engineering structures dismantled
    .source-3 = KGZ-TJK, 27 October 2021: no building near the conventional line
    .source-4 = KGZ-UZB border representatives: survey, filming and other works only by prior agreement

rule-P22-06 = Inspect outposts together
    .statement = Where a post, heavy equipment or guards stand against agreement, border representatives meet about that section within three days to inspect it, and sign a protocol within a day of the meeting.
    .reason = What both have seen need not be believed.
    .source-1 = KGZ-TJK protocols, September 2022: joint inspection of outposts

rule-P22-07 = Return strayed livestock
    .statement = The neighbour is told of strayed livestock within six hours and has it back within two days.
    .reason = A lost cow becomes a quarrel between villages, a returned one a favour.
    .source-1 = KGZ-TJK, 27 October 2021: strayed livestock is returned

rule-P22-08 = Tell the media what was agreed
    .statement = The press is told only what the other side has agreed to as well.
    .reason = Two stories of one shot are a second shot.
    .source-1 = Karamyk protocol (KGZ-TJK), 5 June 2021: only mutually agreed information to the media

rule-P22-09 = Tell of incidents and meet about them
    .statement = Of an incident that calls for border representatives the neighbour is told within an hour. It is written down within a day, and they meet about it within two, to exchange what each has found out.
    .reason = An incident that both have looked into is over, one that each tells alone comes back.
    .source-1 = KGZ-TJK, 17 August 2021: exchange of investigation materials, outpost chiefs of both sides prevent incidents together

rule-P22-10 = Answer smuggling together
    .statement = When both sides know of a threat at a joint section, such as smugglers, each sends a unit within a quarter of an hour.
    .reason = Smugglers live by the line that guards stop at.
    .source-1 = KGZ-TJK, 27 October 2021: joint work against smuggling
