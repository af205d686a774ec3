### Карта всего сценария.

## О чём лист

preview-start = Начало учения { $date }, { $time } (UTC{ $offset })
preview-duration = продолжительность { $length }
preview-sections = { $n ->
    [one] { $n } участок
    [few] { $n } участка
   *[other] { $n } участков
}
preview-posts = { $n ->
    [one] { $n } пост
    [few] { $n } поста
   *[other] { $n } постов
}
preview-patrol-count = { $n ->
    [one] { $n } патруль
    [few] { $n } патруля
   *[other] { $n } патрулей
}
preview-overview = Общий вид
preview-note = Только для учебных целей. Названия и пункты вымышлены; линии, знаки и цвета не выражают мнения о прохождении границы и принадлежности территорий.

## Условные обозначения

preview-states = Службы
preview-border = Граница
preview-places = Пункты
preview-ground = Пути и местность
preview-patrols = Патрули
preview-people = Люди и связь
preview-band = согласованная полоса патрулирования между двумя линиями
preview-joint = участок совместного наблюдения
preview-by-water = водный путь для катеров
preview-cover = укрытие: людей видно хуже
preview-sees = дальность наблюдения днём
preview-reach = { $sensor }, { $distance }
preview-patrol-joint = совместный патруль
preview-patrol-alone = патруль одной стороны
preview-patrol-along = патруль вне дорог, вдоль линии
preview-patrol-air = беспилотник
preview-per-day = { $n }/сут
preview-often = групп в сутки, в среднем
preview-set = прибытия в заданное время
preview-work = путь на работу
