### Документы, которые готовят до начала учения: общие сведения, выписки, вводные, бланки.

## Страницы и для кого они

kit-overview = Общие сведения об учении
kit-brief = Выписка для стороны: { $service }
kit-injects = Перечень вводных и планируемые события
kit-cards = Карточки вводных
kit-form = Бланк оценщика
kit-feedback = Анкета участника
kit-for-all = Для всех участников
kit-for-service = Только для стороны: { $service }
kit-for-controllers = Только для руководства учением. Участникам не выдаётся
kit-for-evaluators = Для оценщиков
kit-for-participants = Для участников, после учения
kit-notice = Силы, пункты и числовые данные приняты для учения условно. Правила воссозданы по опубликованным документам. Там, где линия не согласована, карта показывает её так, как видит каждая сторона, и не выражает мнения о том, чья линия верна.
kit-none = Нет.

## Время

kit-startex = Начало учения
kit-endex = Окончание учения
kit-duration = Продолжительность
kit-date = { $day }.{ $month }.{ $year }
kit-moment = { $date } ({ $moment })
kit-time = Время
kit-when = Когда
kit-where = Где

## Общие сведения

kit-services = Участвующие службы
kit-short = На картах и в таблицах
kit-service = Служба
kit-sections = Участки границы
kit-section = Участок
kit-between = Между
kit-status = Линия
kit-joint = Совместное наблюдение
kit-objectives = Учебные задачи
kit-rules = Правила поведения

## Выписка для стороны

kit-map = Карта
kit-map-all = Район ответственности
kit-map-section = Участок { $section }, сопредельная сторона: { $state }
kit-map-hint = В скобках после названия пункта: сколько наших нарядов в нём базируется или чей это пост.
kit-north = С
kit-sign-post = наш пост
kit-sign-headquarters = наш штаб
kit-sign-neighbour = пост сопредельной стороны с прямой связью
kit-sign-crossing = пункт пропуска
kit-sign-height = перевал или высота
kit-sign-ford = брод
kit-sign-place = другой пункт
kit-sign-meeting = место встречи совместного патруля
kit-line-demarcated = линия, обозначенная на местности
kit-line-delimited = линия, согласованная на картах
kit-line-undefined = линия не согласована: середина согласованной полосы
kit-line-claim = линия, как её видит сторона: { $of }
kit-sections-own = Наши участки
kit-neighbour = Сопредельная сторона
kit-agreed = Согласовано
kit-band = полоса патрулирования шириной { $distance }
kit-setback = посты и усиление — не ближе { $distance }
kit-heavy-setback = тяжёлая техника — не ближе { $distance }
kit-cap = { $n ->
    [one] в патруле не более { $n } человека
   *[other] в патруле не более { $n } человек
}
kit-annex = при неотложном преследовании допускается переход линии по приложению
kit-posts = Наши посты
kit-post = Пост
kit-staff = Личный состав
kit-officers = Дежурные
kit-languages = Языки
kit-interpreters = { $n ->
    [one] { $n } переводчик
    [few] { $n } переводчика
   *[other] { $n } переводчиков
}
kit-sensors = Средства наблюдения
kit-hotline = Прямая связь с
kit-units = Наши наряды
kit-unit = Наряд
kit-role = Назначение
kit-mode = Передвижение
kit-size = Человек
kit-home = Базирование
kit-patrols = Наши патрули
kit-patrol = Патруль
kit-route = Наши наряды и их маршруты
kit-departs = Выход
kit-vary = плюс-минус { $by }
kit-meeting = Место и время ожидания встречи
kit-meet = { $site }, ждать { $window }
kit-partner = Взаимодействующий наряд
kit-lines = Прямая связь и каналы
kit-hotline-from = Прямая связь с нашего поста
kit-hotline-to = с постом сопредельной стороны
kit-channel = Канал
kit-joins = Кого связывает
kit-no-answer = Если нет ответа
kit-channel-radio = наряд и свой пост
kit-channel-hotline = наш пост и пост сопредельной стороны
kit-channel-command = пост и свой штаб
kit-retry = { $n ->
    [one] { $n } попытка, с промежутком { $every }
    [few] повторять через { $every }, всего { $n } попытки
   *[other] повторять через { $every }, всего { $n } попыток
}
kit-representatives = Пограничные представители
kit-border-with = На границе со стороной
kit-sits = Место
kit-duties = Обязанности по правилам поведения
kit-must = Что требуется
kit-must-not = Чего не делать

## Языки и средства наблюдения

kit-language-en = английский
kit-language-kk = казахский
kit-language-ky = кыргызский
kit-language-ru = русский
kit-language-tg = таджикский
kit-language-uz = узбекский
kit-sensor-eye = визуально
kit-sensor-binoculars = бинокль
kit-sensor-thermal = тепловизор
kit-sensor-optics = стационарный оптический прибор
kit-sensor-camera = видеокамера
kit-sensor-radar = РЛС

## Вводные

kit-injects-list = Перечень вводных
kit-number = №
kit-from = От кого
kit-to = Кому
kit-side = Сторона
kit-method = Способ
kit-message = Содержание
kit-expected = Ожидаемые действия
kit-objective = Учебная задача
kit-done = Дана
kit-given-at = дана в
kit-given-by = кем (должность)
kit-incidents = Планируемые происшествия
kit-incident = Происшествие
kit-who = Кто
kit-by-inject = по вводной { $id }
kit-people = { $n ->
    [one] { $n } человек
    [few] { $n } человека
   *[other] { $n } человек
}
kit-animals = { $n ->
    [one] { $n } голова скота
    [few] { $n } головы скота
   *[other] { $n } голов скота
}
kit-arrivals = Планируемые появления людей и групп
kit-way = Откуда и куда
kit-group = Человек в группе
kit-per-day = в среднем { $n } в сутки
kit-hours = от { $from } до { $to } после полуночи
kit-weather-course = Погода
kit-from-when = С
kit-weather-is = Погода
kit-weather = видимость { $visibility }, ветер { $wind } м/с

## Бланк оценщика

kit-target = Задача считается выполненной от { $points } баллов из 100.
kit-observed-side = Наблюдаемая сторона
kit-place = Место
kit-measures = Показатели
kit-rules-bearing = Относящиеся к задаче правила
kit-observations = Наблюдения
kit-seen = Что увидено или услышано
kit-whom = Кто (должность)
kit-rating = Оценка
kit-reason = Главная причина
kit-signature = Оценщик (должность), дата

## Анкета участника

kit-feedback-hint = Имён не указывать. Ответы обобщаются и не служат для оценки отдельных лиц.
kit-function = Должность на учении
kit-statements = Насколько Вы согласны?
kit-scale = 1 — совсем не согласен, 5 — полностью согласен.
kit-statement-1 = Задача моей службы и мои обязанности были мне ясны.
kit-statement-2 = Документы и карта давали мне то, что нужно.
kit-statement-3 = События и донесения были такими, какие бывают на границе.
kit-statement-4 = Я вовремя знал то, что нужно для решения.
kit-statement-5 = Связь с сопредельными службами действовала.
kit-statement-6 = Правила поведения помогали избегать недоразумений.
kit-statement-7 = Времени на принятие решений было достаточно.
kit-statement-8 = Отработанное здесь я смогу применить на службе.
kit-question-1 = Что во взаимодействии служб получилось хорошо?
kit-question-2 = Что мешало взаимодействию и что помогло бы?
kit-question-3 = Что следует изменить на следующем учении?
