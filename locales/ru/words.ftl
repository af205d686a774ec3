### Слова, которые стоят в журнале и в оценках.

## Ответы и стороны

word-yes = да
word-no = нет
word-none = нет
word-world = обстановка
word-excon = руководство учения

## Оценка контакта

word-threat = угроза
word-irregular = неурегулированный переход
word-lawful = законное передвижение
word-unknown = не установлено

## Каналы связи

word-radio = радиосвязь
word-hotline = прямая связь
word-command = связь со штабом
word-meeting = личная встреча

## Назначение сообщений

word-report = донесение наряда
word-notify = уведомление
word-acknowledge = подтверждение
word-hand_over = передача контакта
word-position = доклад о местоположении
word-incident = сообщение о происшествии
word-meeting_request = запрос о встрече
word-meeting_answer = ответ о встрече
word-alert = оповещение о готовности
word-detention = сообщение о задержании
word-lead = объявление ведущей стороны
word-stand_down = сообщение о завершении поиска
word-superior = доклад вышестоящему начальнику
word-words = сообщение своими словами

## Источник сведений

word-own = собственные данные
word-message = сообщение соседа

## Причины

word-no_contact = связь не установлена
word-outage = канал не работает
word-out_of_reach = вне досягаемости
word-no_unit_free = нет свободного наряда
word-unit_busy = наряд занят
word-unit_tired = наряду нужен отдых
word-resting = наряд на отдыхе
word-weather = погода
word-not_sent = не направлен
word-endurance = исчерпан запас сил или времени
word-fuel = исчерпано топливо

## Намерение другой стороны

word-task = направление наряда
word-watch = наблюдение

## Исход патруля и задачи

word-completed = выполнено
word-broken_off = прервано
word-intercepted = контакт настигнут
word-not_found = никто не найден
word-handed_over = контакт передан
word-lost = контакт потерян
word-called_off = наряд отозван
word-stood_down = поиск завершён, вопрос решён соседом

## Итог проверки

word-detained = задержание
word-registered = учёт
word-released = освобождение
word-turned_away = разворот
word-nobody = животные, людей нет

## Исход происшествия

word-settled = урегулировано
word-calmed = напряжённость спала
word-searched = поиск закончен
word-put_out = пожар потушен
word-burnt_out = пожар выгорел
word-handed_back = передано обратно
word-came_back = самостоятельное возвращение
word-recovered = найдено и возвращено
word-dropped = оставлено без продолжения

## Реакция на преследование

word-turn_back = поворот назад
word-scatter = рассеивание
word-run_on = движение дальше

## Освещённость и погода

word-day = день
word-moonlight = лунная ночь
word-night = ночь
word-sun = по солнцу
word-fog = туман
word-rain = дождь
word-snow = снег
word-dust = пыльная буря
word-high_water = высокая вода

## Происшествия

word-works = работы у водозабора
word-pasture_dispute = спор о пастбище
word-shot_heard = выстрел
word-air_intrusion = сообщение о перелёте линии
word-wildfire = природный пожар
word-mudflow = сель
word-avalanche = лавина
word-lost_person = пропавший человек
word-injured_person = пострадавший человек
word-strayed_herd = отбившийся скот
word-stolen_herd = угнанный скот
word-inadvertent_crossing = неумышленный переход линии
word-encounter = несогласованная встреча патрулей
word-planned_encounter = встреча осведомлённых патрулей
word-strayed_patrol = патруль за линией
word-tailing = следование за патрулём
word-use_of_force = применение силы

## Кто в движении

word-armed_group = вооружённая группа
word-extremist_courier = курьер экстремистской сети
word-weapons_trafficking = незаконный оборот оружия
word-drug_trafficking = незаконный оборот наркотиков
word-organised_crime = организованная преступность
word-spillover = проникновение боевиков
word-irregular_migration = неурегулированная миграция
word-lawful_crossing = законный переход
word-wildlife = дикие животные
word-citizens = граждане

## Вид организованной преступности

word-contraband = контрабанда
word-livestock_theft = угон скота
word-trafficking_in_persons = торговля людьми

## Граждане

word-herder = пастухи
word-farmer = земледельцы
word-trader = торговцы
word-pupil = школьники

## Наряды и патрули

word-foot = пешком
word-mounted = верхом
word-vehicle = на автомобиле
word-boat = на катере
word-uav = БПЛА
word-patrol = патруль
word-reaction = резерв реагирования
word-single = одной стороной
word-parallel = параллельно, каждый на своей стороне
word-mixed = смешанный
word-alternating = поочерёдно
word-observation_post = совместный наблюдательный пост

## Позиции и пункты

word-post = пограничный пост
word-heavy = тяжёлая техника
word-height = высота
word-reinforcement = усиление
word-crossing_point = пункт пропуска
word-village = село
word-market = рынок
word-pass = перевал
word-ford = брод
word-pasture = пастбище
word-intake = водозабор
word-junction = развилка
word-headquarters = штаб
word-relay = ретранслятор
word-road = дорога
word-track = грунтовая дорога
word-trail = тропа
word-river = река

## Состояние участка

word-demarcated = демаркирован
word-delimited = делимитирован
word-undefined = не согласован

## Средства обнаружения

word-definite = надёжное в пределах дальности
word-constant = равномерное в пределах дальности
word-inverse_cube = убывающее с расстоянием

## Должности и кто решил

word-duty = дежурный
word-doctrine = доктрина
word-seat = должностное лицо
word-default = по умолчанию, срок истёк
word-model = модель

## Выводы, правила, значения

word-satisfied = соблюдено
word-violated = отступление
word-excused = уважительная причина
word-pending = не завершено
word-obligation = обязанность
word-prohibition = ограничение
word-assumption = допущение
word-agreed = согласовано
word-source = по источнику
word-measured = измерено
word-exercised = отработано
word-not_exercised = не отрабатывалось

## Оценки

word-P = выполнено без затруднений
word-S = выполнено с некоторыми затруднениями
word-M = выполнено со значительными затруднениями
word-U = не удалось выполнить

## Пункты протокола

word-works_stop = работы прекращаются
word-joint_inspection = совместный осмотр
word-notice_of_72_h = уведомление за 72 часа
word-season_list = график сезонов выпаса
word-joint_patrol_of_the_pasture = совместный патруль пастбища
word-joint_investigation = совместное разбирательство
word-no_reinforcement = отказ от усиления
word-flights_are_notified = уведомление о полётах
word-routes_are_exchanged = обмен маршрутами
word-line_is_shown_on_the_ground = показ линии на местности
word-no_following = отказ от следования за патрулями
word-animals_are_returned = возвращение животных
word-people_are_returned = возвращение людей
word-joint_rescue = совместное спасение

## Решения, краткие названия

decision-notify = уведомление соседа
decision-task = направление наряда
decision-support = направление наряда по уведомлению соседа
decision-acknowledge = подтверждение уведомления
decision-declare_lead = объявление ведущей стороны
decision-hold_at_line = остановка у линии
decision-hand_over = передача контакта
decision-rendezvous = прибытие на встречу нарядов
decision-encounter = остановка при встрече патрулей
decision-assist = направление помощи
decision-tell_incident = сообщение о происшествии
decision-request_meeting = запрос о встрече представителей
decision-answer_meeting = ответ на запрос о встрече
decision-hand_back = возвращение людей или животных
decision-follow = следование за патрулём
decision-pull_back = отход из-за линии
decision-cross_by_annex = преследование по приложению
decision-stop_pursuit = просьба прекратить преследование
decision-refer = направление просящих о защите
decision-tell_detention = сообщение о задержании
decision-raise_alert = повышение уровня готовности
decision-stand_down = сообщение о завершении случая

## Решения, вопросы

question-notify = Уведомить соседа об этом контакте?
question-task = Направить наряд к этому контакту?
question-support = Сосед уведомил об этом контакте. Направить наряд?
question-acknowledge = Сосед уведомил об этом контакте. Подтвердить получение?
question-declare_lead = Об этой угрозе знают обе стороны. Объявить ведущую сторону?
question-hold_at_line = Преследование дошло до линии. Остановиться у линии?
question-hand_over = Контакт за линией. Передать его соседу?
question-rendezvous = Возникла другая задача. Прибыть на встречу нарядов?
question-encounter = Неожиданная встреча с патрулём другой стороны. Остановиться?
question-assist = На другой стороне люди в опасности. Направить помощь?
question-tell_incident = Сообщить соседу об этом происшествии?
question-request_meeting = Запросить встречу пограничных представителей?
question-answer_meeting = Сосед просит о встрече. Дать согласие?
question-hand_back = Люди или животные перешли линию по ошибке. Передать их обратно?
question-follow = Патруль другой стороны идёт вдоль линии. Следовать за ним?
question-pull_back = Получено предупреждение за линией. Отойти назад?
question-cross_by_annex = Приложение допускает продолжение преследования. Перейти линию?
question-stop_pursuit = Наряд соседа ведёт преследование на вашей территории. Попросить прекратить?
question-refer = Люди просят о защите. Направить их к органам защиты?
question-tell_detention = Сообщить соседу об этих задержанных лицах?
question-raise_alert = Есть угроза жизни. Повысить уровень готовности?
question-stand_down = Случай закрыт. Сообщить соседу о завершении поиска?
question-other = Каково решение?

## Варианты. Где смысл зависит от решения, есть option-<решение>-<вариант>.

option-notify_now = уведомить соседа сейчас
option-keep_to_self = не сообщать
option-send_unit = направить ближайший свободный наряд
option-send_units = направить наряды на помощь
option-wait = ждать
option-acknowledge = подтвердить и назвать свои действия
option-stay_silent = не отвечать
option-declare = объявить ведущую сторону
option-leave_open = оставить вопрос открытым
option-hold = остановиться у линии
option-go_on = продолжить движение
option-hand_over = передать: место, направление, численность, время
option-let_go = не передавать
option-keep = оставить без изменений
option-skip = пропустить
option-halt = остановиться и не сближаться
option-tell = сообщить соседу
option-request = запросить встречу
option-leave_it = оставить без действий
option-agree = дать согласие
option-hand_back = передать обратно
option-follow = следовать
option-pull_back = отойти назад
option-cross = перейти линию по приложению
option-ask_to_stop = попросить прекратить
option-let_go_on = не препятствовать
option-refer = направить к органам защиты
option-raise = повысить готовность
option-rendezvous-keep = прибыть на встречу
option-rendezvous-skip = не прибывать на встречу
option-hand_back-keep = пока не передавать
option-refer-keep = пока не направлять
option-hold_at_line-go_on = продолжить за линию
option-encounter-go_on = продолжить движение без остановки
option-follow-go_on = продолжить свой маршрут
option-pull_back-go_on = продолжить движение за линией
option-stand_down-tell = сообщить соседу о завершении поиска

## Условные названия сторон

neutral-Amber = Янтарные
neutral-Blue = Синие
neutral-Green = Зелёные
neutral-White = Белые

## Государства

state-KAZ = Пограничная служба Казахстана
state-KGZ = Пограничная служба Кыргызстана
state-TJK = Пограничная служба Таджикистана
state-UZB = Пограничная служба Узбекистана

## What gives way to neutral names besides a state's id and name

also-KAZ = Казахстан, Казахстана, казахстанский, казахстанская, казахстанские
also-KGZ = Кыргызстан, кыргызские, киргизские, Кыргызстана, Киргизия, киргизский, киргизская, кыргызский, кыргызская
also-TJK = Таджикистан, Таджикистана, таджикский, таджикская, таджикские
also-UZB = Узбекистан, Узбекистана, узбекский, узбекская, узбекские
