### Записи журнала: по одному короткому предложению на каждый вид. Рядом стоят время и сторона,
### поэтому действующая сторона в предложении не называется.
### Вставленные имена не склоняются: перед каждым стоит родовое слово.
### Промежутки, время по часам и расстояния приходят текстом; слова берутся из words.ftl.

## Учение

event-exercise_started = начало учения (STARTEX) «{ $title }», участвуют: { $states }
event-exercise_ended = конец учения (ENDEX)
event-light_changed = освещённость: { $light }
event-weather_changed = погода: видимость { $visibility_km } км, ветер { $wind_mps } м/с{ $fog ->
        [yes] , туман
       *[no] {""}
    }{ $rain ->
        [yes] , дождь
       *[no] {""}
    }{ $snow ->
        [yes] , снег
       *[no] {""}
    }{ $dust ->
        [yes] , пыльная буря
       *[no] {""}
    }{ $high_water ->
        [yes] , высокая вода
       *[no] {""}
    }
event-way_closed = путь между пунктами { $from } и { $to } закрыт
event-way_opened = путь между пунктами { $from } и { $to } снова открыт
event-inject_given = дана вводная { $inject }, адресат { $to }: «{ $what }»
event-inject_ended = действие вводной { $inject } окончено
event-order_given = приказ: «{ $order }»
event-order_rejected = приказ не исполнен: «{ $reason }»
event-note_taken = заметка: «{ $note }»

## Патрули

event-patrol_planned = патруль { $patrol } запланирован на { $depart_ms }: { $units }{ $joint ->
        [yes] , совместный
       *[no] {""}
    }{ $meet ->
        [none] {""}
       *[other] , встреча в пункте { $meet }
    }
event-part_agreed = согласовано наблюдение за отрезком { $part }{ $joint ->
        [yes] {" "}совместно
       *[no] {""}
    }: { $between }
event-plan_shared = план патруля { $patrol } передан стороне { $to } за { $lead_ms } до выхода
event-patrol_started = выход наряда { $unit } в патруль { $patrol }, { $size ->
        [one] { $size } человек
        [few] { $size } человека
       *[many] { $size } человек
    }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }{ $joint ->
        [yes] , совместный патруль, ведущая сторона { $lead }
       *[no] {""}
    }{ $over_cap ->
        [yes] , больше согласованного числа{ $cap ->
        [none] {""}
       *[other] {" "}({ $cap })
    }
       *[no] {""}
    }
event-flight_began = взлёт БПЛА { $unit }, патруль { $patrol }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }{ $line_distance_m ->
        [none] {""}
       *[other] , не ближе { $line_distance_m } от линии
    }
event-position_taken = занята позиция { $holder } ({ $what }), { $line_distance_m } от линии, участок { $section }{ $against_agreement ->
        [yes] , отступление от согласованного порядка действий
       *[no] {""}
    }
event-relieved = смена на месте: наряд { $unit } сменён нарядом { $by }
event-returned_early = досрочное возвращение наряда { $unit }: { $reason }
event-patrol_ended = возвращение наряда { $unit } из патруля { $patrol }: { $outcome }
event-patrol_cancelled = выход наряда { $unit } в патруль { $patrol } не состоялся: { $reason }
event-observation_began = отрезок { $part } под наблюдением, наблюдатель { $observer }
event-observation_ended = отрезок { $part } вышел из-под наблюдения, наблюдатель { $observer }
event-rendezvous_reached = наряд { $unit } на месте встречи, пункт { $site }
event-rendezvous_met = встреча нарядов в пункте { $site }: { $units }, обмен сведениями { $exchange_ms }
event-rendezvous_missed = встреча в пункте { $site } не состоялась, ожидание наряда { $unit }: { $waited_ms }
event-joint_operation_began = начало совместных действий наряда { $unit }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-joint_operation_ended = окончание совместных действий наряда { $unit }
event-position_reported = получен доклад о местоположении наряда { $unit }

## Обстановка

event-contact_detected = обнаружение на дальности { $range_m }, наблюдатель { $observer }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }{ $line_distance_m ->
        [none] {""}
       *[other] , { $line_distance_m } от линии
    }
event-contact_lost = потеря из виду, наблюдатель { $observer }
event-track_opened = новый контакт { $track }: { $source }
event-track_updated = новые сведения о контакте { $track }: { $source }
event-contact_classified = контакт { $track } оценён: { $class }{ $armed ->
        [yes] , с оружием
       *[no] {""}
    }{ $line_distance_m ->
        [none] {""}
       *[other] , { $line_distance_m } от линии
    }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-threat_confirmed = угроза известна обеим сторонам, вторая сторона { $with }: контакт { $track }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-lead_declared = объявлена ведущая сторона по общему случаю { $case }: { $lead }
event-lead_accepted = ведущая сторона по контакту { $track }: { $lead }

## Донесения, сообщения и решения

event-report_sent = донесение дошло до поста { $to }{ $attempts ->
        [0] {""}
        [1] {""}
       *[other] , попытка { $attempts }
    }
event-report_received = принято донесение о контакте { $track }, источник { $from }
event-decision_requested = требуется решение: { $decision }{ $track ->
        [none] {""}
       *[other] , контакт { $track }
    }, срок до { $limit_ms }, иначе: { $default }
event-decision_made = решение по вопросу «{ $decision }»{ $track ->
        [none] {""}
       *[other] {" "}(контакт { $track })
    }: { $choice }{ $reason ->
        [none] {""}
       *[other] , обоснование: «{ $reason }»
    }
event-attempt_failed = попытка связи { $attempt } не удалась ({ $purpose }, { $channel }): { $reason }
event-message_lost = передача прекращена после { $attempts ->
        [one] { $attempts } попытки
        [few] { $attempts } попыток
       *[many] { $attempts } попыток
    }: { $purpose }{ $track ->
        [none] {""}
       *[other] , контакт { $track }
    }
event-notification_sent = уведомление стороны { $to } о контакте { $track } ({ $class }, { $channel }){ $section ->
        [none] {""}
       *[other] , участок { $section }
    }{ $line_distance_m ->
        [none] {""}
       *[other] , { $line_distance_m } от линии
    }
event-notification_received = получено уведомление стороны { $from } о контакте { $track } ({ $channel }){ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-acknowledgement_sent = подтверждение стороне { $to } по контакту { $track }, намерение: { $intent }
event-acknowledgement_received = получено подтверждение стороны { $from } по контакту { $track } через { $loop_ms }, намерение: { $intent }
event-stand_down_sent = сообщение стороне { $to }: поиск контакта { $track } завершён
event-stand_down_received = получено сообщение стороны { $from }: поиск контакта { $track } завершён{ $unit ->
        [none] {""}
       *[other] , наряд { $unit } отозван
    }
event-handover_sent = контакт { $track } передан стороне { $to }
event-handover_received = контакт { $track } принят от стороны { $from }
event-free_message_sent = сообщение стороне { $to }: «{ $text }»
event-free_message_received = сообщение стороны { $from }: «{ $text }»

## Реагирование

event-unit_tasked = наряд { $unit } направлен к контакту { $track }, расчётное время прибытия { $eta_ms }
event-unit_sent = наряд { $unit } направлен в пункт { $site }
event-tasking_failed = к контакту { $track } никто не направлен: { $reason }
event-task_ended = задача наряда { $unit } по контакту { $track } окончена: { $outcome }
event-search_coordinated = поиск контакта { $track } нарядом { $unit } продолжен по общему плану
event-pursuit_began = наряд { $unit } видит контакт { $track } и сближается с ним
event-line_reached = преследование контакта { $track } нарядом { $unit } у линии, участок { $section }, за линией сторона { $neighbour }
event-line_crossed = наряд { $unit } за линией или согласованной полосой, участок { $section }, до { $beyond_m }, { $mode }{ $authorised ->
        [yes] , по согласованному маршруту совместного патруля
       *[no] {""}
    }{ $pursuit ->
        [yes] , при преследовании{ $track ->
        [none] {""}
       *[other] {" "}контакта { $track }
    }
       *[no] {""}
    }
event-line_recrossed = возвращение наряда { $unit } из-за линии, участок { $section }
event-intercepted = наряд { $unit } настиг контакт { $track }
event-group_handled = проверка группы { $group } нарядом { $unit } ({ $threat_kind }): { $outcome }, продолжительность { $held_ms }
event-pursuit_crossed = преследование контакта { $track } нарядом { $unit } продолжено на территории стороны { $host }, участок { $section }{ $annex_active ->
        [yes] , по согласованному приложению
       *[no] , приложение на участке не действует
    }
event-stop_requested = просьба стороны { $by } прекратить преследование контакта { $track } нарядом { $unit }
event-pursuit_stopped = преследование контакта { $track } нарядом { $unit } за линией окончено
event-resisted = сопротивление группы { $group } наряду { $unit }{ $imminent_threat ->
        [yes] , непосредственная угроза жизни
       *[no] {""}
    }
event-nonviolent_means = ненасильственные меры наряда { $unit } к группе { $group }
event-force_used = применение силы нарядом { $unit } к группе { $group }{ $imminent_threat ->
        [yes] , непосредственная угроза жизни
       *[no] , без непосредственной угрозы жизни
    }
event-warning_given = предупреждение группе { $group } от наряда { $unit }, дано время подчиниться
event-firearm_used = применение огнестрельного оружия нарядом { $unit } к группе { $group }{ $imminent_threat ->
        [yes] , непосредственная угроза жизни
       *[no] , без непосредственной угрозы жизни
    }
event-ill_treated = обращение наряда { $unit } с группой { $group }: отступление от согласованного порядка действий
event-protection_claimed = просьба о защите, группа { $group }, { $people ->
        [one] { $people } человек
        [few] { $people } человека
       *[many] { $people } человек
    }, наряд { $unit }
event-referred = группа { $group } направлена к органам защиты
event-returned_summarily = возвращение группы { $group } до решения о защите: отступление от согласованного порядка действий
event-detention_told = стороне { $to } сообщено о задержанных или учтённых лицах, группа { $group }

## Люди

event-arrival = выход группы { $group } из пункта { $from } в пункт { $to }: { $threat_kind }, численность { $size }
event-workday_started = начало работы, граждане { $civilian }, место { $work }
event-workday_ended = конец работы, граждане { $civilian }: потеряно { $lost_ms } из { $planned_ms } по плану
event-motion = начало движения: { $mover }
event-group_crossed = переход группы { $group } через участок { $section } от стороны { $from } к стороне { $to }
event-group_arrived = группа { $group } достигла цели ({ $threat_kind })
event-group_reacted = реакция группы { $group } на преследование: { $reaction }
event-group_turned_back = возвращение группы { $group } в исходное место ({ $threat_kind })
event-citizens_fled = уход граждан { $civilian } с работы из-за группы { $group }{ $warned ->
        [yes] , по предупреждению
       *[no] {""}
    }, потеряно { $lost_ms }

## Встречи патрулей

event-encounter_began = { $planned ->
        [yes] встреча по договорённости
       *[no] встреча без предварительной договорённости
    }: наряд { $unit } и наряд { $other }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-halted = остановка наряда { $unit } (встреча { $encounter })
event-signal_given = согласованный сигнал наряда { $unit } (встреча { $encounter })
event-advanced = движение наряда { $unit } без остановки (встреча { $encounter })
event-disengaged = отход наряда { $unit } (встреча { $encounter })
event-patrol_sighted = наряд { $unit } видит патруль другой стороны { $other }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-tailing_began = наряд { $unit } десять минут следует за нарядом { $other }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-cautioned = предупреждение наряду { $unit } за линией от наряда { $by }, участок { $section }
event-provoked = действия наряда { $unit } словом, жестом или оружием (встреча { $encounter }): отступление от согласованного порядка действий
event-mark_placed = на местности оставлен знак, наряд { $unit } (встреча { $encounter })

## Происшествия

event-incident_began = происшествие { $incident }: { $incident_kind }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }{ $whose ->
        [none] {""}
       *[other] , касается стороны { $whose }
    }{ $people ->
        [0] {""}
       *[other] , { $people ->
        [one] { $people } человек
        [few] { $people } человека
       *[many] { $people } человек
    }
    }{ $herd ->
        [0] {""}
       *[other] , { $herd ->
        [one] { $herd } голова скота
        [few] { $herd } головы скота
       *[many] { $herd } голов скота
    }
    }
event-incident_reported = доклад наряда { $unit } о происшествии { $incident }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-incident_known = происшествие { $incident } известно дежурному: { $incident_kind } ({ $source }){ $section ->
        [none] {""}
       *[other] , участок { $section }
    }{ $injured ->
        [0] {""}
       *[other] , { $injured ->
        [one] { $injured } пострадавший
        [few] { $injured } пострадавших
       *[many] { $injured } пострадавших
    }
    }{ $serious ->
        [yes] , особо важное
       *[no] {""}
    }
event-superior_informed = доклад вышестоящему начальнику о происшествии { $incident }
event-incident_told = стороне { $to } сообщено о происшествии { $incident }: { $incident_kind }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-incident_received = получено сообщение стороны { $from } о происшествии { $incident }
event-assistance_sent = наряд { $unit } направлен для помощи, происшествие { $incident }, расчётное время прибытия { $eta_ms }{ $injured ->
        [0] {""}
       *[other] , { $injured ->
        [one] { $injured } пострадавший
        [few] { $injured } пострадавших
       *[many] { $injured } пострадавших
    }
    }
event-assistance_arrived = наряд { $unit } на месте происшествия { $incident }, { $size ->
        [one] { $size } человек
        [few] { $size } человека
       *[many] { $size } человек
    }{ $injured ->
        [0] {""}
       *[other] , { $injured ->
        [one] { $injured } пострадавший
        [few] { $injured } пострадавших
       *[many] { $injured } пострадавших
    }
    }
event-first_aid_given = первая помощь начата нарядом { $unit }, происшествие { $incident }
event-medical_help_requested = запрос медицинской эвакуации от наряда { $unit }, происшествие { $incident }
event-active_action = активные действия наряда { $unit } до прибытия пограничных представителей, происшествие { $incident }{ $imminent_threat ->
        [yes] , непосредственная угроза жизни
       *[no] {""}
    }
event-person_rescued = спасение: { $people ->
        [one] { $people } человек
        [few] { $people } человека
       *[many] { $people } человек
    }, происшествие { $incident }, на месте { $units }
event-person_harmed = помощь опоздала: { $people ->
        [one] { $people } человек
        [few] { $people } человека
       *[many] { $people } человек
    }, происшествие { $incident }
event-escalated = обострение, происшествие { $incident }: { $people ->
        [one] { $people } пострадавший
        [few] { $people } пострадавших
       *[many] { $people } пострадавших
    }
event-returned = возвращение стороне { $to } ({ $outcome }){ $people ->
        [0] {""}
       *[other] , { $people ->
        [one] { $people } человек
        [few] { $people } человека
       *[many] { $people } человек
    }
    }{ $herd ->
        [0] {""}
       *[other] , { $herd ->
        [one] { $herd } голова скота
        [few] { $herd } головы скота
       *[many] { $herd } голов скота
    }
    }, происшествие { $incident }
event-incident_ended = происшествие { $incident } окончено ({ $incident_kind }): { $outcome }, продолжительность { $lasted_ms }{ $saved ->
        [0] {""}
       *[other] , спасено { $saved }
    }{ $harmed ->
        [0] {""}
       *[other] , пострадало { $harmed }
    }{ $damage_ha ->
        [0] {""}
       *[other] , выгорело { $damage_ha } га
    }
event-report_written = составлено письменное донесение о происшествии { $incident }

## Встречи пограничных представителей

event-meeting_requested = запрос стороне { $to } о встрече пограничных представителей, происшествие { $incident }
event-meeting_request_received = получен запрос стороны { $from } о встрече пограничных представителей, происшествие { $incident }
event-meeting_answered = согласие стороне { $to } на встречу пограничных представителей, происшествие { $incident }{ $site ->
        [none] , нет места, доступного обеим сторонам
       *[other] , пункт { $site }
    }
event-meeting_held = встреча пограничных представителей со стороной { $with }, пункт { $site }, происшествие { $incident }, через { $waited_ms } после запроса
event-protocol_signed = подписан протокол по происшествию { $incident }: { $points }

## Меры, работы, печать

event-alert_raised = повышен уровень готовности, срок до { $until_ms }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }
event-alert_shared = стороне { $to } сообщено о повышении уровня готовности
event-area_closed = район закрыт в радиусе { $radius_m } до { $until_ms }{ $warned ->
        [0] {""}
       *[other] , предупреждено групп граждан: { $warned }
    }
event-traffic_held = законное движение задержано до { $until_ms }, группа { $group }
event-section_strengthened = наряд { $unit } направлен на усиление, пункт { $site }{ $agreed ->
        [yes] , по согласию обеих сторон
       *[no] , без согласия обеих сторон
    }
event-works_announced = стороне { $to } сообщено о работах { $works }
event-works_consented = согласие стороне { $to } на работы { $works }
event-works_began = начало работ { $works }{ $section ->
        [none] {""}
       *[other] , участок { $section }
    }{ $consent ->
        [yes] , с согласия соседа
       *[no] , до согласия соседа
    }
event-media_approved = публичное заявление по теме { $matter } одобрено стороной { $by }
event-media_released = публичное заявление по теме { $matter } сделано
