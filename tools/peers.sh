#!/usr/bin/env bash
# Sets up the programs that the tests compare with, in a folder outside the checkout, and prints that folder.
# Each Python program has a virtual environment of its own. A second run does nothing.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
peers=${SAUAT_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/sauat-peers}
mkdir -p "$peers"
exec 3>&1 1>&2

. "$here/tools/venv.sh"
venv rdf rdflib==7.6.0 pyoxigraph==0.5.13 owlrl==7.6.2 html5lib==1.1
venv cff cffconvert==2.0.0
venv shacl pyshacl==0.40.1 rdflib==7.6.0
venv measures networkx==3.6.1 igraph==1.0.0 scipy==1.17.1 numpy==2.4.6
venv formats networkx==3.6.1 igraph==1.0.0 pydot==4.0.1 openpyxl==3.1.5 lxml==6.1.3 pypdf==7.1.0
venv networkx-old networkx==3.2.1
venv clients SPARQLWrapper==2.0.0 rdflib==7.6.0
venv mcp mcp==2.3.0 jsonschema==4.26.0
venv engines oxigraph==0.5.13
venv linked rdflib==7.6.0 openapi-spec-validator==0.9.0

scripts() { # name, folder of the scripts and their lock file
  local name=$1 from="$here/$2" lock
  lock=$(cat "$from/package.json" "$from/package-lock.json" | sha256sum | cut -c1-16)
  mkdir -p "$peers/$name"
  cp "$from"/package*.json "$from"/*.mjs "$peers/$name/"
  [ -e "$peers/$name/.done-$lock" ] && return
  (cd "$peers/$name" && npm ci --silent --no-audit --no-fund)
  touch "$peers/$name/.done-$lock"
}
scripts node tests/peers
scripts browser tests/browser

if ! command -v rapper >/dev/null || ! command -v dot >/dev/null || ! command -v chromium >/dev/null || ! command -v virtuoso-t >/dev/null; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq raptor2-utils graphviz chromium virtuoso-opensource-7-bin
fi
echo "$peers" >&3
