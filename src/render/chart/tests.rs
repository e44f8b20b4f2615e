//! Charts stay within their frame and show every name, whatever their content.
#![allow(clippy::float_arithmetic, reason = "places on paper")]

use super::*;

fn series(name: &str, kroner: &[Option<i64>]) -> Series {
    let value = |kroner: &Option<i64>| kroner.map(|kroner| Money::from_ore(kroner * 100));
    Series {
        name: name.into(),
        values: kroner.iter().map(value).collect(),
    }
}

fn chart(categories: usize, series: Vec<Series>, limits: Vec<Series>) -> Chart {
    Chart {
        language: Language::Danish,
        title: "Udgift pr. år".into(),
        alternative: "Udgiften ligger under rammen i alle år.".into(),
        categories: (0..categories).map(|at| (2027 + at).to_string()).collect(),
        series,
        limits,
        with_table: true,
    }
}

const FRAME: Frame = Frame {
    width: 450.0,
    height: 230.0,
    text: 9.0,
};

fn assert_inside(chart: &Chart) -> Vec<Shape> {
    let shapes = shapes(chart, FRAME);
    let inside = |x: f32, y: f32| {
        assert!((-0.1..=FRAME.width + 0.1).contains(&x), "x {x}");
        assert!((-0.1..=FRAME.height + 0.1).contains(&y), "y {y}");
    };
    for shape in &shapes {
        match shape {
            Shape::Rect {
                x,
                y,
                width,
                height,
                ..
            } => {
                assert!(*width >= 0.0 && *height >= 0.0, "{shape:?}");
                inside(*x, *y);
                inside(x + width, y + height);
            }
            Shape::Lines { lines, .. } => {
                lines.iter().flatten().for_each(|[x, y]| inside(*x, *y));
            }
            Shape::Text(words) => inside(words.x, words.y),
        }
    }
    shapes
}

fn texts(shapes: &[Shape]) -> Vec<&str> {
    let text = |shape: &'_ Shape| matches!(shape, Shape::Text(_));
    shapes
        .iter()
        .filter(|shape| text(shape))
        .filter_map(|shape| match shape {
            Shape::Text(words) => Some(words.text.as_str()),
            _ => None,
        })
        .collect()
}

fn usual() -> Chart {
    let leasing = series(
        "Leasing",
        &[Some(900_000), Some(1_200_000), Some(1_250_000)],
    );
    let service = series("Service", &[Some(100_000), None, Some(-50_000)]);
    let frame = series(
        "Ramme",
        &[Some(1_100_000), Some(1_300_000), Some(1_300_000)],
    );
    chart(3, vec![leasing, service], vec![frame])
}

#[test]
fn a_chart_names_its_series_limits_years_and_sums() {
    let shapes = assert_inside(&usual());
    let texts = texts(&shapes);
    for wanted in [
        "Leasing", "Service", "Ramme", "2029", "mio. kr.", "1,5", "1,00", "1,20",
    ] {
        assert!(texts.contains(&wanted), "{wanted} is not in {texts:?}");
    }
}

#[test]
fn columns_are_as_high_as_their_amounts_and_stand_on_nought() {
    let shapes = assert_inside(&chart(
        2,
        vec![series("A", &[Some(1), Some(4)])],
        Vec::new(),
    ));
    let heights: Vec<f32> = shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Rect {
                part: Part::Series(_),
                height,
                y,
                ..
            } if *y > 30.0 => Some(*height),
            _ => None,
        })
        .collect();
    let [one, four] = heights[..] else {
        panic!("{heights:?}")
    };
    assert!((four / one - 4.0).abs() < 0.01, "{heights:?}");
}

#[test]
fn absurd_charts_stay_within_their_frame() {
    let largest = Some(i64::MAX / 100);
    let nothing = series("Intet", &[]);
    let all = [
        chart(0, Vec::new(), Vec::new()),
        chart(0, vec![nothing.clone()], vec![nothing.clone()]),
        chart(3, vec![nothing.clone(); 60], vec![nothing; 9]),
        chart(2, vec![series("Stor", &[largest, Some(-1)]); 9], Vec::new()),
        chart(
            400,
            vec![series("Mange", &[Some(3); 400])],
            vec![series("R", &[Some(4); 400]); 8],
        ),
        chart(3, Vec::new(), vec![series(&"lang ".repeat(90), &[Some(5)])]),
    ];
    for chart in &all {
        assert!(!assert_inside(chart).is_empty());
    }
    let mut schools = usual();
    schools.categories = (0..3)
        .map(|at| format!("{at}. Ærøskøbing Skole").repeat(8))
        .collect();
    assert_inside(&schools);
}

#[test]
fn a_limit_is_a_stepped_line_that_pauses_where_there_is_none() {
    let limit = series("Ramme", &[Some(5), Some(7), None, Some(7)]);
    let shapes = assert_inside(&chart(4, Vec::new(), vec![limit]));
    let lines = shapes.iter().find_map(|shape| match shape {
        Shape::Lines {
            part: Part::Limit(0),
            lines,
            ..
        } => Some(lines),
        _ => None,
    });
    let points: Vec<usize> = lines.expect("a limit").iter().map(Vec::len).collect();
    assert_eq!(points, [4, 2]);
}

#[test]
fn svg_says_what_it_shows_and_carries_no_style() {
    let mut chart = usual();
    chart.title = "Drift & <leasing>".into();
    let svg = svg(&chart, Frame::SCREEN, "c1");
    for wanted in [
        "role=\"img\"",
        "aria-labelledby=\"c1-title c1-desc\"",
        "<title id=\"c1-title\">Drift &amp; &lt;leasing&gt;</title>",
        "<desc id=\"c1-desc\">Udgiften ligger under rammen",
        "class=\"chart-limit chart-limit-1\"",
        ">mio. kr.</text>",
    ] {
        assert!(svg.contains(wanted), "{wanted} is not in {svg}");
    }
    assert!(!svg.contains("style"));
}

#[test]
fn an_english_chart_counts_in_english_words_and_danish_figures() {
    let mut chart = usual();
    chart.language = Language::English;
    let svg = svg(&chart, Frame::SCREEN, "c1");
    assert!(
        svg.contains(">million kr.</text>") && svg.contains(">1,5</text>"),
        "{svg}"
    );
    assert!(!svg.contains("mio."));
}
