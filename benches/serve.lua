-- Three queries in turn for wrk: `wrk -s benches/serve.lua URL -- PATH`, where PATH is that of the endpoint.
local queries = {
  "SELECT ?who WHERE { ?who <https://w3id.org/sauat/ontology#implements> <https://w3id.org/sauat/kz/factcheck-kz> }",
  "ASK { <https://w3id.org/sauat/kz/medianet> ?p ?o }",
  "SELECT ?a (COUNT(?p) AS ?n) WHERE { ?a <https://w3id.org/sauat/ontology#implements> ?p } GROUP BY ?a ORDER BY DESC(?n) LIMIT 10",
}
local path, number = "/sparql", 0

init = function(arguments)
  path = arguments[1] or path
end

request = function()
  number = number + 1
  local headers = { ["Content-Type"] = "application/sparql-query", ["Accept"] = "application/sparql-results+json" }
  return wrk.format("POST", path, headers, queries[number % #queries + 1])
end
