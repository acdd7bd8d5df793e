//! The words of the reference pages that the ontology does not have, in three languages.

use crate::text::phrases;

phrases! {
    ontology: "Онтология", "Онтология", "Ontology";
    dictionary: "Деректер сөздігі", "Словарь данных", "Data dictionary";
    dictionary_summary: "Кестелер мен олардың бағандары: не жазылады және ол қалай RDF болады.", "Таблицы и их столбцы: что в них пишут и как это становится RDF.", "The tables and their columns: what is written there, and how it becomes RDF.";
    version: "нұсқасы", "версия", "version";
    classes: "Кластар", "Классы", "Classes";
    diagram: "Кластар ағашы", "Дерево классов", "Class tree";
    properties: "Қатынастар мен қасиеттер", "Отношения и свойства", "Relations and properties";
    schemes: "Ұғымдар жүйелері", "Схемы понятий", "Concept schemes";
    rules: "Қорытындылау ережелері", "Правила вывода", "Rules of inference";
    iri: "мекенжайы", "адрес", "address";
    meaning: "мағынасы", "значение", "meaning";
    other_languages: "басқа тілдерде", "на других языках", "in other languages";
    above: "жоғарғысы", "вышестоящие", "stands under";
    below: "төменгілері", "нижестоящие", "stands above";
    inverse: "керісі", "обратное", "inverse";
    nature: "сипаты", "характер", "nature";
    symmetric: "симметриялы", "симметричное", "symmetric";
    from: "неден", "от чего", "from";
    to: "неге", "к чему", "to";
    things: "нысандар саны", "объектов", "things";
    claims: "тұжырымдар саны", "утверждений", "claims";
    adds: "қосқан үштіктері", "добавило триплетов", "triples added";
    name: "атауы", "название", "name";
    role_tie: "актор мен оның ісінің байланысы", "связь актора и его дел", "tie of an actor and its work";
    role_place: "орын", "место", "place";
    role_topic: "тақырып", "тема", "topic";
    role_audience: "аудитория", "аудитория", "audience";
    role_classification: "жіктеу", "классификация", "classification";
    role_containment: "құрамындағы орын", "вложенность мест", "containment of places";
    role_attribute: "мән", "значение", "value";
    column: "баған", "столбец", "column";
    required: "міндетті", "обязателен", "required";
    yes: "иә", "да", "yes";
    kind: "мәннің түрі", "вид значения", "kind of value";
    becomes: "RDF-те", "в RDF", "in RDF";
    rows: "жолдар саны", "строк", "rows";
    key: "кілт", "ключ", "key";
    refers: "сілтейді", "ссылается на", "refers to";
    subject: "субъектісі", "субъект", "subject";
    text: "мәтін", "текст", "text";
    language: "тілі", "язык", "language";
    no_triples: "үштік бермейді", "триплетов не даёт", "yields no triples";
    see_ontology: "Онтология", "Онтология", "The ontology";
    see_dictionary: "Деректер сөздігі", "Словарь данных", "The data dictionary";
}
