"""Sets the content of the tender document with typst and prints the best time of several runs as JSON.

Called by benches/document.rs: typst_document.py FOLDER FONTS, with content.json in FOLDER.
"""

import json
import re
import sys
import time
from pathlib import Path

import typst

RUNS = 5
TEMPLATE = r"""
#let d = json("content.json")
#set document(title: d.title, author: d.author)
#set page("a4", margin: (x: 2.54cm, y: 2.75cm),
  header: context if counter(page).get().first() > 1 { text(8.8pt)[#d.title #h(1fr) #d.case] },
  footer: text(8.8pt)[#d.author #h(1fr) side #context counter(page).display() af #context counter(page).final().first()])
#set text(font: "Anskaf Sans", size: 10.8pt, lang: "da", hyphenate: true)
#set par(justify: true)
#set heading(numbering: "1.1")
#set table(stroke: (y: 0.4pt))
#let amount(ore) = {
  let kroner = str(calc.quo(ore, 100))
  let groups = range(kroner.len(), 0, step: -3).map(end => kroner.slice(calc.max(0, end - 3), end)).rev()
  let rest = str(calc.rem(ore, 100))
  groups.join(".") + "," + if rest.len() == 1 { "0" + rest } else { rest }
}
#v(5cm)
#text(31pt, weight: "bold", d.title)
#v(1cm)
#d.author \ #d.case
#pagebreak()
#outline(title: "Indhold")
#pagebreak()
= Priser
#set text(hyphenate: true)
#text(9.6pt, table(columns: (auto, 1fr, auto, auto), align: (left, left, right, right),
  table.header([*Nr.*], [*Ydelse*], [*Antal*], [*Pris*]),
  ..d.prices.map(p => (p.id, p.name, str(p.count), amount(p.ore))).flatten()))
= Vilkår
#for t in d.terms [+ #t
]
#for s in d.sections [
  #pagebreak()
  = #s.title
  #s.intro
  #text(9.6pt, {
    set par(justify: false)
    table(columns: (auto, 1fr, auto, auto, auto), table.header([*Nr.*], [*Krav*], [*Art*], [*Point*], [*Dokumentation*]),
      ..s.rows.flatten())
  })
]
"""


def main():
    folder, fonts = Path(sys.argv[1]), sys.argv[2]
    (folder / "document.typ").write_text(TEMPLATE, encoding="utf-8")
    data = folder / "content.json"
    content = json.loads(data.read_text(encoding="utf-8"))
    times = []
    for run in range(RUNS):
        # Another case number each time: typst keeps results of the same input.
        content["case"] = f"26/{run:06}"
        data.write_text(json.dumps(content), encoding="utf-8")
        start = time.perf_counter()
        pdf = typst.compile(str(folder / "document.typ"), root=str(folder), font_paths=[fonts])
        times.append(time.perf_counter() - start)
    (folder / "document.pdf").write_bytes(pdf)
    from_catalog = re.search(rb"/Count (\d+)", pdf)
    pages = int(from_catalog.group(1)) if from_catalog else 0
    print(json.dumps({"best": min(times), "pages": pages}))


main()
