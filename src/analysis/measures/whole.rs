//! Measures of the network as a whole.

use crate::analysis::measures::{Given, Kind, Measure, Order, column, count};
use crate::analysis::{
    View, assortativity, average_clustering, communities, components, density, distances, evidence, external, groups,
    mixing, reciprocity, transitivity,
};
use crate::network::Value;

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "size",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
        labels: ["Көлем", "Размер", "Size"],
        descriptions: [
            "Түйіндер, байланысқан жұптар және қатынастар саны.",
            "Число узлов, связанных пар и отношений.",
            "The number of nodes, tied pairs and relations.",
        ],
        columns: &[
            column("nodes", "Түйіндер", "Узлы", "Nodes"),
            column("ties", "Байланысқан жұптар", "Связанные пары", "Tied pairs"),
            column("relations", "Қатынастар", "Отношения", "Relations"),
        ],
        take: |given| {
            let network = given.network;
            Given::whole([network.nodes.len(), given.ties.pairs().len(), network.edges.len()].map(count).into())
        },
    },
    Measure {
        name: "density",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
        labels: ["Тығыздық", "Плотность", "Density"],
        descriptions: [
            "Барлық жұптардың қандай үлесі байланысты.",
            "Какая доля всех пар узлов связана.",
            "What share of all pairs of nodes is tied.",
        ],
        columns: &[column("density", "Тығыздық", "Плотность", "Density")],
        take: |given| Given::whole(vec![Value::Number(density(&given.ties))]),
    },
    Measure {
        name: "components",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
        labels: ["Компоненттер", "Компоненты", "Components"],
        descriptions: [
            "Желі неше бөліктен тұрады, ең үлкенінде және жеке тұрған қанша түйін бар.",
            "Из скольких частей состоит сеть, сколько узлов в наибольшей и сколько стоит отдельно.",
            "Of how many parts the network consists, and how many nodes are in the largest and alone.",
        ],
        columns: &[
            column("components", "Компоненттер", "Компоненты", "Components"),
            column("largest_component", "Ең үлкен компонент", "Наибольшая компонента", "Largest component"),
            column("isolates", "Оқшау түйіндер", "Изоляты", "Isolates"),
        ],
        take: |given| {
            let all = components(&given.ties);
            let largest = all.iter().filter(|number| **number == 1).count();
            let alone = (0..given.ties.count()).filter(|node| given.ties.neighbours(*node).is_empty()).count();
            Given::whole([all.iter().copied().max().unwrap_or(0), largest, alone].map(count).into())
        },
    },
    Measure {
        name: "distances",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Watts and Strogatz 1998, doi:10.1038/30918",
        labels: ["Қашықтықтар", "Расстояния", "Distances"],
        descriptions: [
            "Бір-біріне жететін жұптар арасындағы ең қысқа жолдардың орташа және ең үлкен ұзындығы, сондай жұптардың үлесі.",
            "Средняя и наибольшая длина кратчайших путей между достижимыми парами и доля таких пар.",
            "The mean and greatest length of shortest paths between pairs that reach each other, and the share of such pairs.",
        ],
        columns: &[
            column("average_path_length", "Орташа жол", "Средний путь", "Average path length"),
            column("diameter", "Диаметр", "Диаметр", "Diameter"),
            column("reached_share", "Жететін жұптар үлесі", "Доля достижимых пар", "Share of pairs reached"),
        ],
        take: |given| {
            let found = distances(&given.ties);
            let share = found.reached as f64 / found.pairs as f64;
            Given::whole(vec![Value::Number(found.average), count(found.diameter), Value::Number(share)])
        },
    },
    Measure {
        name: "reciprocity",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
        labels: ["Өзаралық", "Взаимность", "Reciprocity"],
        descriptions: [
            "Бағытталған байланыстардың қандай үлесіне жауап бар; симметриялы байланыс өзіне жауап береді.",
            "Какая доля направленных связей имеет ответную; симметричная связь взаимна.",
            "What share of directed ties is answered; a symmetric tie answers itself.",
        ],
        columns: &[column("reciprocity", "Өзаралық", "Взаимность", "Reciprocity")],
        take: |given| Given::whole(vec![Value::Number(reciprocity(&given.ties))]),
    },
    Measure {
        name: "transitivity",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Newman 2003, doi:10.1137/S003614450342480",
        labels: ["Транзитивтілік", "Транзитивность", "Transitivity"],
        descriptions: [
            "Үш түйіннен тұратын тізбектердің қандай үлесі үшбұрышқа тұйықталған; қасында — түйіндер бойынша орташа шоғырлану.",
            "Какая доля цепочек из трёх узлов замкнута в треугольник; рядом — средняя кластеризация узлов.",
            "What share of chains of three nodes closes to a triangle; beside it, the mean clustering of nodes.",
        ],
        columns: &[
            column("transitivity", "Транзитивтілік", "Транзитивность", "Transitivity"),
            column("average_clustering", "Орташа шоғырлану", "Средняя кластеризация", "Average clustering"),
        ],
        take: |given| {
            Given::whole([transitivity(&given.ties), average_clustering(&given.ties)].map(Value::Number).into())
        },
    },
    Measure {
        name: "modularity",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Newman 2004, doi:10.1103/PhysRevE.70.056131",
        labels: ["Модульділік", "Модулярность", "Modularity"],
        descriptions: [
            "Қауымдастықтар ішіндегі байланыстар үлесі күтілгеннен қаншаға артық, және неше қауымдастық бар.",
            "Насколько доля связей внутри сообществ превышает ожидаемую, и сколько сообществ.",
            "By how much the share of ties inside communities exceeds the expected, and how many communities there are.",
        ],
        columns: &[
            column("modularity", "Модульділік", "Модулярность", "Modularity"),
            column("communities", "Қауымдастықтар", "Сообщества", "Communities"),
        ],
        take: |given| {
            let found = communities(&given.ties, given.options.leiden_seed, given.options.leiden_runs)?;
            Given::whole(vec![Value::Number(found.modularity), count(found.count)])
        },
    },
    Measure {
        name: "ei_index",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Krackhardt and Stern 1988, doi:10.2307/2786835",
        labels: ["E-I индексі", "Индекс E-I", "E-I index"],
        descriptions: [
            "Топтар арасындағы және ішіндегі байланыстар: -1 — бәрі топ ішінде, 1 — бәрі топтар арасында.",
            "Связи между группами и внутри них: -1 — все внутри групп, 1 — все между группами.",
            "Ties between groups and within: -1 if all are within, 1 if all are between.",
        ],
        columns: &[
            column("ei_index", "E-I индексі", "Индекс E-I", "E-I index"),
            column("ties_external", "Топтар арасындағы байланыстар", "Связи между группами", "Ties between groups"),
            column("ties_internal", "Топ ішіндегі байланыстар", "Связи внутри групп", "Ties within groups"),
        ],
        take: |given| {
            let found = external(&given.ties, &groups(given.network));
            Given::whole(vec![Value::Number(found.index()), count(found.external), count(found.internal)])
        },
    },
    Measure {
        name: "assortativity",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Newman 2003, doi:10.1103/PhysRevE.67.026126",
        labels: ["Топтар бойынша ассортативтілік", "Ассортативность по группам", "Assortativity by group"],
        descriptions: [
            "Байланыстар өз тобында қаншалықты кездейсоқтан жиі: 1 — тек өз тобында, 0 — кездейсоқтай.",
            "Насколько связи чаще случайного остаются в своей группе: 1 — только в своей, 0 — как случайно.",
            "How far ties stay within their group more than by chance: 1 if all do, 0 if as by chance.",
        ],
        columns: &[column("assortativity", "Ассортативтілік", "Ассортативность", "Assortativity")],
        take: |given| {
            let mixing = mixing(&given.ties, &groups(given.network), View::Undirected);
            Given::whole(vec![Value::Number(assortativity(&mixing))])
        },
    },
    Measure {
        name: "evidence",
        kind: Kind::Network,
        order: Order::Given,
        paper: "Counts of the claims behind relations; no paper",
        labels: ["Дәлелдер", "Свидетельства", "Evidence"],
        descriptions: [
            "Қатынастардың қандай үлесі тек бір дереккөзге сүйенеді, қандай үлесі болжанған немесе күмәнді, қандай үлесінде уақыт бар.",
            "Какая доля отношений опирается на один источник, какая подразумевается или сомнительна, у какой указано время.",
            "What share of relations rests on one source, what share is implied or uncertain, and what share is dated.",
        ],
        columns: &[
            column("relations", "Қатынастар", "Отношения", "Relations"),
            column("one_source_share", "Бір дереккөз", "Один источник", "One source"),
            column("implied_share", "Болжанған", "Подразумевается", "Implied"),
            column("uncertain_share", "Күмәнді", "Сомнительно", "Uncertain"),
            column("dated_share", "Уақыты көрсетілген", "Указано время", "Dated"),
        ],
        take: |given| {
            let found = evidence(given.network);
            let shares = [
                found.one_source_share(),
                found.certainty_share("certainty-implied"),
                found.certainty_share("certainty-uncertain"),
                found.dated as f64 / found.edges as f64,
            ];
            Given::whole(std::iter::once(count(found.edges)).chain(shares.map(Value::Number)).collect())
        },
    },
];
