//! The power-interest grid, from ratings that a user brings: interest to the right, power upwards.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::{Area, Canvas, Entry, Mark, Text, outline};
use crate::export::{hex, node_style};
use crate::layout::{LINE, Method, Options, Point, Problem, Setting, arrange, set};
use crate::network::{Network, Selection, Value};
use crate::publish::maps::picture::Picture;
use crate::publish::maps::ratings::{Rating, SCALE};
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::{phrases, xml};

phrases! {
    interest: "мүдде", "заинтересованность", "interest";
    power: "мүмкіндік (power)", "возможности (power)", "power";
    raters: "Бағалағандар", "Оценили", "Rated by";
    actors: "Акторлар", "Участники", "Actors";
    ratings: "бағалар", "оценок", "ratings";
    read: "Бағалар осы деректер жинағынан емес, аталған адамдардан алынған; белгі — орташа мән, сызық — бағалардың аралығы.", "Оценки взяты не из этого набора данных, а у названных людей; знак — среднее, линия — разброс оценок.", "The ratings come not from this dataset but from the people named; a box stands at the mean, the line is the range of ratings.";
}

/// What is rated of one actor.
struct Mean {
    node: usize,
    interest: f64,
    power: f64,
    range: [f64; 4],
    ratings: usize,
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let ratings = request
        .ratings
        .ok_or_else(|| MapError::Needs("the view `power-interest` needs ratings: `--ratings FILE.csv`".to_owned()))?;
    let network = Selection { isolates: true, ..request.selection.clone() }.of(request.network);
    let means = means(&network, ratings);
    let kept: BTreeSet<usize> = means.iter().map(|mean| mean.node).collect();
    let styles: BTreeSet<(u32, &str)> = kept
        .iter()
        .map(|node| {
            let group = network.nodes[*node].group.as_str();
            (network.groups.get(group).map_or(u32::MAX, |g| g.style), group)
        })
        .collect();
    let legend = styles.iter().map(|(style, group)| Entry {
        mark: Mark::Node(node_style(*style)),
        text: network.group_label(group, request.lang).to_owned(),
    });
    let mut said: BTreeSet<String> = BTreeSet::new();
    for rating in ratings {
        said.insert(format!("{} ({}, {})", rating.rater, rating.source, rating.date));
    }
    let raters = format!("{}: {}.", words.raters, said.into_iter().collect::<Vec<_>>().join("; "));
    let mut shown = network.subset(&kept, []);
    for (node, mean) in shown.nodes.iter_mut().zip(&means) {
        node.attributes = mean.told(ratings, &node.id);
    }
    let picture = Picture {
        title: view.title(request.lang),
        subtitle: format!(
            "{}: {} · {}: {}",
            words.actors,
            means.len(),
            words.ratings,
            means.iter().map(|mean| mean.ratings).sum::<usize>()
        ),
        legend: vec![legend.collect()],
        notes: vec![words.read.to_owned(), raters],
        definitions: "",
        size: (means.len(), 0),
        network: shown,
        basis: None,
    };
    picture.draw(request, |canvas, area, _| paint(canvas, area, &network, &means, request))
}

impl Mean {
    /// What formats without a picture say of the actor: means, ranges if there are several ratings, and whose they are.
    fn told(&self, ratings: &[Rating], id: &str) -> BTreeMap<String, Value> {
        let own = || ratings.iter().filter(|rating| rating.actor == id);
        let all = |what: fn(&Rating) -> &str| {
            let found: BTreeSet<&str> = own().map(what).collect();
            Value::Text(found.into_iter().collect::<Vec<_>>().join("; "))
        };
        let mut told = vec![
            ("interest", Value::Number(self.interest)),
            ("power", Value::Number(self.power)),
            ("ratings", Value::Integer(i64::try_from(self.ratings).unwrap_or(i64::MAX))),
            ("raters", all(|rating| &rating.rater)),
            ("rating_sources", all(|rating| &rating.source)),
            ("rating_dates", all(|rating| &rating.date)),
        ];
        if self.ratings > 1 {
            let names = ["interest_least", "interest_most", "power_least", "power_most"];
            told.extend(names.into_iter().zip(self.range.map(Value::Number)));
        }
        told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn means(network: &Network, ratings: &[Rating]) -> Vec<Mean> {
    let mut by_node: BTreeMap<usize, Vec<&Rating>> = BTreeMap::new();
    for rating in ratings {
        if let Some(node) = network.find(&rating.actor) {
            by_node.entry(node).or_default().push(rating);
        }
    }
    by_node
        .into_iter()
        .map(|(node, list)| {
            let of = |value: &dyn Fn(&Rating) -> f64| {
                let values = list.iter().map(|rating| value(rating));
                let (low, high) = values.clone().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
                (values.sum::<f64>() / list.len() as f64, low, high)
            };
            let (interest, i1, i2) = of(&|rating| rating.interest);
            let (power, p1, p2) = of(&|rating| rating.power);
            Mean { node, interest, power, range: [i1, i2, p1, p2], ratings: list.len() }
        })
        .collect()
}

fn paint(canvas: &mut Canvas, area: &Area, network: &Network, means: &[Mean], request: &Request<'_>) -> f64 {
    let words = words(request.lang);
    let (left, bottom) = (area.left + 22.0, area.top + area.height - 18.0);
    let (width, height) = (area.width - 26.0, area.height - 22.0);
    let x = |value: f64| left + (value - SCALE.0) / (SCALE.1 - SCALE.0) * width;
    let y = |value: f64| bottom - (value - SCALE.0) / (SCALE.1 - SCALE.0) * height;
    let middle = f64::midpoint(SCALE.0, SCALE.1);
    let (top, right) = (bottom - height, left + width);
    let (across, up) = (x(middle), y(middle));
    canvas.markup(format_args!(
        "<g fill=\"none\" stroke=\"#8a8a8a\"><rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>\
         <path d=\"M{across:.1} {top:.1}V{bottom:.1}M{left:.1} {up:.1}H{right:.1}\" stroke-dasharray=\"4 3\"/></g>\n"
    ));
    canvas.text(
        Point::new(left + width / 2.0, bottom + 9.0),
        &format!("{} →", words.interest),
        Text::centred(8.0).bold(),
    );
    canvas.markup(format_args!(
        "<g transform=\"translate({:.1} {:.1}) rotate(-90)\">",
        left - 10.0,
        bottom - height / 2.0
    ));
    canvas.text(Point::new(0.0, 0.0), &format!("{} →", words.power), Text::centred(8.0).bold());
    canvas.raw("</g>\n");
    let mut size = 8.0;
    let (labels, layout) = loop {
        let labels: Vec<_> = means
            .iter()
            .map(|mean| set(network.nodes[mean.node].label(request.lang), &Setting { size, ..Setting::default() }))
            .collect();
        let problem = Problem {
            sizes: labels.iter().map(|label| (label.width, label.height)).collect(),
            edges: Vec::new(),
            groups: vec![0; means.len()],
        };
        let at = means.iter().map(|mean| Point::new(x(mean.interest), y(mean.power))).collect();
        let layout = arrange(&problem, &Method::Fixed(at), &Options { gap: 3.0, ..Options::default() });
        let bounds = layout.bounds();
        let fits = bounds.width <= width && bounds.height <= height;
        if fits || size < 3.0 {
            break (labels, layout);
        }
        size *= 0.92;
    };
    // A box that leans over the edge is moved back; the lines through its mean stay.
    let within = |block: &crate::layout::Rect| {
        let [l, t, r, b] = block.sides();
        let dx = (left - l).max(0.0) - (r - right).max(0.0);
        let dy = (top - t).max(0.0) - (b - bottom).max(0.0);
        crate::layout::Rect { middle: Point::new(block.middle.x + dx, block.middle.y + dy), ..*block }
    };
    canvas.raw("<g>\n");
    for ((mean, label), block) in means.iter().zip(&labels).zip(layout.boxes.iter().map(within)) {
        let block = &block;
        let node = &network.nodes[mean.node];
        let style = node_style(network.groups.get(&node.group).map_or(u32::MAX, |group| group.style));
        let [i1, i2, p1, p2] = mean.range;
        canvas.markup(format_args!(
            "<a href=\"{}\"><title>{}: {} {:.1}, {} {:.1} (n = {})</title>\
             <path d=\"M{:.1} {:.1}H{:.1}M{:.1} {:.1}V{:.1}\" stroke=\"{}\" stroke-width=\".8\" fill=\"none\"/>",
            xml(&node.iri),
            xml(node.label(request.lang)),
            words.interest,
            mean.interest,
            words.power,
            mean.power,
            mean.ratings,
            x(i1),
            y(mean.power),
            x(i2),
            x(mean.interest),
            y(p1),
            y(p2),
            hex(style.outline)
        ));
        canvas.markup(format_args!(
            "<path d=\"{}\" fill=\"{}\" stroke=\"{}\"/>",
            outline(style.shape, block),
            hex(style.fill),
            hex(style.outline)
        ));
        let top = block.middle.y - label.lines.len() as f64 * size * LINE / 2.0;
        for (number, line) in label.lines.iter().enumerate() {
            let at = Point::new(block.middle.x, top + (number as f64 + 0.5) * size * LINE);
            canvas.text(at, line, Text::centred(size));
        }
        canvas.raw("</a>\n");
    }
    canvas.raw("</g>\n");
    size
}
