//! The words that scripts show, in three languages: a page tells them to its script as JSON.

use serde_json::{Map, Value};

use crate::text::Lang;

/// Makes a function that gives words by name in a language. What stands in braces is a value.
macro_rules! told {
    ($(#[$about:meta])* $function:ident; $($name:ident: $kk:literal, $ru:literal, $en:literal;)*) => {
        $(#[$about])*
        pub(super) fn $function(lang: Lang) -> Value {
            let words = [$((stringify!($name), match lang { Lang::Kk => $kk, Lang::Ru => $ru, Lang::En => $en }),)*];
            words.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect::<Map<_, _>>().into()
        }
    };
}

told! {
    /// The words of the explorer.
    explorer;
    actions: "Әрекеттер", "Действия", "Actions";
    address: "Мекенжай", "Адрес", "Address";
    anywhere: "кез келген жерде", "где угодно", "anywhere";
    around: "Айналасы: {name}", "Окружение: {name}", "Around {name}";
    as_list: "Тізім түрінде", "В виде списка", "As a list";
    canvas: "Желінің суреті", "Изображение сети", "Picture of the network";
    canvas_hint: "Сүйреп не меңзер пернелерімен жылжытыңыз, «+» және «−» пернелерімен үлкейтіп-кішірейтіңіз; 0 — бәрін көрсету. Түйінді таңдау үшін оны басыңыз не төмендегі тізімнен алыңыз.", "Двигайте мышью или стрелками, «+» и «−» меняют масштаб, 0 показывает всё. Чтобы выбрать узел, нажмите на него или возьмите из списка ниже.", "Drag or use the arrow keys to move, + and − to zoom, 0 to see everything. To select a node, click it or take it from the list below.";
    certainty: "Анықтығы", "Достоверность", "Certainty";
    choose_node: "Түйінді ұсынылған атаулардан таңдаңыз.", "Выберите узел из предложенных названий.", "Choose a node from the names that are suggested.";
    close: "Жабу", "Закрыть", "Close";
    collapse: "Көршілерін жию", "Свернуть соседей", "Collapse neighbours";
    copied: "Мекенжай көшірілді.", "Адрес скопирован.", "The address was copied.";
    copy: "Мекенжайын көшіру", "Копировать адрес", "Copy the address";
    counted: "Түйіндер: {nodes}, байланыстар: {ties}", "Узлов: {nodes}, связей: {ties}", "Nodes: {nodes}, ties: {ties}";
    counts: "Көрсетілген түйіндер: {nodes} / {all_nodes}, байланыстар: {ties} / {all_ties}.", "Показано узлов: {nodes} из {all_nodes}, связей: {ties} из {all_ties}.", "Shown: {nodes} of {all_nodes} nodes, {ties} of {all_ties} ties.";
    derived: "бағдарлама шығарған", "выведено программой", "derived";
    derived_from: "Бұл сызықты ешбір дереккөз айтпайды; ол мынаған деген екі байланыстан шығарылған:", "Эту линию не называет ни один источник; она выведена из двух связей с:", "No source states this line; it follows from two ties to";
    disputed: "даулы", "оспаривается", "disputed";
    each_relation: "Жеке қатынастар ({n})", "Отдельные отношения ({n})", "Each relation ({n})";
    expand: "Көршілерін ашу ({n})", "Раскрыть соседей ({n})", "Expand neighbours ({n})";
    expand_short: "Көршілерін ашу", "Раскрыть соседей", "Expand neighbours";
    filters: "Сүзгілер мен шартты белгілер", "Фильтры и условные знаки", "Filters and legend";
    find: "Іздеп көрсету", "Найти и показать", "Find and show";
    fit: "Бәрін көрсету", "Показать всё", "See everything";
    found: "Ұсыныстар", "Вариантов", "Suggestions";
    from_year: "Қай жылдан", "с", "from";
    hidden_by_filters: "Сүзгілер оны суреттен жасырып тұр.", "Фильтры скрывают его на рисунке.", "The filters hide it in the picture.";
    kind: "Түрі", "Вид", "Kind";
    kinds: "Түйін түрлері", "Виды узлов", "Kinds of nodes";
    more: "Тағы", "Ещё", "More";
    n_hidden: "сүзілген: {n}", "отфильтровано: {n}", "filtered: {n}";
    n_ties: "Байланыстар", "Связи", "Ties";
    name: "Атауы", "Название", "Name";
    no_camera: "Мекенжайдағы көрініс түсініксіз: {value}", "Непонятный вид в адресе: {value}", "The view in the address is not understood: {value}";
    no_certainty: "Мұндай анықтық дәрежесі жоқ: {value}", "Нет такой достоверности: {value}", "There is no such certainty: {value}";
    no_kind: "Мұндай түр жоқ: {value}", "Нет такого вида: {value}", "There is no such kind: {value}";
    no_node: "Мұндай түйін жоқ: {value}", "Нет такого узла: {value}", "There is no such node: {value}";
    no_path: "Акторлар мен істер арасындағы байланыстармен «{from}» мен «{to}» арасында жол жоқ.", "По связям между участниками и делами пути от «{from}» до «{to}» нет.", "Over ties between actors and activities there is no path from “{from}” to “{to}”.";
    no_path_shown: "Көрсетілген байланыстармен «{from}» мен «{to}» арасында жол жоқ.", "По показанным связям пути от «{from}» до «{to}» нет.", "Over the ties that are shown there is no path from “{from}” to “{to}”.";
    no_place: "Мұндай орын жоқ: {value}", "Нет такого места: {value}", "There is no such place: {value}";
    no_relation: "Мұндай қатынас жоқ: {value}", "Нет такого отношения: {value}", "There is no such relation: {value}";
    no_setting: "Мұндай баптау жоқ: {value}", "Нет такой настройки: {value}", "There is no such setting: {value}";
    no_source: "Мұндай дереккөз жоқ: {value}", "Нет такого источника: {value}", "There is no such source: {value}";
    no_ties: "Байланысы жоқ.", "Связей нет.", "It has no ties.";
    no_view: "Мұндай карта жоқ: {value}", "Нет такой карты: {value}", "There is no such map: {value}";
    no_webgl: "Бұл браузер суретті сала алмайды: WebGL жоқ. Төмендегі тізім, сүзгілер мен іздеу жұмыс істейді.", "Этот браузер не может нарисовать сеть: нет WebGL. Список ниже, фильтры и поиск работают.", "This browser cannot draw the picture: it has no WebGL. The list below, the filters and the search work.";
    no_year: "Жыл төрт цифрмен жазылады: {value}", "Год пишется четырьмя цифрами: {value}", "A year has four digits: {value}";
    not_loaded: "Деректер жүктелмеді:", "Данные не загружены:", "The data could not be loaded:";
    not_shown: "суретте жоқ", "нет на рисунке", "not in the picture";
    nothing_found: "Мұндай атау табылмады.", "Такого названия нет.", "Nothing here has such a name.";
    nothing_selected: "Түйінді таңдаңыз: оның байланыстары мен дереккөздері осы жерде тізіледі.", "Выберите узел: здесь появятся его связи и их источники.", "Select a node: its ties and their sources are listed here.";
    nothing_shown: "Сақтайтын ештеңе жоқ: сүзгілер бәрін жасырып тұр.", "Сохранять нечего: фильтры скрывают всё.", "There is nothing to save: the filters hide everything.";
    open_page: "Бетін ашу", "Открыть страницу", "Open its page";
    page: "беті", "страница", "page";
    path: "Екі түйіннің арасындағы жол", "Путь между двумя узлами", "Path between two nodes";
    path_all: "бүкіл желі: акторлар мен істердің байланыстары", "вся сеть: связи участников и дел", "the whole network: ties of actors and activities";
    path_clear: "Жолды алып тастау", "Убрать путь", "Remove the path";
    path_end: "Жолдың соңы", "До", "To";
    path_find: "Жолды табу", "Найти путь", "Find the path";
    path_from: "Осыдан жол табу", "Путь отсюда", "Path from here";
    path_over: "Қай байланыстармен", "По каким связям", "Over which ties";
    path_shown: "көрсетілген байланыстар ғана", "только показанные связи", "only the ties that are shown";
    path_start: "Жолдың басы", "От", "From";
    place: "Орны", "Место", "Place";
    place_hint: "Осы жерде не оның ішіндегі жерлерде деп аталған түйіндер ғана қалады.", "Остаются узлы, о которых сказано, что они в этом месте или внутри него.", "What is said to be in this place, or in places within it, stays.";
    relations: "Байланыстар", "Связи", "Ties";
    reset: "Басынан бастау", "Начать заново", "Start over";
    retry: "Қайталап көру", "Попробовать ещё раз", "Try again";
    save: "Сақтау", "Сохранить", "Save";
    search_hint: "Атауы, қысқартуы…", "Название, сокращение…", "Name, acronym…";
    selected: "Таңдалған түйін", "Выбранный узел", "Selected";
    sources: "Дереккөздер", "Источники", "Sources";
    start_view: "Бастапқы карта", "Исходная карта", "Begin with";
    steps: "Қадам саны: {n}", "Шагов: {n}", "Steps: {n}";
    time: "Уақыты", "Время", "Time";
    time_hint: "Байланыстың мерзімі тұжырымнан алынады; онда болмаса, жұмыстың, құжаттың не іс-шараның жылынан.", "Время связи берётся из утверждения, а если там его нет — из года работы, документа или события.", "A tie has the dates of its claim; without any, the years of the work, document or event at its end.";
    to_year: "Қай жылға дейін", "по", "to";
    undated: "Мерзімі белгісіз байланыстар да", "Также связи без даты", "Ties without a date too";
    version: "нұсқасы", "версия", "version";
    view: "Көрініс", "Вид", "View";
    whole: "Бүкіл желі", "Вся сеть", "The whole network";
    zoom_in: "Үлкейту", "Увеличить", "Zoom in";
    zoom_out: "Кішірейту", "Уменьшить", "Zoom out";
}

told! {
    /// The words of the SPARQL editor.
    editor;
    abort: "Тоқтату", "Остановить", "Stop";
    answer: "Жауап", "Ответ", "Answer";
    bad_line: "{n}-жолдан бастап бұл SPARQL емес. Күтілгені: {expected}", "Начиная со строки {n} это не SPARQL. Ожидалось: {expected}", "From line {n} on this is no SPARQL. Expected: {expected}";
    broken: "Жауап жолда үзілді: ол толық емес, сондықтан көрсетілмейді. Сұрауды тарылтып көріңіз, мысалы LIMIT қосыңыз.", "Ответ оборвался: он был неполным, поэтому не показан. Сузьте запрос, например добавьте LIMIT.", "The answer was broken off: it was not complete and is not shown. Ask for less, for example with LIMIT.";
    complete: "толық жауап", "ответ полный", "complete";
    download: "Жүктеп алу", "Скачать", "Download";
    editor: "SPARQL сұрауы", "Запрос SPARQL", "SPARQL query";
    editor_hint: "Ctrl+Enter — сұрау, Ctrl+бос орын — сөзді толықтыру, Tab — келесі батырмаға өту.", "Ctrl+Enter — спросить, Ctrl+пробел — дополнить слово, Tab — к следующей кнопке.", "Ctrl+Enter asks, Ctrl+Space completes a word, Tab goes to the next button.";
    example: "Дайын сұрақты алу", "Взять готовый вопрос", "Take a ready question";
    example_none: "таңдаңыз…", "выберите…", "choose…";
    example_values: "Мәтіндегі мысал мәндер: {values}. Оларды өз мәндеріңізге ауыстырыңыз.", "Примеры значений в тексте: {values}. Замените их своими.", "Example values in the text: {values}. Replace them by your own.";
    failed: "Серверге қосылу мүмкін болмады:", "Не удалось связаться с сервером:", "The server could not be reached:";
    hint: "Кеңес", "Подсказка", "Hint";
    instances: "нысан: {n}", "объектов: {n}", "things: {n}";
    limits: "Сервердің шектеулері", "Ограничения сервера", "Limits of the server";
    local_page: "осы сайттағы беті", "страница на этом сайте", "page on this site";
    more_rows: "Тағы жолдар көрсету: {n}", "Показать ещё строки: {n}", "Show more rows: {n}";
    no: "жоқ", "нет", "no";
    no_rows: "Жауапта жол жоқ.", "В ответе нет строк.", "The answer has no rows.";
    not_loaded: "Деректер жүктелмеді:", "Данные не загружены:", "The data could not be loaded:";
    of_rows: "Жолдар: {n}", "Строк: {n}", "Rows: {n}";
    prefixes_add: "Префикстерді мәтінге қосу", "Вставить префиксы в текст", "Insert the prefixes";
    refused_400: "Сұрау түсініксіз не шектен асады.", "Запрос не понят или превышает ограничения.", "The query is not understood, or is over a limit.";
    refused_406: "Сервер мұндай пішімде жауап бермейді.", "Сервер не отвечает в таком формате.", "The server has no answer in this format.";
    refused_408: "Уақыт бітті: сұрау тым ұзақ орындалды.", "Время вышло: запрос выполнялся слишком долго.", "The time was up: the query took too long.";
    refused_413: "Жауап тым ұзақ.", "Ответ слишком длинный.", "The answer is too long.";
    refused_414: "Сұрау мәтіні тым ұзақ.", "Текст запроса слишком длинный.", "The text of the query is too long.";
    refused_429: "Сіз сервердегі үлесіңізді пайдаланып қойдыңыз. Біраз күтіңіз.", "Вы использовали свою долю сервера. Подождите.", "You have used your share of the server. Wait a little.";
    refused_507: "Сұрауға рұқсат етілгеннен көп жад керек.", "Запросу нужно больше памяти, чем разрешено.", "The query needs more memory than is allowed.";
    refused_other: "Сервер жауап бере алмады.", "Сервер не смог ответить.", "The server could not answer.";
    retry_after: "{n} секундтан кейін қайталаңыз.", "Повторите через {n} с.", "Try again in {n} seconds.";
    run: "Сұрау", "Спросить", "Ask";
    running: "Жауап күтілуде…", "Ожидание ответа…", "Waiting for the answer…";
    results: "Нәтиже кестесі", "Таблица результатов", "Table of results";
    share: "Мекенжайын көшіру", "Копировать адрес", "Copy the address";
    copied: "Мекенжай көшірілді.", "Адрес скопирован.", "The address was copied.";
    stopped: "Сұрау тоқтатылды.", "Запрос остановлен.", "The query was stopped.";
    suggestions: "Ұсыныстар", "Варианты", "Suggestions";
    triples: "Үштіктер", "Триплеты", "Triples";
    uses: "қолданылуы: {n}", "использований: {n}", "uses: {n}";
    yes: "иә", "да", "yes";
}
