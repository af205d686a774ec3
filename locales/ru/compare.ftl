### Планы рядом.

compare-title = Сопоставление
compare-runs = прогонов: { $a } и { $b }; пар с одинаковыми числами случайности: { $shared }
compare-difference = разность [95 %]
compare-moved = выше / так же / ниже
compare-primary = показатель назван заранее; p-значения остальных — с поправкой Холма.
compare-departures = Отступления от согласованного порядка действий
compare-gone = исчезли
compare-new = новые
compare-which = какие
compare-parting = Где прогоны впервые расходятся
compare-nowhere = Нигде: все пары совпадают.
compare-handled = пресечённые группы нарушителей
compare-hours-kept = сохранённые часы труда граждан
compare-meetings-kept = состоявшиеся встречи нарядов
