// Runs rdf-parser-csvw over each table of a data folder and prints its triples as N-Triples, without its csvw: nodes.
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import CsvwParser from 'rdf-parser-csvw'
import { DataFactory, Store, Writer } from 'n3'

const { namedNode, literal, blankNode, quad } = DataFactory
const CSVW = 'http://www.w3.org/ns/csvw#'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const XSD = 'http://www.w3.org/2001/XMLSchema#'
const csvw = name => namedNode(CSVW + name)

// The metadata of one table as the RDF that the CSVW context makes of it; the context itself is not fetched.
function metadataOf (table) {
  const store = new Store()
  const add = (s, p, o) => store.add(quad(s, csvw(p), o))
  const root = blankNode()
  const schema = blankNode()
  add(root, 'tableSchema', schema)
  if (table.tableSchema.aboutUrl) add(schema, 'aboutUrl', literal(table.tableSchema.aboutUrl))
  let list = namedNode(RDF + 'nil')
  for (const column of [...table.tableSchema.columns].reverse()) {
    const node = blankNode()
    for (const key of ['name', 'aboutUrl', 'propertyUrl', 'valueUrl', 'lang', 'null', 'default']) {
      if (column[key] !== undefined) add(node, key, literal(column[key]))
    }
    if (column.titles) add(node, 'title', literal(column.titles))
    for (const key of ['suppressOutput', 'virtual']) {
      if (column[key]) add(node, key, literal('true', namedNode(XSD + 'boolean')))
    }
    if (typeof column.datatype === 'string') {
      add(node, 'datatype', namedNode(XSD + column.datatype))
    } else if (column.datatype) {
      const datatype = blankNode()
      add(node, 'datatype', datatype)
      add(datatype, 'base', literal(column.datatype.base))
    }
    const cell = blankNode()
    store.add(quad(cell, namedNode(RDF + 'first'), node))
    store.add(quad(cell, namedNode(RDF + 'rest'), list))
    list = cell
  }
  add(schema, 'column', list)
  return store
}

const folder = process.argv[2]
const group = JSON.parse(readFileSync(join(folder, 'csv-metadata.json'), 'utf8'))
const writer = new Writer({ format: 'N-Triples' })
const lines = new Set()
for (const table of group.tables) {
  if (table.suppressOutput) continue
  const parser = new CsvwParser({ metadata: metadataOf(table), baseIRI: `https://example.org/${table.url}` })
  const stream = parser.import(createReadStream(join(folder, table.url)))
  for await (const { subject, predicate, object } of stream) {
    const inside = [subject, predicate, object].some(term => term.termType === 'NamedNode' && term.value.startsWith(CSVW))
    const about = [subject, object].some(term => term.termType === 'BlankNode')
    if (!inside && !about) lines.add(writer.quadToString(subject, predicate, object).trim())
  }
}
process.stdout.write([...lines].join('\n') + '\n')
