### Papers for before an exercise: overview, briefs, injects, forms.

## Pages and who may read them

kit-overview = Exercise overview
kit-brief = Brief: { $service }
kit-injects = Injects and what is planned
kit-cards = Inject cards
kit-form = Evaluator's form
kit-feedback = Participants' feedback
kit-for-all = For all participants
kit-for-service = Only for: { $service }
kit-for-controllers = Only for exercise control. Not for players
kit-for-evaluators = For evaluators
kit-for-participants = For participants, after the exercise
kit-notice = The forces, places and figures are assumptions of the exercise. The rules are a reconstruction from published instruments. Where the line is not agreed, the map shows it as each side has it, and takes no stand on whose is right.
kit-none = None.

## Times

kit-startex = STARTEX
kit-endex = ENDEX
kit-duration = Duration
kit-date = { $year }-{ $month }-{ $day }
kit-moment = { $date } ({ $moment })
kit-time = Time
kit-when = When
kit-where = Where

## The overview

kit-services = Services taking part
kit-short = On maps and tables
kit-service = Service
kit-sections = Border sections
kit-section = Section
kit-between = Between
kit-status = Line
kit-joint = Watched jointly
kit-objectives = What is trained
kit-rules = Rules of conduct

## A brief

kit-map = Map
kit-map-all = Area of responsibility
kit-map-section = Section { $section }, with { $state }
kit-map-hint = In brackets after a place: how many of our units are at home there, or whose post it is.
kit-north = N
kit-sign-post = our post
kit-sign-headquarters = our headquarters
kit-sign-neighbour = neighbour's post with a hotline
kit-sign-crossing = crossing point
kit-sign-height = pass or height
kit-sign-ford = ford
kit-sign-place = other place
kit-sign-meeting = meeting place of a joint patrol
kit-line-demarcated = line marked on the ground
kit-line-delimited = line agreed on maps
kit-line-undefined = line not agreed: middle of the agreed band
kit-line-claim = line as seen by { $of }
kit-sections-own = Our sections
kit-neighbour = Neighbour
kit-agreed = Agreed
kit-band = patrol band { $distance } wide
kit-setback = no posts or reinforcements nearer than { $distance }
kit-heavy-setback = no heavy equipment nearer than { $distance }
kit-cap = { $n ->
    [one] at most one person a patrol
   *[other] at most { $n } people a patrol
}
kit-annex = an urgent pursuit may cross, by the annex
kit-posts = Our posts
kit-post = Post
kit-staff = Staff
kit-officers = Duty officers
kit-languages = Languages
kit-interpreters = { $n ->
    [one] one interpreter
   *[other] { $n } interpreters
}
kit-sensors = Watches with
kit-hotline = Hotline to
kit-units = Our units
kit-unit = Unit
kit-role = Task
kit-mode = Moves
kit-size = People
kit-home = Home
kit-patrols = Our patrols
kit-patrol = Patrol
kit-route = Our units and their routes
kit-departs = Leaves
kit-vary = give or take { $by }
kit-meeting = Meeting place and window
kit-meet = { $site }, wait { $window }
kit-partner = Partner
kit-lines = Hotlines and channels
kit-hotline-from = Hotline from our post
kit-hotline-to = to the neighbour's post
kit-channel = Channel
kit-joins = Joins
kit-no-answer = If nobody answers
kit-channel-radio = patrol and its own post
kit-channel-hotline = our post and the neighbour's
kit-channel-command = post and its own headquarters
kit-retry = { $n ->
    [one] one attempt
   *[other] again every { $every }, { $n } attempts in all
}
kit-representatives = Border representatives
kit-border-with = For the border with
kit-sits = Place
kit-duties = Duties by the rules of conduct
kit-must = To be done
kit-must-not = To be left undone

## Languages and sensors

kit-language-en = English
kit-language-kk = Kazakh
kit-language-ky = Kyrgyz
kit-language-ru = Russian
kit-language-tg = Tajik
kit-language-uz = Uzbek
kit-sensor-eye = naked eye
kit-sensor-binoculars = binoculars
kit-sensor-thermal = thermal imager
kit-sensor-optics = telescope
kit-sensor-camera = camera
kit-sensor-radar = radar

## Injects

kit-injects-list = Master scenario events list
kit-number = No.
kit-from = From
kit-to = To
kit-side = Side
kit-method = Method
kit-message = Message
kit-expected = Expected action
kit-objective = Objective
kit-done = Given
kit-given-at = given at
kit-given-by = by (function)
kit-incidents = Planned incidents
kit-incident = Incident
kit-who = Who
kit-by-inject = by inject { $id }
kit-people = { $n ->
    [one] one person
   *[other] { $n } people
}
kit-animals = { $n ->
    [one] one animal
   *[other] { $n } animals
}
kit-arrivals = Planned arrivals
kit-way = From where to where
kit-group = People in a group
kit-per-day = about { $n } a day
kit-hours = between { $from } and { $to } after midnight
kit-weather-course = Weather
kit-from-when = From
kit-weather-is = Weather
kit-weather = visibility { $visibility }, wind { $wind } m/s

## The evaluator's form

kit-target = Counts as met from { $points } points of 100.
kit-observed-side = Side observed
kit-place = Place
kit-measures = Measured by
kit-rules-bearing = Rules that bear on it
kit-observations = Observations
kit-seen = What was seen or heard
kit-whom = Who (function)
kit-rating = Rating
kit-reason = Main reason
kit-signature = Evaluator (function), date

## Feedback

kit-feedback-hint = No names, please. Answers are read together and lead to no judgement of persons.
kit-function = Function in the exercise
kit-statements = How far do you agree?
kit-scale = 1: not at all. 5: fully.
kit-statement-1 = The task of my service and my own function were clear to me.
kit-statement-2 = The papers and the map gave me what I needed.
kit-statement-3 = Events and messages were such as happen on the border.
kit-statement-4 = I knew in time what I had to know to decide.
kit-statement-5 = Communication with the neighbouring services worked.
kit-statement-6 = The rules of conduct helped to avoid misunderstandings.
kit-statement-7 = The time for decisions was appropriate.
kit-statement-8 = I can use in service what I practised here.
kit-question-1 = What went well between the services?
kit-question-2 = What hindered co-operation, and what would help?
kit-question-3 = What should the next exercise do otherwise?
