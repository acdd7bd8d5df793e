// Asks a SPARQL endpoint, and queries an entity by following its IRI, as Comunica does.
//
// Usage: node clients.mjs ORIGIN ENTITY. Prints JSON.

import { QueryEngine } from '@comunica/query-sparql';

const [origin, entity] = process.argv.slice(2);
const engine = new QueryEngine();
const query = `SELECT ?what WHERE { <${entity}> <https://w3id.org/sauat/ontology#implements> ?what } ORDER BY ?what`;
const asked = async (source) => {
  const bindings = await (await engine.queryBindings(query, { sources: [source] })).toArray();
  return bindings.map((row) => row.get('what').value);
};
const found = {
  endpoint: await asked({ type: 'sparql', value: `${origin}/sparql` }),
  document: await asked(entity.replace('https://w3id.org/sauat', origin)),
  boolean: await engine.queryBoolean(`ASK { <${entity}> ?p ?o }`, { sources: [{ type: 'sparql', value: `${origin}/sparql` }] }),
};
process.stdout.write(JSON.stringify(found));
