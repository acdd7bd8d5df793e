//! The table of views.

use std::collections::BTreeSet;

use crate::export::svg::FitError;
use crate::network::{Mode, Network, Selection};
use crate::publish::maps::{
    Chart, Extent, MapError, Request, brokers, chain, changes, communities, coverage, ego, evidence, mandates,
    meetings, ratings_grid, system, tiles, timeline,
};
use crate::text::{Lang, phrases};

phrases! {
    actor: "актор: --around ID", "участник: --around ID", "an actor: --around ID";
    release: "бұрынғы шығарылым: --against OLD", "прежний выпуск: --against OLD", "an older release: --against OLD";
    ratings: "бағалар: --ratings FILE.csv, бағандары: actor, interest, power (0–10), rater, source, date", "оценки: --ratings FILE.csv со столбцами actor, interest, power (0–10), rater, source, date", "ratings: --ratings FILE.csv with actor, interest, power (0 to 10), rater, source, date";
}

/// What a view needs beside the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// The actor that it is about.
    Actor,
    /// The release that it compares with.
    Release,
    /// A table of ratings.
    Ratings,
}

impl Needs {
    /// What is needed, with the option that gives it; empty for nothing.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        let words = words(lang);
        match self {
            Self::Nothing => "",
            Self::Actor => words.actor,
            Self::Release => words.release,
            Self::Ratings => words.ratings,
        }
    }

    /// Whether nothing is needed.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::Nothing
    }
}

/// A view: a question and how it is drawn.
pub struct View {
    /// The name on the command line and of its files.
    pub name: &'static str,
    /// The question that it answers, in Kazakh, Russian and English.
    pub question: [&'static str; 3],
    /// What it needs beside the network.
    pub needs: Needs,
    pub(super) draw: fn(&Request<'_>, &View) -> Result<Chart, MapError>,
}

impl View {
    /// The question in a language.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => self.question[0],
            Lang::Ru => self.question[1],
            Lang::En => self.question[2],
        }
    }

    /// Whether it arranges boxes, so that a layout, an engine or a measure for their size can be chosen; other views are
    /// tables and charts, whose places mean something.
    #[must_use]
    pub fn arranges(&self) -> bool {
        !["coverage", "audiences", "regions", "timeline", "evidence", "power-interest"].contains(&self.name)
    }

    /// Whether the explorer shows it: boxes that are things of the network, drawn from the dataset alone.
    #[must_use]
    pub fn is_explored(&self) -> bool {
        self.arranges() && self.needs.is_empty() && self.name != "communities"
    }

    /// Draws the view.
    ///
    /// # Errors
    /// [`MapError`].
    pub fn draw(&self, request: &Request<'_>) -> Result<Chart, MapError> {
        let chart = match request.extent {
            Extent::Network | Extent::Basis => (self.draw)(request, self),
            Extent::Picture => {
                let centre = request.about_actor.filter(|_| self.needs == Needs::Actor);
                (self.draw)(&request.remarked(centre, &|request| (self.draw)(request, self)), self)
            }
        }?;
        if self.looks_away(request, &chart) {
            return Err(FitError::Empty.into());
        }
        match &request.selection.around {
            Some((id, _)) if self.arranges() && is_lone(&chart.network, id) && !request.selection.isolates => {
                Err(MapError::Alone(id.clone()))
            }
            _ => Ok(chart),
        }
    }

    /// Whether kinds were asked for of which the view shows nothing, and looks at nothing: it would be the same without.
    fn looks_away(&self, request: &Request<'_>, chart: &Chart) -> bool {
        let kinds = &request.selection.kinds;
        if kinds.is_empty() {
            return false;
        }
        let only = Selection { kinds: kinds.clone(), isolates: true, ..Selection::default() };
        let parts: BTreeSet<Mode> = only.of(request.network).nodes.iter().map(|node| node.mode).collect();
        if chart.basis.nodes.iter().any(|node| parts.contains(&node.mode)) {
            return false;
        }
        let free = Selection { kinds: BTreeSet::new(), ..request.selection.clone() };
        let free = (self.draw)(&Request { selection: free, extent: Extent::Basis, ..request.clone() }, self);
        let ids = |network: &Network| network.nodes.iter().map(|node| node.id.clone()).collect::<Vec<_>>();
        free.is_ok_and(|free| {
            ids(&free.basis) == ids(&chart.basis) && free.basis.edges.len() == chart.basis.edges.len()
        })
    }
}

/// Whether a network is nothing but the box of one thing.
fn is_lone(network: &Network, id: &str) -> bool {
    network.edges.is_empty() && matches!(network.nodes.as_slice(), [node] if node.id == id)
}

/// All views, in the order in which they are listed.
pub const VIEWS: &[View] = &[
    View {
        name: "system",
        question: [
            "Акторлар мен олардың байланыстары түрлері бойынша",
            "Участники и их связи по видам",
            "Actors and their ties, by kind",
        ],
        needs: Needs::Nothing,
        draw: system::draw,
    },
    View {
        name: "funding",
        question: [
            "Кім қолдайды, кім іске асырады, не істелді",
            "Кто поддерживает, кто реализует, что сделано",
            "Who supports, who carries out, and what came of it",
        ],
        needs: Needs::Nothing,
        draw: chain::draw,
    },
    View {
        name: "mandates",
        question: [
            "Қай құжатты кім қабылдады, ол нені реттейді және кімге міндетті",
            "Кто какой документ принял, что он регулирует и для кого обязателен",
            "Who adopted which document, what it regulates and whom it binds",
        ],
        needs: Needs::Nothing,
        draw: mandates::draw,
    },
    View {
        name: "coverage",
        question: [
            "Қай тақырып қай өңірде қамтылған, қайсысы белгісіз",
            "Какие темы в каких регионах охвачены, а где неизвестно",
            "Which topics are covered in which regions, and where the sources are silent",
        ],
        needs: Needs::Nothing,
        draw: coverage::topics,
    },
    View {
        name: "audiences",
        question: [
            "Қай аудитория қай өңірде қамтылған, қайсысы белгісіз",
            "Какие аудитории в каких регионах охвачены, а где неизвестно",
            "Which audiences are reached in which regions, and where the sources are silent",
        ],
        needs: Needs::Nothing,
        draw: coverage::audiences,
    },
    View {
        name: "regions",
        question: [
            "Өңірлер бойынша кім және не аталған",
            "Кто и что упомянуто по регионам",
            "Who and what the sources name in each region",
        ],
        needs: Needs::Nothing,
        draw: tiles::draw,
    },
    View {
        name: "two-mode",
        question: [
            "Акторлар мен олардың ортақ жобалары, жұмыстары",
            "Участники и их общие проекты и работы",
            "Actors and the activities they share",
        ],
        needs: Needs::Nothing,
        draw: meetings::two_mode,
    },
    View {
        name: "meetings",
        question: [
            "Кім кіммен бір жобаға қатысады",
            "Кто с кем участвует в одних проектах",
            "Who takes part in the same activities",
        ],
        needs: Needs::Nothing,
        draw: meetings::draw,
    },
    View {
        name: "ego", question: ["Айналасы", "Окружение", "Neighbourhood"], needs: Needs::Actor, draw: ego::draw
    },
    View {
        name: "brokers",
        question: [
            "Байланыс кімге тіреледі: дәнекер акторлар мен осал тұстар",
            "На ком держатся связи: посредники и уязвимые места",
            "Where ties hang on one actor: brokers and weak points",
        ],
        needs: Needs::Nothing,
        draw: brokers::draw,
    },
    View {
        name: "communities",
        question: ["Желідегі қауымдастықтар", "Сообщества в сети", "Communities in the network"],
        needs: Needs::Nothing,
        draw: communities::draw,
    },
    View {
        name: "timeline",
        question: ["Не қашан болды", "Что когда произошло", "What happened when"],
        needs: Needs::Nothing,
        draw: timeline::draw,
    },
    View {
        name: "evidence",
        question: [
            "Байланыстар қаншалықты берік расталған",
            "Насколько надёжно подтверждены связи",
            "How well sourced the ties are",
        ],
        needs: Needs::Nothing,
        draw: evidence::draw,
    },
    View {
        name: "changes",
        question: [
            "Екі шығарылым арасында не өзгерді",
            "Что изменилось между двумя выпусками",
            "What changed between two releases",
        ],
        needs: Needs::Release,
        draw: changes::draw,
    },
    View {
        name: "power-interest",
        question: [
            "Кімнің мүддесі мен мүмкіндігі қандай: бағалаушылар пікірі",
            "Чьи интерес и возможности каковы: мнение оценивших",
            "Whose interest and power are how great: what the raters say",
        ],
        needs: Needs::Ratings,
        draw: ratings_grid::draw,
    },
];

/// The view with a name.
#[must_use]
pub fn find_view(name: &str) -> Option<&'static View> {
    VIEWS.iter().find(|view| view.name.eq_ignore_ascii_case(name))
}
