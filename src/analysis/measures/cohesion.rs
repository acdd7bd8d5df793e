//! Measures of what holds together: components, cores, communities, cut points and bridges.

use crate::analysis::measures::{Kind, Measure, Order, column, count};
use crate::analysis::{Row, bridges, clustering, communities, components, core_numbers, cut_points};
use crate::network::Value;

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "core",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Seidman 1983, doi:10.1016/0378-8733(83)90028-X",
        labels: ["Өзек нөмірі", "Номер ядра", "Core number"],
        descriptions: [
            "Әр түйінінің кемінде k көршісі бар ең тығыз бөліктің k саны: түйін кіретін ең үлкені.",
            "Наибольшее k, при котором узел входит в часть сети, где у каждого не меньше k соседей.",
            "The largest k such that the node is in a part of the network where everyone has at least k neighbours.",
        ],
        columns: &[column("core", "Өзек нөмірі", "Номер ядра", "Core number")],
        take: |given| {
            let all = core_numbers(&given.ties);
            given.nodes(|node| vec![count(all[node])])
        },
    },
    Measure {
        name: "clustering",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Watts and Strogatz 1998, doi:10.1038/30918",
        labels: ["Шоғырлану коэффициенті", "Коэффициент кластеризации", "Clustering coefficient"],
        descriptions: [
            "Түйін көршілері жұптарының қандай үлесі бір-бірімен байланысты.",
            "Какая доля пар соседей узла связана между собой.",
            "What share of the pairs of a node's neighbours is tied to each other.",
        ],
        columns: &[column("clustering", "Шоғырлану", "Кластеризация", "Clustering")],
        take: |given| {
            let all = clustering(&given.ties);
            given.nodes(|node| vec![Value::Number(all[node])])
        },
    },
    Measure {
        name: "community",
        kind: Kind::Node,
        order: Order::Rising,
        paper: "Traag et al. 2019, doi:10.1038/s41598-019-41695-z",
        labels: ["Қауымдастық", "Сообщество", "Community"],
        descriptions: [
            "Іштегі байланыстары күтілгеннен көп түйіндер жиыны; Лейден алгоритмі табады, ең үлкені бірінші.",
            "Множество узлов, внутри которого связей больше ожидаемого; найдено алгоритмом Лейдена, большие первыми.",
            "A set of nodes with more ties inside than expected, found by the Leiden algorithm; the largest is the first.",
        ],
        columns: &[column("community", "Қауымдастық", "Сообщество", "Community")],
        take: |given| {
            let all = communities(&given.ties, given.options.leiden_seed, given.options.leiden_runs)?;
            given.nodes(|node| vec![count(all.of[node])])
        },
    },
    Measure {
        name: "component",
        kind: Kind::Node,
        order: Order::Rising,
        paper: "Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
        labels: ["Компонент", "Компонента", "Component"],
        descriptions: [
            "Бір-біріне жететін түйіндер жиыны; ең үлкені бірінші.",
            "Множество узлов, достижимых друг для друга; большие первыми.",
            "A set of nodes that reach each other; the largest is the first.",
        ],
        columns: &[
            column("component", "Компонент", "Компонента", "Component"),
            column("component_size", "Компонент көлемі", "Размер компоненты", "Size of component"),
        ],
        take: |given| {
            let all = components(&given.ties);
            let mut sizes = vec![0; all.len() + 1];
            all.iter().for_each(|number| sizes[*number] += 1);
            given.nodes(|node| vec![count(all[node]), count(sizes[all[node]])])
        },
    },
    Measure {
        name: "cut_points",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Hopcroft and Tarjan 1973, doi:10.1145/362248.362272",
        labels: ["Бөлу нүктелері", "Точки сочленения", "Cut points"],
        descriptions: [
            "Түйін болмаса, қанша түйін ең үлкен бөліктен бөлініп қалады; 0 болса, ешкім.",
            "Сколько узлов отделится от наибольшей части, если узла не будет; 0 — никто.",
            "How many nodes are cut off from the largest part if the node is missing; 0 if none.",
        ],
        columns: &[
            column("cut_off", "Бөлінетін түйіндер", "Отделяемые узлы", "Nodes cut off"),
            column("cut_parts", "Бөліктер", "Части", "Parts"),
        ],
        take: |given| {
            let all = cut_points(&given.ties);
            given.nodes(|node| {
                let point = all.binary_search_by_key(&node, |point| point.node).map(|place| all[place]);
                point.map_or(vec![count(0), count(0)], |point| vec![count(point.cut_off), count(point.parts)])
            })
        },
    },
    Measure {
        name: "bridges",
        kind: Kind::Pair,
        order: Order::Falling,
        paper: "Hopcroft and Tarjan 1973, doi:10.1145/362248.362272",
        labels: ["Көпірлер", "Мосты", "Bridges"],
        descriptions: [
            "Жалғыз байланыс болып тұрған байланыстар: ол болмаса, қанша түйін бөлініп қалады.",
            "Связи, без которых сеть распадается, и сколько узлов отделится.",
            "Ties without which the network falls apart, and how many nodes are in the smaller part.",
        ],
        columns: &[column("bridge_cut_off", "Бөлінетін түйіндер", "Отделяемые узлы", "Nodes cut off")],
        take: |given| {
            let id = |node: usize| given.network.nodes[node].id.clone();
            let row = |bridge: &crate::analysis::Bridge| Row {
                ids: vec![id(bridge.low), id(bridge.high)],
                values: vec![count(bridge.cut_off)],
            };
            Ok(bridges(&given.ties).iter().map(row).collect())
        },
    },
];
