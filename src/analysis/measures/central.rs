//! Measures of nodes: degrees, centralities, structural holes and how stable ranks are.

use crate::analysis::measures::{Given, Kind, Measure, Order, column, count};
use crate::analysis::table::values;
use crate::analysis::{
    MeasureError, Row, betweenness, closeness, constraint, degrees, effective_size, eigenvector, pagerank, stability,
    strengths,
};
use crate::network::Value;

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "degree",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Freeman 1979, doi:10.1016/0378-8733(78)90021-7",
        labels: ["Дәреже", "Степень", "Degree"],
        descriptions: [
            "Түйін қанша басқа түйінмен байланысты. Бірнеше байланыс бір рет саналады.",
            "Со сколькими другими узлами связан узел. Несколько связей с одним узлом считаются один раз.",
            "To how many other nodes a node is tied. Several relations with one node count once.",
        ],
        columns: &[
            column("degree", "Дәреже", "Степень", "Degree"),
            column("degree_in", "Кіріс дәрежесі", "Входящая степень", "In-degree"),
            column("degree_out", "Шығыс дәрежесі", "Исходящая степень", "Out-degree"),
        ],
        take: |given| {
            let all = degrees(&given.ties);
            given.nodes(|node| [all[node].total, all[node].incoming, all[node].outgoing].map(count).into())
        },
    },
    Measure {
        name: "strength",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Barrat et al. 2004, doi:10.1073/pnas.0400087101",
        labels: ["Салмақты дәреже", "Взвешенная степень", "Weighted degree"],
        descriptions: [
            "Түйін байланыстары салмақтарының қосындысы: әр қатынас бөлек саналады.",
            "Сумма весов связей узла: каждое отношение считается отдельно.",
            "The sum of the weights of a node's ties: every relation counts.",
        ],
        columns: &[
            column("strength", "Салмақты дәреже", "Взвешенная степень", "Weighted degree"),
            column("strength_in", "Салмақты кіріс дәрежесі", "Взвешенная входящая степень", "Weighted in-degree"),
            column("strength_out", "Салмақты шығыс дәрежесі", "Взвешенная исходящая степень", "Weighted out-degree"),
        ],
        take: |given| {
            let all = strengths(&given.ties);
            given.nodes(|node| [all[node].total, all[node].incoming, all[node].outgoing].map(Value::Number).into())
        },
    },
    Measure {
        name: "betweenness",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Freeman 1977, doi:10.2307/3033543",
        labels: ["Аралықтық", "Посредничество", "Betweenness"],
        descriptions: [
            "Басқа түйіндер арасындағы ең қысқа жолдардың қандай үлесі осы түйін арқылы өтеді.",
            "Какая доля кратчайших путей между другими узлами проходит через узел.",
            "What share of the shortest paths between other nodes leads through the node.",
        ],
        columns: &[
            column("betweenness", "Аралықтық", "Посредничество", "Betweenness"),
            column("betweenness_raw", "Нормаланбаған аралықтық", "Ненормированное посредничество", "Betweenness, raw"),
        ],
        take: |given| {
            let all = betweenness(&given.ties);
            given.nodes(|node| [all[node].normalised, all[node].raw].map(Value::Number).into())
        },
    },
    Measure {
        name: "closeness",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
        labels: ["Жақындық", "Близость", "Closeness"],
        descriptions: [
            "Түйіннен басқаларға дейінгі жол қаншалықты қысқа; жететін түйіндердің үлесі ескеріледі.",
            "Насколько коротки пути от узла до остальных, с учётом доли достижимых узлов.",
            "How short the paths from the node to the others are, times the share of others that it reaches.",
        ],
        columns: &[column("closeness", "Жақындық", "Близость", "Closeness")],
        take: |given| each(given, &closeness(&given.ties)),
    },
    Measure {
        name: "eigenvector",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Bonacich 1972, doi:10.1080/0022250X.1972.9989806",
        labels: ["Меншікті вектор орталықтығы", "Центральность по собственному вектору", "Eigenvector centrality"],
        descriptions: [
            "Көршілерінің мәні жоғары түйіннің мәні де жоғары. Бір компонент ішінде ғана салыстырылады.",
            "Значение узла тем выше, чем выше значения его соседей. Сравнимо только внутри одной компоненты.",
            "A node's value is proportional to the sum of its neighbours' values. It compares within one component only.",
        ],
        columns: &[column(
            "eigenvector",
            "Меншікті вектор орталықтығы",
            "Центральность по собственному вектору",
            "Eigenvector centrality",
        )],
        take: |given| each(given, &eigenvector(&given.ties)?),
    },
    Measure {
        name: "pagerank",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Brin and Page 1998, doi:10.1016/S0169-7552(98)00110-X",
        labels: ["PageRank", "PageRank", "PageRank"],
        descriptions: [
            "Байланыстардың бағытымен кездейсоқ жүрген адам түйінде болатын уақыттың үлесі.",
            "Доля времени, которую в узле проводит тот, кто случайно идёт по направлению связей.",
            "The share of time that a random walker along the direction of ties spends at the node.",
        ],
        columns: &[column("pagerank", "PageRank", "PageRank", "PageRank")],
        take: |given| each(given, &pagerank(&given.ties, given.options.damping)),
    },
    Measure {
        name: "constraint",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Burt 1992, Structural Holes, Harvard University Press",
        labels: ["Шектелу (Бёрт)", "Ограничение (Бёрт)", "Constraint (Burt)"],
        descriptions: [
            "Түйіннің байланыстары бір-бірімен байланысты көршілерге қаншалықты шоғырланған. Оқшау түйінге анықталмайды.",
            "Насколько связи узла сосредоточены на соседях, связанных между собой. Для изолята не определено.",
            "How far a node's ties concentrate on neighbours that are tied to each other. Not defined for an isolate.",
        ],
        columns: &[column("constraint", "Шектелу", "Ограничение", "Constraint")],
        take: |given| each(given, &constraint(&given.ties, given.options.weights)),
    },
    Measure {
        name: "effective_size",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Burt 1992, Structural Holes, Harvard University Press",
        labels: ["Тиімді көлем (Бёрт)", "Эффективный размер (Бёрт)", "Effective size (Burt)"],
        descriptions: [
            "Көршілер саны минус олардың өзара байланыстарының орташа саны. Оқшау түйінге анықталмайды.",
            "Число соседей за вычетом среднего числа связей между ними. Для изолята не определено.",
            "The number of neighbours less their mean number of ties to each other. Not defined for an isolate.",
        ],
        columns: &[column("effective_size", "Тиімді көлем", "Эффективный размер", "Effective size")],
        take: |given| each(given, &effective_size(&given.ties, given.options.weights)),
    },
    Measure {
        name: "stability",
        kind: Kind::Node,
        order: Order::Rising,
        paper: "Costenbader and Valente 2003, doi:10.1016/S0378-8733(03)00012-1",
        labels: ["Орынның тұрақтылығы", "Устойчивость ранга", "Stability of ranks"],
        descriptions: [
            "Түйіннің орны және байланыстардың оннан бірі кездейсоқ алынғанда он жағдайдың тоғызында орын жататын аралық.",
            "Ранг узла и интервал, в котором он лежит в девяти случаях из десяти, если случайно убрать десятую часть связей.",
            "The rank of a node, and the interval of its rank in nine of ten cases when a tenth of the ties is left out at random.",
        ],
        columns: &[
            column("rank", "Орын", "Ранг", "Rank"),
            column("rank_low", "Орын, 5-процентиль", "Ранг, 5-й процентиль", "Rank, 5th percentile"),
            column("rank_high", "Орын, 95-процентиль", "Ранг, 95-й процентиль", "Rank, 95th percentile"),
        ],
        take: |given| {
            let again = |ties: &crate::analysis::Ties| {
                let fewer = Given { network: given.network, ties: ties.clone(), options: given.options };
                values(&fewer, &given.options.ranked_by)
            };
            let all = stability(&given.ties, given.options.resampling, &again)?;
            given.nodes(|node| [all[node].rank, all[node].low, all[node].high].map(count).into())
        },
    },
];

/// A row with one number for each node.
fn each(given: &Given<'_>, numbers: &[f64]) -> Result<Vec<Row>, MeasureError> {
    given.nodes(|node| vec![Value::Number(numbers[node])])
}
