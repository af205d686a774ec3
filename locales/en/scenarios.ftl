### Texts of the shipped exercises, as they stand in scenarios/*/scenario.ron.

## In several exercises

text-excon = EXCON
text-technical = technical
text-the-neighbour-knows-of = The neighbour knows of a threat in time, and says so
text-no-part-of-a = No part of a joint section is unwatched too long
text-somebody-is-there-in = Somebody is there in time, on whichever side
text-the-line-of-conduct = The line of conduct is kept
text-all-duty-officers = all duty officers
text-attempts-go-on-what = Attempts go on; what is late is told late
text-a-unit-looks-finds = A unit looks, finds nobody, and the search ends
text-both-headquarters = both headquarters
text-telephone = telephone
text-only-what-both-have = Only what both have agreed is said
text-chashma-post = Chashma post
text-role-player = role player

## couriers_at_dusk

text-couriers-at-dusk = Couriers at dusk
text-from-late-afternoon-into = From late afternoon into the night couriers of two kinds cross a marked line. An annex lets an urgent pursuit go on beyond it, once the host knows.
text-what-one-side-loses = What one side loses at the line the other takes over
text-told-within-ten-minutes = Told within ten minutes, acknowledged within five
text-a-pursuit-crosses-only = A pursuit crosses only as the annex says
text-terekti-post = Terekti post
text-no-pursuit-crosses-while = No pursuit crosses while the host cannot be told

## encounter_in_fog

text-encounter-in-fog = Encounter in fog
text-early-spring-snow-and = Early spring, snow and fog on an undefined ridge. Both services go along it without a common plan, and meet. Above them a slope comes down.
text-who-meets-halts-greets = Who meets halts, greets, reports and parts
text-people-under-the-snow = People under the snow are found while they live, from whichever side

## first_lesson

text-first-lesson = First lesson
text-a-marked-line-in = A marked line in the steppe, before noon. Couriers on foot leave a farm for the line; each service has a post, a few people and a telephone.
text-the-neighbour-hears-of = The neighbour hears of a contact in time, and says so
text-somebody-is-there-before = Somebody is there before they are gone, on whichever side

## first_patrol

text-first-patrol = First patrol
text-two-services-share-a = Two services share a foothill valley. They patrol a delimited and an undefined section together, tell each other what they see, and keep their meetings.
text-chinor-post = Chinor post
text-who-patrols-the-gorge = Who patrols the gorge?

## four_services

text-four-services = Four services
text-seven-joint-sections-between = Seven joint sections between four services over 72 hours: patrols that meet, posts that call each other, and groups that cross by several ways at all hours.
text-tajik-duty-officers = Tajik duty officers
text-what-could-not-be = What could not be told is told as soon as the line is back
text-kyrgyz-patrols = Kyrgyz patrols
text-patrols-go-on-trying = Patrols go on trying, and keep their meetings
text-sary-post = Sary post
text-kyrgyz-and-tajik-duty = Kyrgyz and Tajik duty officers
text-first-aid-a-call = First aid, a call, a meeting; nobody crosses
text-what-is-being-built = What is being built at the springs?
text-uzbek-and-kyrgyz-services = Uzbek and Kyrgyz services

## herd_across

text-herd-across-the-line = Herd across the line
text-summer-pastures-on-a = Summer pastures on a delimited line. A herd is on the other side in the morning, strayed or stolen; a boy has gone after it; rustlers are about, and two camps want the same grass.
text-what-strayed-is-told = What strayed is told and given back
text-who-stole-is-stopped = Who stole is stopped, on whichever side
text-a-quarrel-over-grass = A quarrel over grass ends at a table
text-soy-post = Soy post
text-headquarters-hears-late-the = Headquarters hears late; the neighbour is told all the same
text-the-owner-says-stolen = The owner says: stolen, not strayed
text-the-duty-officer-who = the duty officer who knows of the herd
text-the-neighbour-is-asked = The neighbour is asked before anybody is accused

## junction_of_three

text-junction-of-three = Junction of three
text-three-sections-meet-at = Three sections meet at a spring. The three services meet there too, for minutes only. In the hills an armed group is about.
text-all-three-know-of = All three know of an armed group in time
text-force-only-as-the = Force only as the principles allow; people are out of the way
text-herders-of-the-koh = herders of the Koh meadow
text-first-aid-to-whoever = First aid to whoever is hurt, and a call for evacuation
text-an-armed-group-has = An armed group has been about in the hills since yesterday
text-posts-look-out-patrols = Posts look out; patrols keep their meeting at the springs
text-koh-post = Koh post
text-attempts-go-on-who = Attempts go on; who meets at the springs tells the others there

## late_partner

text-late-partner = Late partner
text-a-high-valley-with = A high valley with two claimed lines and an agreed band between. The two services go through it together for the first time, and one of them is late.
text-plans-are-given-beforehand = Plans are given beforehand and meetings are kept
text-the-band-stays-watched = The band stays watched, by whichever side
text-herders-of-the-upper = herders of the upper camp
text-the-neighbour-is-told = The neighbour is told; whoever is nearer looks first, across the band if asked

## shot_in_the_valley

text-shot-in-the-valley = Shot in the valley
text-a-shot-is-heard = A shot is heard at a bridge on a delimited line, and a guard is hurt. The radio of one side is out. Herders, farmers and a mill stand still until the two services have met.
text-nothing-active-before-border = Nothing active before border representatives are there
text-what-happens-is-told = What happens is told at once, and acknowledged
text-the-section-stays-watched = The section stays watched meanwhile
text-both-duty-officers = both duty officers
text-role-players-at-the = role players at the bridge
text-first-aid-a-call-a = First aid, a call, a meeting; nobody crosses and nobody searches
text-tosh-post = Tosh post
text-attempts-go-on-the = Attempts go on; the neighbour's call is the first word of it
text-who-fired = Who fired?

## southern_river

text-southern-river = Southern river
text-a-summer-night-on = A summer night on a border river. Families come over on rafts, some are hurt, many ask for protection; among them now and then are fighters who fled from a front.
text-who-asks-for-protection = Who asks for protection is referred, and nobody is sent back
text-who-is-hurt-has = Who is hurt has help before it is too late
text-both-banks-know-who = Both banks know who is on the water
text-tajik-patrols = Tajik patrols
text-attempts-go-on-the-other = Attempts go on; the other bank's call is the first word of it

## water_intake

text-works-at-a-water = Works at a water intake
text-one-side-begins-works = One side begins works at a water intake that both drink from. A drone is seen, or believed to be; a reporter calls; on the second day rain closes the ford between the two.
text-works-are-agreed-before = Works are agreed before they begin, or settled at a table
text-what-is-said-in = What is said in public is what both agreed
text-who-owns-the-water = Who owns the water?
text-villagers-say-that-a = Villagers say that a second fence is coming
text-the-neighbour-is-asked-not = The neighbour is asked, not accused

## wrong_suspect

text-wrong-suspect = Wrong suspect
text-a-market-day-on = A market day on a delimited line in the dry steppe. A description that fits many goes round; one among the travellers is the courier. A grass fire, dust, and works at the gate do not help.
text-citizens-are-checked-shortly = Citizens are checked shortly, and get on with their day
text-the-one-who-is = The one who is looked for is found all the same
text-jibek-post = Jibek post
text-by-telephone = by telephone
text-a-unit-looks-finds-nobody = A unit looks, finds nobody, and lets the pupils go to school
text-gulbog-post = Gulbog post
text-a-short-check-at = A short check at the gate; the stalls stay open
text-why-was-a-family = Why was a family held?
