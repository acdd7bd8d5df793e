//! x
use sauat::pipeline::*;
fn main() {
    let t=std::time::Instant::now();
    let o = run(std::path::Path::new("."), &Options{checks:Checks::Full,lang:sauat::text::Lang::En,progress:&|s|eprintln!("{s:?}")}).unwrap();
    for d in o.diagnostics.iter().take(60) { println!("{} {} {:?} | {}", d.code, d.place.as_ref().map(|p|p.to_string()).unwrap_or_default(), d.hint, d.message); }
    println!("{} diags {:?}", o.diagnostics.len(), t.elapsed());
    if let Some(b)=o.built { println!("{:?} {:?}", b.inference, b.tables); for g in sauat::iri::Graph::ALL { println!("{g:?} {}", b.dataset.count(g).unwrap()); } }
}
