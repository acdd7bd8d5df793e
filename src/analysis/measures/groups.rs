//! Measures of groups of nodes: brokerage, ties within and between, mixing.

use crate::analysis::measures::{Kind, Measure, Order, column, count};
use crate::analysis::{Row, View, brokerage, external_by_group, groups, mixing};
use crate::network::Value;

pub(super) const MEASURES: &[Measure] = &[
    Measure {
        name: "brokerage",
        kind: Kind::Node,
        order: Order::Falling,
        paper: "Gould and Fernandez 1989, doi:10.2307/270949",
        labels: ["Делдалдық рөлдер", "Роли посредника", "Brokerage roles"],
        descriptions: [
            "Түйін тікелей байланыспаған екі түйінді неше рет бағыт бойынша жалғайды — үшеуінің топтарына қарай.",
            "Сколько раз узел по направлению связей соединяет два не связанных прямо узла — по группам всех трёх.",
            "How often a node is between two others without a direct tie, along the direction of ties, by the groups of the three.",
        ],
        columns: &[
            column("brokerage", "Барлығы", "Всего", "Total"),
            column("coordinator", "Үйлестіруші", "Координатор", "Coordinator"),
            column("itinerant", "Кеңесші", "Консультант", "Itinerant (consultant)"),
            column("gatekeeper", "Қақпашы", "Привратник", "Gatekeeper"),
            column("representative", "Өкіл", "Представитель", "Representative"),
            column("liaison", "Дәнекер", "Связной", "Liaison"),
        ],
        take: |given| {
            let all = brokerage(&given.ties, &groups(given.network));
            given.nodes(|node| {
                let roles = all[node];
                let by_role =
                    [roles.coordinator, roles.itinerant, roles.gatekeeper, roles.representative, roles.liaison];
                std::iter::once(roles.total()).chain(by_role).map(count).collect()
            })
        },
    },
    Measure {
        name: "external_by_group",
        kind: Kind::Group,
        order: Order::Falling,
        paper: "Krackhardt and Stern 1988, doi:10.2307/2786835",
        labels: ["Топтардың E-I индексі", "Индекс E-I по группам", "E-I index by group"],
        descriptions: [
            "Топтың сыртқы және ішкі байланыстары: -1 — бәрі іште, 1 — бәрі сыртта.",
            "Внешние и внутренние связи группы: -1 — все внутри, 1 — все наружу.",
            "The ties of a group to others and within: -1 if all are within, 1 if all lead out.",
        ],
        columns: &[
            column("ei_index", "E-I индексі", "Индекс E-I", "E-I index"),
            column("ties_external", "Сыртқы байланыстар", "Внешние связи", "External ties"),
            column("ties_internal", "Ішкі байланыстар", "Внутренние связи", "Internal ties"),
        ],
        take: |given| {
            let groups = groups(given.network);
            let all = external_by_group(&given.ties, &groups);
            let row = |(group, found): (&String, &crate::analysis::External)| Row {
                ids: vec![group.clone()],
                values: vec![Value::Number(found.index()), count(found.external), count(found.internal)],
            };
            Ok(groups.iris.iter().zip(&all).map(row).collect())
        },
    },
    Measure {
        name: "mixing",
        kind: Kind::Group,
        order: Order::Falling,
        paper: "Newman 2003, doi:10.1103/PhysRevE.67.026126",
        labels: ["Топтар арасындағы байланыстар", "Связи между группами", "Ties between groups"],
        descriptions: [
            "Бір топтан екіншісіне (немесе өз ішіне) бағытталған байланыстардың саны мен үлесі.",
            "Число и доля связей, направленных от одной группы к другой или внутрь неё самой.",
            "The number and share of ties that lead from one group to another or stay within.",
        ],
        columns: &[column("ties", "Байланыстар", "Связи", "Ties"), column("share", "Үлес", "Доля", "Share")],
        take: |given| {
            let groups = groups(given.network);
            let mixing = mixing(&given.ties, &groups, View::Directed);
            let shares = mixing.shares();
            let mut rows = Vec::new();
            for (from, first) in groups.iris.iter().enumerate() {
                for (to, second) in groups.iris.iter().enumerate() {
                    let values = vec![count(mixing.counts[from][to]), Value::Number(shares[from][to])];
                    rows.push(Row { ids: vec![first.clone(), second.clone()], values });
                }
            }
            Ok(rows)
        },
    },
];
