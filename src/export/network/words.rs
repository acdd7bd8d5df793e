//! Words of the exports that people read: names of sheets and columns, and what stands in tooltips.

use crate::text::phrases;

phrases! {
    nodes: "Түйіндер", "Узлы", "Nodes";
    ties: "Байланыстар", "Связи", "Ties";
    claims: "Тұжырымдар", "Утверждения", "Claims";
    id: "идентификатор", "идентификатор", "id";
    label: "атауы", "название", "name";
    kind: "түрі", "вид", "kind";
    group: "түрінің мекенжайы", "адрес вида", "address of the kind";
    class: "класы", "класс", "class";
    mode: "желідегі орны", "место в сети", "part in the network";
    iri: "мекенжайы", "адрес", "address";
    label_kk: "қазақша атауы", "название на казахском", "name in Kazakh";
    label_ru: "орысша атауы", "название на русском", "name in Russian";
    label_en: "ағылшынша атауы", "название на английском", "name in English";
    dates: "күндері", "даты", "dates";
    from: "қайдан", "откуда", "from";
    to: "қайда", "куда", "to";
    from_name: "қайдан (атауы)", "откуда (название)", "from (name)";
    to_name: "қайда (атауы)", "куда (название)", "to (name)";
    relation: "қатынас", "отношение", "relation";
    relation_iri: "қатынастың мекенжайы", "адрес отношения", "address of the relation";
    family: "қатынастар тобы", "группа отношений", "family of relations";
    directed: "бағыты бар", "есть направление", "has a direction";
    weight: "салмағы", "вес", "weight";
    sources: "дереккөздер", "источники", "sources";
    source: "дереккөз", "источник", "source";
    source_name: "дереккөздің атауы", "название источника", "name of the source";
    lines: "жолдары", "строки", "lines";
    certainty: "сенімділігі", "достоверность", "certainty";
    disputed: "даулы", "оспаривается", "disputed";
    modality: "іс жағдайы", "модальность", "modality";
    since: "басталуы", "начало", "start";
    until: "аяқталуы", "окончание", "end";
    number_of_claims: "тұжырымдар саны", "число утверждений", "number of claims";
    claim_ids: "тұжырымдар", "утверждения", "claims";
    via: "арқылы", "через", "through";
    claim: "тұжырым", "утверждение", "claim";
    tie: "байланыс", "связь", "tie";
    role: "рөлі", "роль", "role";
    frequency: "жиілігі", "частота", "frequency";
    change: "өзгерісі", "изменение", "change";
}

impl Words {
    /// The heading of a column of nodes or ties; of a measure, its own name.
    pub(super) fn heading<'a>(&'a self, column: &'a str) -> &'a str {
        match column {
            "id" => self.id,
            "label" => self.label,
            "kind" => self.kind,
            "group" => self.group,
            "class" => self.class,
            "mode" => self.mode,
            "iri" => self.iri,
            "label_kk" => self.label_kk,
            "label_ru" => self.label_ru,
            "label_en" => self.label_en,
            "dates" => self.dates,
            "source" => self.from,
            "target" => self.to,
            "relation" => self.relation_iri,
            "family" => self.family,
            "directed" => self.directed,
            "weight" => self.weight,
            "sources" => self.sources,
            "lines" => self.lines,
            "certainty" => self.certainty,
            "disputed" => self.disputed,
            "modality" => self.modality,
            "since" => self.since,
            "until" => self.until,
            "claims" => self.number_of_claims,
            "claim_ids" => self.claim_ids,
            "via" => self.via,
            "change" => self.change,
            other => other,
        }
    }
}
