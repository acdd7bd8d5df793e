//! The words of the pages that neither the ontology nor the questions have, in three languages.

use crate::text::{Lang, phrases};

phrases! {
    skip: "Негізгі мазмұнға өту", "Перейти к содержанию", "Skip to content";
    start: "Басты бет", "Главная", "Start";
    search: "Іздеу", "Поиск", "Search";
    search_do: "Іздеу", "Найти", "Search";
    search_hint: "Атауы, қысқартуы…", "Название, сокращение…", "Name, acronym…";
    search_summary: "Атауы бойынша іздеңіз: қазақша, орысша, ағылшынша, латын әрпімен, қысқартумен; бір әріп қате болса да табылады.", "Ищите по названию: на казахском, русском, английском, латиницей, по сокращению; находится и с опечаткой.", "Search by name: in Kazakh, Russian or English, in Latin letters, by acronym; a typing error does no harm.";
    languages: "Тілдер", "Языки", "Languages";
    sections: "Бөлімдер", "Разделы", "Sections";
    path: "Беттің орны", "Путь к странице", "Path";
    contents: "Бет мазмұны", "Содержание страницы", "On this page";
    actors: "Каталог", "Каталог", "Catalogue";
    questions: "Сұрақтар", "Вопросы", "Questions";
    maps: "Карталар", "Карты", "Maps";
    map: "Карта", "Карта", "Map";
    gaps: "Ақтаңдақтар", "Пробелы", "Gaps";
    ontology: "Онтология", "Онтология", "Ontology";
    sparql: "SPARQL", "SPARQL", "SPARQL";
    about: "Деректер туралы", "О данных", "About";
    about_summary: "Лицензия, нұсқа, шектеулер, қалай сілтеме жасау керек, бағдарламаларға арналған мекенжайлар.", "Лицензия, версия, ограничения, как ссылаться, адреса для программ.", "Licence, version, limits, how to cite, addresses for programs.";
    version: "Нұсқасы", "Версия", "Version";
    issued: "Шыққан күні", "Дата выпуска", "Released";
    authors: "Авторлары", "Авторы", "Authors";
    licence: "Лицензия", "Лицензия", "Licence";
    address: "Тұрақты мекенжайы", "Постоянный адрес", "Permanent address";
    sources: "Дереккөздер", "Источники", "Sources";
    sources_title: "Дереккөздер", "Источники", "Sources";
    sources_text: "Әр тұжырымның жанында құжат пен оның жолдары көрсетілген. Құжатты ашып, ол айтқанның бәрін көріңіз.", "У каждого утверждения названы документ и строки в нём. Откройте документ, чтобы увидеть всё, что он говорит.", "Every claim names its document and the lines in it. Open a document to see everything that it says.";
    source_text: "Осы құжат айтқанның бәрі, жолдарының ретімен.", "Всё, что говорит этот документ, по порядку строк.", "Everything that this document says, in the order of its lines.";
    about_document: "Құжаттың өзі туралы не белгілі", "Что известно о самом документе", "What is known of the document itself";
    n_actors: "актор", "участников", "actors";
    n_works: "жоба, еңбек, құжат", "проектов, работ, документов", "projects, works, documents";
    n_claims: "тұжырым", "утверждений", "claims";
    n_sources: "дереккөз", "источников", "sources";
    n_names: "аталған атау", "названий в тексте", "names in the text";
    actors_by_kind: "Акторлар түрлері бойынша", "Участники по видам", "Actors by kind";
    works_by_kind: "Істер, құжаттар мен ойлар", "Дела, документы и идеи", "Works, documents and ideas";
    ask_a_question: "Дайын сұрақ қойыңыз", "Задайте готовый вопрос", "Ask a ready question";
    all_questions: "Барлық сұрақтар", "Все вопросы", "All questions";
    see_the_map: "Картадан қараңыз", "Посмотрите на карте", "See the map";
    maps_text: "Әр карта бір сұраққа жауап береді; оны басып шығаруға немесе жүктеп алуға болады.", "Каждая карта отвечает на один вопрос; её можно распечатать или скачать.", "Each map answers one question; it can be printed or downloaded.";
    all_maps: "Барлық карталар", "Все карты", "All maps";
    ego_text: "Әр актордың айналасының картасы оның өз бетінде.", "Карта окружения каждого участника — на его странице.", "The map of an actor's neighbourhood is on the actor's page.";
    no_map: "Бұл карта сызылмады.", "Эта карта не построена.", "This map could not be drawn.";
    as_map: "Карта түрінде", "На карте", "As a map";
    as_table: "Кесте түрінде", "В виде таблицы", "As a table";
    not_known: "Мұнда не жоқ", "Чего здесь нет", "What is not known";
    not_known_text: "Мұнда тек көрсетілген құжаттар айтқан нәрсе бар. Аталмаған өңір, топ не тақырып — ештеңе істелмейді деген сөз емес: бұл жөнінде дереккөздер үндемейді.", "Здесь есть только то, что говорят названные документы. Если регион, группа или тема не названы, это не значит, что там ничего не делается: об этом молчат источники.", "Only what the named documents say is here. A region, group or topic that is not named is not one where nothing is done: the sources are silent about it.";
    see_gaps: "Қай жерде ақтаңдақ бар", "Где пробелы", "See where the gaps are";
    facts: "тұжырымдар саны", "утверждений", "claims";
    entries: "Жазба", "Записей", "Entries";
    list_summary: "Барлық жазбалар түрі мен өңірі бойынша, әліпби ретімен.", "Все записи по видам и регионам, в алфавитном порядке.", "Everything by kind and region, in alphabetical order.";
    narrow: "Сүзгілер", "Фильтры", "Narrow down";
    kind: "Түрі", "Вид", "Kind";
    place: "Орны", "Место", "Place";
    take_away: "сүзгіні алып тастау", "убрать фильтр", "remove this filter";
    more: "Тағы", "Ещё", "More";
    pages: "Беттер", "Страницы", "Pages";
    page: "Бет", "Страница", "Page";
    previous: "Алдыңғы", "Назад", "Previous";
    next: "Келесі", "Далее", "Next";
    nothing_fits: "Бұл сүзгілерге ештеңе сай келмейді.", "Под эти фильтры ничего не подходит.", "Nothing fits these filters.";
    show_all: "Бәрін көрсету", "Показать всё", "Show everything";
    cannot_search: "Іздейтін ештеңе жоқ: мәтінде әріп не сан болуы керек және ол 200 таңбадан аспауы керек.", "Искать нечего: в тексте должны быть буквы или цифры, и не больше 200 знаков.", "There is nothing to search for: the text needs letters or digits, and at most 200 characters.";
    nothing_found: "Мұндай атау табылмады.", "Такого названия нет.", "Nothing here has such a name.";
    found: "табылды", "найдено", "found";
    did_you_mean: "Мүмкін, мынау ма:", "Возможно, вы имели в виду", "Did you mean";
    did_you_mean_this: "Мүмкін, сізге керегі мынау", "Возможно, вам нужно это", "Perhaps you want one of these";
    try_shorter: "Атаудың бір бөлігін ғана жазып көріңіз.", "Попробуйте только часть названия.", "Try only a part of the name.";
    try_other: "Басқа тілде не қысқартумен іздеп көріңіз.", "Попробуйте на другом языке или сокращением.", "Try another language, or an acronym.";
    matched: "сәйкес келген атау", "найдено по названию", "found by the name";
    other_names: "Басқа атаулары", "Другие названия", "Other names";
    in_kk: "Қазақша", "На казахском", "In Kazakh";
    in_ru: "Орысша", "На русском", "In Russian";
    in_en: "Ағылшынша", "На английском", "In English";
    broader: "Кеңірек ұғым", "Более широкое понятие", "Broader";
    narrower: "Тарырақ ұғымдар", "Более узкие понятия", "Narrower";
    concepts: "ұғым", "понятий", "concepts";
    sources_silent: "Дереккөздер бұл туралы ештеңе айтпайды.", "Источники об этом ничего не говорят.", "The sources say nothing about it.";
    role_tie: "Байланыстары", "Связи", "Ties";
    role_place: "Орындары", "Места", "Places";
    role_topic: "Тақырыптары", "Темы", "Topics";
    role_audience: "Аудиториялары", "Аудитории", "Audiences";
    role_classification: "Жіктелуі", "Классификация", "Classification";
    role_containment: "Құрамындағы орындар", "Вложенные места", "Places within";
    role_attribute: "Мәліметтері", "Сведения", "Particulars";
    role_other: "Басқа мәліметтер", "Прочее", "Other";
    inwards: "(осыған қарай)", "(по отношению к этому)", "(towards this)";
    context: "мәнмәтіні", "контекст", "context";
    disputed: "даулы", "оспаривается", "disputed";
    modality: "Іс жағдайы", "Модальность", "Modality";
    note: "Ескертпе", "Примечание", "Note";
    row: "жол", "строка", "row";
    row_of_thing: "Кестедегі жолы", "Строка таблицы", "Row of the table";
    claim: "Тұжырым", "Утверждение", "Claim";
    subject: "Кім", "Субъект", "Subject";
    object: "Кім не не", "Объект", "Object";
    relation: "Қатынас", "Отношение", "Relation";
    property: "Қасиет", "Свойство", "Property";
    value: "Мән", "Значение", "Value";
    who: "Кім", "Кто", "Who";
    what: "Кімді не нені", "Кого или что", "Whom or what";
    since: "Қашаннан", "С какого времени", "Since";
    until: "Қашанға дейін", "До какого времени", "Until";
    qualifier: "Нақтылауы", "Уточнение", "Qualifier";
    source: "Дереккөз", "Источник", "Source";
    lines: "Жолдар", "Строки", "Lines";
    certainty: "Анықтығы", "Достоверность", "Certainty";
    yes: "иә", "да", "yes";
    no: "жоқ", "нет", "no";
    neighbourhood: "Айналасы", "Окружение", "Neighbourhood";
    no_ties: "Көрсететін байланыс жоқ.", "Связей, которые можно показать, нет.", "There are no ties to show.";
    too_many_ties: "Байланыс тым көп: бір бетке сыймайды. Олар жоғарыда тізілген.", "Связей слишком много для одной страницы. Они перечислены выше.", "There are too many ties for one page. They are listed above.";
    dates: "Уақыты", "Во времени", "In time";
    downloads: "Жүктеп алу", "Скачать", "Downloads";
    download: "Жүктеп алу", "Скачать", "Download";
    cite: "Қалай сілтеме жасау керек", "Как сослаться", "Cite this";
    questions_text: "Жауап — кесте, оның әр жолында дереккөзі бар; оны жүктеп алуға, ал мекенжайын басқаға жіберуге болады.", "Ответ — таблица с источником в каждой строке; её можно скачать, а её адрес — переслать.", "The answer is a table with a source in each row; it can be downloaded, and its address can be sent on.";
    q_general: "Бірден жауап беретіндер", "Отвечают сразу", "Answered at once";
    q_place: "Орын туралы", "О месте", "About a place";
    q_concept: "Тақырып, аудитория не түр туралы", "О теме, аудитории или виде", "About a topic, audience or kind";
    q_entity: "Актор, жұмыс не құжат туралы", "Об участнике, работе или документе", "About an actor, work or document";
    q_value: "Мән не мерзім туралы", "О значении или времени", "About a value or time";
    answer: "Жауап", "Ответ", "Answer";
    rows: "Жол", "Строк", "Rows";
    cut: "Жауап қысқартылды: жолдардың бәрі емес.", "Ответ обрезан: показаны не все строки.", "The answer was cut: these are not all rows.";
    no_answer_now: "Қазір жауап алынбады:", "Ответ сейчас не получен:", "There is no answer now:";
    ask_do: "Сұрау", "Спросить", "Ask";
    any: "кез келген", "любое", "any";
    required: "міндетті", "обязательно", "required";
    needed: "Мәнін жазыңыз: онсыз сұраққа жауап жоқ.", "Укажите значение: без него ответа нет.", "Give a value: there is no answer without it.";
    wrong_value: "Мұндай мән жоқ", "Такого значения нет", "There is no such value";
    choose: "Тізімнен таңдаңыз.", "Выберите из списка.", "Choose one from the list.";
    number_needed: "Сан керек, мысалы 10.", "Нужно число, например 10.", "A number is needed, such as 10.";
    year_needed: "Жыл керек, мысалы 2024.", "Нужен год, например 2024.", "A year is needed, such as 2024.";
    unknown_param: "Сұрақта мұндай параметр жоқ:", "У вопроса нет такого параметра:", "The question has no such parameter:";
    for_example: "Мысалы:", "Например:", "For example:";
    as_sparql: "SPARQL мәтіні", "Текст на SPARQL", "The SPARQL text";
    gaps_text: "Дереккөздерде жоба, еңбек не құжат аталмаған өңірлер, аудиториялар, тақырыптар; ешкім қолға алмаған ұсыныстар мен мәселелер.", "Регионы, аудитории и темы, для которых источники не называют ни проекта, ни работы; рекомендации и проблемы, за которые никто не взялся.", "Regions, audiences and topics for which the sources name no project or work; recommendations and problems that nobody takes up.";
    zero_means: "дереккөздер екеуінің де істерін атайды, бірақ ортақ ісін атамайды", "источники называют дела и того, и другого, но не общие", "the sources name works of both, but none that has both";
    unknown_means: "белгісіз: дереккөздер айтпайды", "неизвестно: источники не говорят", "not known: the sources do not say";
    not_told: "белгісіз", "неизвестно", "not known";
    gap_regions: "Бірде-бір актор не іс аталмаған өңірлер", "Регионы, где не названы ни акторы, ни дела", "Regions in which no actor and no work is named";
    gap_regions_text: "Бүкіл ел бойынша істер өңірлерге бөлінбейді.", "Дела по всей стране между регионами не делятся.", "Works for the whole country are not divided among regions.";
    gap_audiences: "Ешбір іс арналмаған аудиториялар", "Аудитории, для которых не названо ни одного дела", "Audiences for which no work is named";
    gap_audiences_text: "Жобалар, іс-шаралар мен еңбектер есепке алынады; тар топқа арналғаны кең топқа да саналады.", "Считаются проекты, события и работы; предназначенное более узкой группе считается и для широкой.", "Projects, events and works count, and what is meant for a narrower group counts for the broader one.";
    gap_topics: "Ешкім айналыспайтын тақырыптар", "Темы, которыми никто не занимается", "Topics that nobody works on";
    as_question: "Сұрақ ретінде", "Как вопрос", "As a question";
    present_here: "Осы жерде", "Здесь есть", "Present here";
    present_text: "Дереккөздер осы жерге не оның ішіндегі жерге жатқызғандар.", "Всё, что источники относят к этому месту или к месту внутри него.", "What the sources place here or in a place inside it.";
    gap_topics_text: "Жоба, іс-шара, еңбек те қамтымайды, актор да айналыспайды; тар тақырыптағысы кең тақырыпқа да саналады.", "Их не касаются проекты, события и работы, ими не занимаются акторы; более узкая тема считается и для широкой.", "No project, event or work deals with them, and no actor works on them; a narrower topic counts for the broader one.";
    gap_ideas: "Ешкім қолға алмаған ойлар", "Идеи, за которые никто не взялся", "Ideas that nobody takes up";
    gap_ideas_text: "Тақырыбы да, аудиториясы да сай келетін бірде-бір жоба, іс-шара не еңбек аталмаған. Бөлшек сызығынан кейін — барлық саны.", "Не названо ни одного проекта, события или работы с той же темой и аудиторией. После черты — сколько их всего.", "No project, event or work with the same topic and audience is named. After the stroke: how many there are in all.";
    cannot_tell: "Айту мүмкін емес: тақырыбы аталмаған", "Сказать нельзя: тема не названа", "Cannot be told: no topic is stated";
    covered: "Қамтылғандары", "Охваченные", "Covered";
    none: "Жоқ.", "Нет.", "None.";
    topics_by_region: "Тақырыптар өңірлер бойынша", "Темы по регионам", "Topics by region";
    audiences_by_region: "Аудиториялар өңірлер бойынша", "Аудитории по регионам", "Audiences by region";
    ontology_text: "Деректерде қолданылатын кластар, қатынастар мен ұғымдар жүйелері: мағынасы, атаулары, қаншасы бар.", "Классы, отношения и схемы понятий, которыми описаны данные: значение, названия, сколько чего.", "The classes, relations and concept schemes of the data: what they mean, what they are called, how many there are.";
    class_tree: "Кластар ағашы", "Дерево классов", "Class tree";
    classes: "Кластар", "Классы", "Classes";
    properties: "Қатынастар мен қасиеттер", "Отношения и свойства", "Relations and properties";
    schemes: "Ұғымдар жүйелері", "Схемы понятий", "Concept schemes";
    things: "нысан", "объектов", "things";
    stands_under: "Жоғарғысы", "Вышестоящие", "Stands under";
    inverse: "Керісі", "Обратное", "Inverse";
    from: "Неден", "От чего", "From";
    to: "Неге", "К чему", "To";
    members: "Осы түрге жататындар", "К этому виду относятся", "Of this kind";
    in_catalogue: "Каталогта көрсету", "Показать в каталоге", "Show in the catalogue";
    rules: "Қорытындылау ережелері", "Правила вывода", "Rules of inference";
    rules_text: "Осы ережелер бойынша көрсетілген тұжырымдардан басқа үштіктер шығады; олар бөлек графта тұрады.", "По этим правилам из приведённых утверждений выводятся другие триплеты; они лежат в отдельном графе.", "By these rules further triples follow from the claims; they stand in a graph of their own.";
    limits: "Шектеулер", "Ограничения", "Limits";
    limits_sources: "Мұнда бірнеше құжат айтқан нәрсе ғана бар. Тұжырым шындыққа емес, құжатқа сілтейді.", "Здесь только то, что сказано в нескольких документах. Утверждение ссылается на документ, а не на истину.", "Only what a few documents say is here. A claim refers to a document, not to the truth.";
    limits_open: "Айтылмаған нәрсе «жоқ» дегенді білдірмейді.", "Не сказанное не означает «нет».", "What is not said is not a “no”.";
    limits_translated: "Кейбір атаулар дереккөзден емес, аударылған; аудармасы деректерде белгіленген.", "Часть названий переведена, а не взята из источника; в данных это отмечено.", "Some names are translated and not the source's own; the data says which.";
    for_programs: "Бағдарламаларға", "Для программ", "For programs";
    api_sparql: "SPARQL 1.1 сұрауларына жауап береді", "отвечает на запросы SPARQL 1.1", "answers SPARQL 1.1 queries";
    api_entity: "бір нысанның деректері", "данные об одном объекте", "data on one thing";
    api_void: "деректер жиынының сипаттамасы (VoID)", "описание набора данных (VoID)", "description of the dataset (VoID)";
    api_catalogue: "каталог (DCAT) және жүктелетін файлдар", "каталог (DCAT) и файлы для скачивания", "catalogue (DCAT) and files to download";
    api_mcp: "тілдік модельдерге арналған құралдар (Model Context Protocol)", "инструменты для языковых моделей (Model Context Protocol)", "tools for language models (Model Context Protocol)";
    api_reconcile: "өз тізіміңізді сәйкестендіру (OpenRefine)", "сопоставление своих списков (OpenRefine)", "matching of your own lists (OpenRefine)";
    api_openapi: "мекенжайлардың сипаттамасы (OpenAPI)", "описание адресов (OpenAPI)", "description of the addresses (OpenAPI)";
    api_releases: "жаңа нұсқалар (Atom)", "новые версии (Atom)", "new versions (Atom)";
    sparql_text: "Деректерге SPARQL 1.1 тілінде сұрау қойыңыз; жауап таңдалған пішімде келеді.", "Задайте запрос к данным на языке SPARQL 1.1; ответ придёт в выбранном формате.", "Ask the data in SPARQL 1.1; the answer comes in the format that you choose.";
    needs_server: "Бұл беттер файл түрінде жарияланған: SPARQL сұрауларына жауап беретін сервер жоқ. Дайын сұрақтардың жауаптары төменде.", "Эти страницы опубликованы как файлы: сервера, который отвечает на SPARQL, нет. Ответы на готовые вопросы — ниже.", "These pages are published as files: there is no server that answers SPARQL. The answers to ready questions are below.";
    fixed: "Бұл беттер файл түрінде жарияланған: басқа мәнмен сұрау үшін бағдарламаны өз компьютеріңізде іске қосыңыз.", "Эти страницы опубликованы как файлы: чтобы спросить с другими значениями, запустите программу у себя.", "These pages are published as files: to ask with other values, run the program on your computer.";
    search_files: "Іздеу үшін браузерде JavaScript қосулы болуы керек; онсыз каталогтан таңдаңыз.", "Для поиска в браузере должен быть включён JavaScript; без него выбирайте из каталога.", "Searching needs JavaScript in the browser here; without it, choose from the catalogue.";
    query: "Сұрау", "Запрос", "Query";
    format: "Пішімі", "Формат", "Format";
    examples: "Мысалдар", "Примеры", "Examples";
    prefixes: "Префикстер", "Префиксы", "Prefixes";
    prefixes_text: "Бұл префикстерді жарияламай-ақ қолдануға болады.", "Эти префиксы можно не объявлять.", "These prefixes need no declaration.";
    not_found: "Мұндай бет жоқ", "Такой страницы нет", "There is no such page";
    not_found_text: "Мына мекенжайда ештеңе жоқ:", "По этому адресу ничего нет:", "Nothing stands at this address:";
    gone: "Бұл жазба алып тасталған", "Эта запись отозвана", "This entry was withdrawn";
    what_became: "Не болды", "Что произошло", "What became of it";
    since_version: "Қай нұсқадан бері", "Начиная с версии", "Since version";
    reason: "Себебі", "Причина", "Reason";
    replaced_by: "Оның орнында", "Вместо неё", "In its place";
    explore: "Желіні зерттеу", "Исследовать сеть", "Explore the network";
    explore_text: "Картадан бастаңыз: сүзгімен тарылтыңыз, көршілерін ашыңыз, екі түйіннің арасындағы жолды табыңыз. Әр байланыстың жанында дереккөзі мен жолдары тұр.", "Начните с карты: сузьте её фильтрами, раскройте соседей, найдите путь между двумя узлами. У каждой связи указаны источник и строки.", "Begin with a map: narrow it down, expand neighbours, find the path between two. Every tie shows its source and lines.";
    explore_needs: "Желіні зерттеу үшін браузерде JavaScript қосулы болуы керек. Онсыз сол деректер мына беттерде:", "Чтобы исследовать сеть, в браузере должен быть включён JavaScript. Без него те же данные — на этих страницах:", "Exploring the network needs JavaScript in the browser. Without it, the same data is on these pages:";
    explore_all: "Желіні өзіңіз зерттеңіз", "Исследуйте сеть сами", "Explore the network yourself";
    explore_map: "Осы картаны зерттеу", "Исследовать эту карту", "Explore this map";
    explore_around: "Айналасын зерттеу", "Исследовать окружение", "Explore its neighbourhood";
    script_licences: "Беттердегі бағдарламалардың лицензиялары", "Лицензии программ на страницах", "Licences of the scripts on these pages";
}

/// The names of columns that answers have and no class or property is called by: Kazakh, Russian, English.
const COLUMNS: &[(&str, [&str; 3])] = &[
    ("source", ["дереккөз", "источник", "source"]),
    ("lines", ["жолдар", "строки", "lines"]),
    ("certainty", ["анықтығы", "достоверность", "certainty"]),
    ("modality", ["іс жағдайы", "модальность", "modality"]),
    ("relation", ["қатынас", "отношение", "relation"]),
    ("property", ["қасиет", "свойство", "property"]),
    ("note", ["ескертпе", "примечание", "note"]),
    ("kind", ["түрі", "вид", "kind"]),
    ("where", ["қайда", "где", "where"]),
    ("start", ["басы", "начало", "start"]),
    ("end", ["соңы", "конец", "end"]),
    ("since", ["қашаннан", "с", "since"]),
    ("until", ["қашанға дейін", "до", "until"]),
    ("when", ["қашан", "когда", "when"]),
    ("date", ["күні", "дата", "date"]),
    ("year", ["жылы", "год", "year"]),
    ("activity", ["іс", "дело", "activity"]),
    ("value", ["мәні", "значение", "value"]),
    ("what", ["не", "что", "what"]),
    ("who", ["кім", "кто", "who"]),
    ("by", ["кім тарапынан", "кем", "by"]),
    ("to", ["кімге", "кому", "to"]),
    ("for", ["кім үшін", "для кого", "for"]),
    ("about", ["не туралы", "о чём", "about"]),
    ("role", ["рөлі", "роль", "role"]),
    ("rank", ["дәрежесі", "ранг", "rank"]),
    ("topic", ["тақырып", "тема", "topic"]),
    ("audience", ["аудитория", "аудитория", "audience"]),
    ("unit", ["өлшем бірлігі", "единица", "unit"]),
    ("number", ["саны", "число", "number"]),
    ("count", ["саны", "количество", "count"]),
    ("claim", ["тұжырым", "утверждение", "claim"]),
    ("claims", ["тұжырымдар", "утверждения", "claims"]),
    ("name", ["атауы", "название", "name"]),
    ("other", ["екіншісі", "другой", "other"]),
    ("one", ["біріншісі", "один", "one"]),
    ("frequency", ["жиілігі", "частота", "frequency"]),
    ("actors", ["акторлар", "участники", "actors"]),
    ("activities", ["істер", "дела", "activities"]),
    ("documents", ["құжаттар", "документы", "documents"]),
    ("things", ["нысандар", "объекты", "things"]),
    ("affected", ["кімге әсер етеді", "кого касается", "affected"]),
    ("affectedCertainty", ["оның анықтығы", "достоверность этого", "its certainty"]),
    ("audienceLines", ["аудитория жолдары", "строки об аудитории", "lines on the audience"]),
    ("body", ["орган", "орган", "body"]),
    ("category", ["санаты", "категория", "category"]),
    ("dateCertainty", ["күннің анықтығы", "достоверность даты", "certainty of the date"]),
    ("dateLines", ["күні туралы жолдар", "строки о дате", "lines on the date"]),
    ("doer", ["істеуші", "исполнитель", "doer"]),
    ("doerLines", ["істеуші туралы жолдар", "строки об исполнителе", "lines on the doer"]),
    ("does", ["не істейді", "что делает", "does"]),
    ("entity", ["нысан", "объект", "thing"]),
    ("entry", ["жазба", "запись", "entry"]),
    ("giver", ["қолдаушы", "кто поддерживает", "giver"]),
    ("receiver", ["қолдау алушы", "кого или что поддерживают", "receiver"]),
    ("group", ["топ", "группа", "group"]),
    ("ideas", ["ойлар", "идеи", "ideas"]),
    ("in", ["тілі", "на языке", "in"]),
    ("inCertainty", ["тілінің анықтығы", "достоверность языка", "certainty of the language"]),
    ("maker", ["жасаушы", "создатель", "maker"]),
    ("mentioned", ["аталған", "упомянут", "mentioned"]),
    ("namedBy", ["кім атаған", "кем назван", "named by"]),
    ("notion", ["ұғым", "понятие", "notion"]),
    ("of", ["кімнің не ненің", "кого или чего", "of"]),
    ("onePart", ["біріншісінің рөлі", "роль одного", "part of the one"]),
    ("otherPart", ["екіншісінің рөлі", "роль другого", "part of the other"]),
    ("organisationLines", ["ұйым туралы жолдар", "строки об организации", "lines on the organisation"]),
    ("organisations", ["ұйымдар", "организации", "organisations"]),
    ("outlet", ["БАҚ", "СМИ", "outlet"]),
    ("ownership", ["меншігі", "собственность", "ownership"]),
    ("priority", ["басымдық", "приоритет", "priority"]),
    ("problems", ["мәселелер", "проблемы", "problems"]),
    ("recommendations", ["ұсыныстар", "рекомендации", "recommendations"]),
    ("running", ["іс жүргізетіндері", "что-то ведут", "running"]),
    ("unitLines", ["бірлік туралы жолдар", "строки о единице", "lines on the unit"]),
    ("whereLines", ["орны туралы жолдар", "строки о месте", "lines on the place"]),
    ("works", ["еңбектер", "работы", "works"]),
    ("writer", ["авторы", "автор", "writer"]),
    ("through", ["кім арқылы", "через кого", "through"]),
    ("exact", ["дәл аталғаны", "что именно названо", "what exactly"]),
    ("thing", ["нысан", "объект", "thing"]),
    ("reached", ["кімге жеткен", "кого охватывает", "whom it reaches"]),
    ("meaning", ["мағынасы", "значение слова", "meaning"]),
    ("firstLines", ["алғашқы жолдар", "первые строки", "first lines"]),
    ("planned", ["жоспарланғаны", "что планируется", "planned"]),
    ("topics", ["тақырыптар", "темы", "topics"]),
    ("class", ["класы", "класс", "class"]),
    ("direction", ["бағыты", "направление", "direction"]),
    ("addressee", ["кімге арналған", "адресат", "addressee"]),
];

/// What a column of an answer is called, if it is one of the common ones.
pub(super) fn column(name: &str, lang: Lang) -> Option<&'static str> {
    let (_, [kk, ru, en]) = COLUMNS.iter().find(|(column, _)| *column == name)?;
    Some(match lang {
        Lang::Kk => kk,
        Lang::Ru => ru,
        Lang::En => en,
    })
}
