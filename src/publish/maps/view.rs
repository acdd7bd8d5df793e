//! The table of views.

use crate::publish::maps::{
    Chart, Extent, MapError, Request, brokers, chain, changes, communities, coverage, ego, evidence, mandates,
    meetings, ratings_grid, system, tiles, timeline,
};
use crate::text::Lang;

/// A view: a question and how it is drawn.
pub struct View {
    /// The name on the command line and of its files.
    pub name: &'static str,
    /// The question that it answers, in Kazakh, Russian and English.
    pub question: [&'static str; 3],
    /// What it needs beside the network, in English; empty for nothing.
    pub needs: &'static str,
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
        match request.extent {
            Extent::Network | Extent::Basis => (self.draw)(request, self),
            Extent::Picture => {
                let centre = request.about_actor.filter(|_| self.needs.starts_with("an actor"));
                (self.draw)(&request.remarked(centre, &|request| (self.draw)(request, self)), self)
            }
        }
    }
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
        needs: "",
        draw: system::draw,
    },
    View {
        name: "funding",
        question: [
            "Кім қолдайды, кім іске асырады, не істелді",
            "Кто поддерживает, кто реализует, что сделано",
            "Who supports, who carries out, and what came of it",
        ],
        needs: "",
        draw: chain::draw,
    },
    View {
        name: "mandates",
        question: [
            "Қай құжатты кім қабылдады, ол нені реттейді және кімге міндетті",
            "Кто какой документ принял, что он регулирует и для кого обязателен",
            "Who adopted which document, what it regulates and whom it binds",
        ],
        needs: "",
        draw: mandates::draw,
    },
    View {
        name: "coverage",
        question: [
            "Қай тақырып қай өңірде қамтылған, қайсысы белгісіз",
            "Какие темы в каких регионах охвачены, а где неизвестно",
            "Which topics are covered in which regions, and where the sources are silent",
        ],
        needs: "",
        draw: coverage::topics,
    },
    View {
        name: "audiences",
        question: [
            "Қай аудитория қай өңірде қамтылған, қайсысы белгісіз",
            "Какие аудитории в каких регионах охвачены, а где неизвестно",
            "Which audiences are reached in which regions, and where the sources are silent",
        ],
        needs: "",
        draw: coverage::audiences,
    },
    View {
        name: "regions",
        question: [
            "Өңірлер бойынша кім және не аталған",
            "Кто и что упомянуто по регионам",
            "Who and what the sources name in each region",
        ],
        needs: "",
        draw: tiles::draw,
    },
    View {
        name: "two-mode",
        question: [
            "Акторлар мен олардың ортақ жобалары, жұмыстары",
            "Участники и их общие проекты и работы",
            "Actors and the activities they share",
        ],
        needs: "",
        draw: meetings::two_mode,
    },
    View {
        name: "meetings",
        question: [
            "Кім кіммен бір жобаға қатысады",
            "Кто с кем участвует в одних проектах",
            "Who takes part in the same activities",
        ],
        needs: "",
        draw: meetings::draw,
    },
    View {
        name: "ego",
        question: ["Айналасы", "Окружение", "Neighbourhood"],
        needs: "an actor: --around ID",
        draw: ego::draw,
    },
    View {
        name: "brokers",
        question: [
            "Байланыс кімге тіреледі: дәнекер акторлар мен осал тұстар",
            "На ком держатся связи: посредники и уязвимые места",
            "Where ties hang on one actor: brokers and weak points",
        ],
        needs: "",
        draw: brokers::draw,
    },
    View {
        name: "communities",
        question: ["Желідегі қауымдастықтар", "Сообщества в сети", "Communities in the network"],
        needs: "",
        draw: communities::draw,
    },
    View {
        name: "timeline",
        question: ["Не қашан болды", "Что когда произошло", "What happened when"],
        needs: "",
        draw: timeline::draw,
    },
    View {
        name: "evidence",
        question: [
            "Байланыстар қаншалықты берік расталған",
            "Насколько надёжно подтверждены связи",
            "How well sourced the ties are",
        ],
        needs: "",
        draw: evidence::draw,
    },
    View {
        name: "changes",
        question: [
            "Екі шығарылым арасында не өзгерді",
            "Что изменилось между двумя выпусками",
            "What changed between two releases",
        ],
        needs: "an older release: --against OLD",
        draw: changes::draw,
    },
    View {
        name: "power-interest",
        question: [
            "Кімнің мүддесі мен мүмкіндігі қандай: бағалаушылар пікірі",
            "Чьи интерес и возможности каковы: мнение оценивших",
            "Whose interest and power are how great: what the raters say",
        ],
        needs: "ratings: --ratings FILE.csv with actor, interest, power (0 to 10), rater, source, date",
        draw: ratings_grid::draw,
    },
];

/// The view with a name.
#[must_use]
pub fn find_view(name: &str) -> Option<&'static View> {
    VIEWS.iter().find(|view| view.name.eq_ignore_ascii_case(name))
}
