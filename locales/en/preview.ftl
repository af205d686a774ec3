### The map of a whole scenario.

## What the sheet is about

preview-start = STARTEX { $date }, { $time } (UTC{ $offset })
preview-duration = lasts { $length }
preview-sections = { $n ->
    [one] one section
   *[other] { $n } sections
}
preview-posts = { $n ->
    [one] one post
   *[other] { $n } posts
}
preview-patrol-count = { $n ->
    [one] one patrol
   *[other] { $n } patrols
}
preview-overview = Overview
preview-note = For training only. Names and places are invented; no line, sign or colour here is an opinion on where any boundary runs or whom any land belongs to.

## The key

preview-states = Services
preview-border = Border
preview-places = Places
preview-ground = Ways and ground
preview-patrols = Patrols
preview-people = People and calls
preview-band = agreed patrol band between the two lines
preview-joint = section watched jointly
preview-by-water = way by boat
preview-cover = cover: people are seen less far
preview-sees = how far a sensor sees by day
preview-reach = { $sensor } { $distance }
preview-patrol-joint = joint patrol
preview-patrol-alone = patrol of one side
preview-patrol-along = patrol off the ways, along the line
preview-patrol-air = drone
preview-per-day = { $n }/day
preview-often = groups a day, on average
preview-set = arrivals at set times
preview-work = way to work
