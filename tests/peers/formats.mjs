// Reads networks back with Cytoscape.js and graphology (its own JSON, GEXF and GraphML) and compares with what was written.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import cytoscape from 'cytoscape'
import graphology from 'graphology'
import gexf from 'graphology-gexf'

const { MultiGraph } = graphology
const root = process.argv[2]
// eslint-disable-next-line no-control-regex
const legal = text => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')

function fail (what, found, expected) {
  console.error(`${what}:\nfound    ${JSON.stringify(found)}\nexpected ${JSON.stringify(expected)}`)
  process.exit(1)
}
function same (what, found, expected) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) fail(what, found, expected)
}

for (const name of readdirSync(root).sort()) {
  const read = file => readFileSync(join(root, name, file), 'utf8')
  const expected = JSON.parse(read('expected.json'))
  const seen = new Map()
  const ids = expected.edges.map(({ id }) => {
    seen.set(id, (seen.get(id) ?? 0) + 1)
    return seen.get(id) > 1 ? `${id}--${seen.get(id)}` : id
  })
  const compare = (what, counts, node, edge) => {
    same(`${name}, ${what}: counts`, counts, [expected.nodes.length, expected.edges.length])
    for (const one of expected.nodes) {
      const found = node(one.id)
      // graphology-gexf leaves empty labels out.
      same(`${name}, ${what}, ${one.id}`, [found.label ?? '', found.iri, found.kind, found.mode],
        [legal(one.label), one.iri, legal(one.kind), one.mode])
      for (const [key, value] of Object.entries(one.attributes)) {
        if (value === null) continue
        same(`${name}, ${what}, ${one.id}, ${key}`, found[key === 'weight' ? 'measure_weight' : key],
          typeof value === 'string' ? legal(value) : value)
      }
    }
    expected.edges.forEach((one, number) => {
      const found = edge(ids[number])
      const ends = one.directed ? [one.source, one.target] : [one.source, one.target].sort()
      same(`${name}, ${what}, ${ids[number]}`,
        [one.directed ? found.ends : found.ends.sort(), found.label, found.relation, found.weight, found.sources, found.claims],
        [ends, legal(one.label), one.relation, one.weight, one.sources.join('; '), one.claims.length])
      if (found.undirected !== undefined) same(`${name}, ${what}, ${ids[number]}: direction`, !found.undirected, one.directed)
    })
  }

  const cy = cytoscape({ headless: true, ...JSON.parse(read('network.cyjs')) })
  compare('Cytoscape.js', [cy.nodes().length, cy.edges().length], id => cy.getElementById(id).data(), id => {
    const data = cy.getElementById(id).data()
    return { ...data, ends: [data.source, data.target], undirected: !data.directed }
  })
  same(`${name}, Cytoscape.js: title`, cy.data('title'), legal(expected.title))

  const check = (what, graph) => compare(what, [graph.order, graph.size], id => graph.getNodeAttributes(id), id => ({
    ...graph.getEdgeAttributes(id), ends: graph.extremities(id), undirected: graph.isUndirected(id)
  }))
  const graph = MultiGraph.from(JSON.parse(read('network.graphology.json')))
  check('graphology', graph)
  same(`${name}, graphology: version`, graph.getAttribute('version'), expected.version)
  check('graphology-gexf', gexf.parse(MultiGraph, read('network.gexf')))
  console.log(`${name}: ${expected.nodes.length} nodes, ${expected.edges.length} ties, the same (Cytoscape.js, graphology)`)
}
