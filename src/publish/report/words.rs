//! The words of the report.

use crate::text::phrases;

phrases! {
    report: "Желі туралы есеп", "Отчёт о сети", "Report on the network";
    what: "Сандар дереккөздерде айтылған байланыстарды ғана сипаттайды: кімнің маңызды екенін емес, кім туралы не жазылғанын.", "Числа описывают только связи, названные в источниках: не то, кто важен, а то, что о ком записано.", "The numbers describe only ties that sources state: not who matters, but what is written about whom.";
    data: "Деректер", "Данные", "The data";
    dataset: "Деректер жиыны", "Набор данных", "Dataset";
    version: "Нұсқасы", "Версия", "Version";
    issued: "Шыққан күні", "Дата выпуска", "Released";
    licence: "Лицензиясы", "Лицензия", "Licence";
    authors: "Авторлары", "Авторы", "Authors";
    sources: "Дереккөздер", "Источники", "Sources";
    chosen: "Не алынды", "Что взято", "What was taken";
    everything: "акторлар, жобалар, еңбектер мен құжаттар және олардың арасындағы байланыстар", "участники, проекты, работы и документы и связи между ними", "actors, projects, works and documents, and the ties between them";
    size: "Көлемі мен құрылымы", "Размер и строение", "Size and structure";
    measure: "Көрсеткіш", "Показатель", "Measure";
    value: "Мәні", "Значение", "Value";
    means: "Мағынасы", "Что это значит", "What it says";
    tops: "Кім қай орында", "Кто где стоит", "Who stands where";
    tops_text: "Тек акторлар көрсетілген, ал орын барлық түйін арасында есептелген. Аралық — байланыстардың оннан бірі кездейсоқ алып тасталғанда он жағдайдың тоғызында орын жататын шек. Аралық кең болса, орын кездейсоқ.", "Показаны только участники, а ранг считается среди всех узлов. Интервал — где ранг лежит в девяти случаях из десяти, если случайно убрать десятую часть связей. Чем он шире, тем случайнее место.", "Only actors are shown; ranks are among all nodes. The interval is where the rank lies in nine of ten cases when a tenth of the ties is left out at random. The wider it is, the more the rank is a matter of chance.";
    rank: "Орын", "Ранг", "Rank";
    interval: "Аралық", "Интервал", "Interval";
    name: "Атауы", "Название", "Name";
    kind: "Түрі", "Вид", "Kind";
    brokers: "Топтар арасындағы делдалдық", "Посредничество между группами", "Brokerage between groups";
    groups: "Топтар арасындағы және ішіндегі байланыстар", "Связи между группами и внутри них", "Ties between groups and within";
    mixing: "Жол тобынан баған тобына бағытталған байланыстар саны; бағандар жолдарша нөмірленген.", "Сколько связей ведёт из группы строки в группу столбца; столбцы пронумерованы как строки.", "How many ties lead from the group of the row to the group of the column; columns are numbered as rows.";
    group: "Топ", "Группа", "Group";
    communities: "Қауымдастықтар", "Сообщества", "Communities";
    members: "Мүшелері", "Состав", "Members";
    count: "Саны", "Число", "Number";
    smaller: "Бұдан кіші қауымдастықтар", "Меньших сообществ", "Smaller communities";
    weak: "Әлсіз тұстар", "Слабые места", "Weak points";
    weak_text: "Онсыз желінің бір бөлігі ажырайтын түйіндер мен байланыстар. Дереккөздер айтпаған байланыс бұл жерде де жоқ.", "Узлы и связи, без которых часть сети отпадает. Связи, о которой источники молчат, нет и здесь.", "Nodes and ties without which a part of the network falls off. A tie that the sources do not tell of is missing here too.";
    single: "Бір түйінді ғана ұстап тұрған көпірлер", "Мостов, на которых держится один узел", "Bridges that hold only one node";
    gaps: "Қамту және ақтаңдақтар", "Охват и пробелы", "Coverage and gaps";
    gaps_text: "Тақырып пен өңір бойынша жобалар, еңбектер және іс-шаралар саны. 0 — дереккөздер тақырып бойынша істі басқа өңірде, ал бұл өңірде басқа істі атайды; «?» — белгісіз: тақырып бойынша ешбір істің өңірі айтылмаған (тек ел айтылуы мүмкін) немесе өңірде ешбір іс аталмаған.", "Число проектов, работ и событий по темам и регионам. 0 — источники помещают дело по теме в другой регион, а в этом называют другие дела; «?» — неизвестно: ни у одного дела по теме не назван регион (может быть названа только страна) или в регионе не названо ни одно дело.", "The number of projects, works and events by topic and region. 0: the sources place work on the topic in another region, and name other works in this one; “?”: not known, since no work on the topic has a region (perhaps only a country), or no work in the region is named.";
    region: "Өңір", "Регион", "Region";
    topic: "Тақырып", "Тема", "Topic";
    done: "Істер", "Дела", "Works";
    placed: "Орны айтылғаны", "С названным местом", "With a place";
    topics_stated: "Тақырыбы айтылғаны", "С названной темой", "With a topic";
    no_region: "Ешбір іс аталмаған өңірлер", "Регионы, где не названо ни одно дело", "Regions in which no work is named";
    no_topic: "Ешбір іс қамтымаған тақырыптар", "Темы, которых не касается ни одно дело", "Topics that no work covers";
    none: "жоқ", "нет", "none";
    evidence: "Дәлелдер", "Свидетельства", "Evidence";
    relations: "Қатынастар", "Отношения", "Relations";
    source: "Дереккөз", "Источник", "Source";
    certainty: "Айтылу анықтығы", "Достоверность", "Certainty";
    definitions: "Көрсеткіштер қалай анықталған", "Как определены показатели", "How measures are defined";
    paper: "Еңбек", "Работа", "Paper";
    repeat: "Есепті қалай қайталауға болады", "Как повторить отчёт", "How to repeat this report";
    no_map: "Карта бетке сыймады немесе сызатын ештеңе жоқ", "Карта не поместилась на страницу, или рисовать нечего", "The map does not fit its page, or there is nothing to draw";
}
