#!/usr/bin/env bash
# Sets up the programs that benches/compare measures Sauat beside, in a folder outside the checkout, and prints that folder.
# Each Python program has a virtual environment of its own; a second run does nothing. Versions are pinned: another version
# is another measurement. What is not there when the comparison runs is a row "not installed".
set -euo pipefail
peers=${SAUAT_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/sauat-peers}/compare
mkdir -p "$peers"
exec 3>&1 1>&2

. "$(dirname "$0")/../../tools/venv.sh"
venv morph morph-kgc==2.10.0
venv maplib maplib==0.20.26
venv rdflib rdflib==7.6.0
venv shacl pyshacl==0.40.1 rdflib==7.6.0
venv pyoxigraph pyoxigraph==0.5.13
# The command line of Oxigraph as a wheel with the program in it: `cargo install oxigraph-cli` compiles RocksDB for an hour.
venv oxigraph oxigraph==0.5.13
venv networkx networkx==3.6.1 numpy==2.4.6 scipy==1.17.1
venv igraph igraph==1.0.0

node_packages() { # name, packages
  local name=$1; shift
  local mark="$peers/$name/.done-$(printf '%s ' "$@" | sha256sum | cut -c1-16)"
  [ -e "$mark" ] && return
  rm -rf "${peers:?}/$name"
  mkdir -p "$peers/$name"
  (cd "$peers/$name" && npm init --yes >/dev/null && npm install --silent --no-audit --no-fund "$@")
  touch "$mark"
}
node_packages csvw rdf-parser-csvw@1.1.0 n3@2.13.12
# The engine for data in memory: that for files and HTTP needs Node 22.
node_packages comunica @comunica/query-sparql-rdfjs@5.3.0 n3@2.13.12

missing=()
command -v virtuoso-t >/dev/null && command -v isql-vt >/dev/null || missing+=(virtuoso-opensource-7-bin)
[ -e /usr/share/java/jena-arq.jar ] || missing+=(libapache-jena-java)
command -v java >/dev/null || missing+=(default-jdk-headless)
command -v dot >/dev/null || missing+=(graphviz)
command -v hyperfine >/dev/null || missing+=(hyperfine)
[ -x /usr/bin/time ] || missing+=(time)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
# Debian's Jena 4.5 moved the classes of Xerces but not their messages, without which nothing starts: the messages are put
# where the classes look for them. The logger that says nothing must be the only one.
if [ ! -e "$peers/jena/.done" ]; then
  rm -rf "$peers/jena"
  mkdir -p "$peers/jena/messages"
  python3 - /usr/share/java/jena-core.jar "$peers/jena/messages" <<'END'
import os, sys, zipfile
jar, out = sys.argv[1:]
with zipfile.ZipFile(jar) as file:
    for name in file.namelist():
        if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
            path = os.path.join(out, name.removeprefix("org/apache/jena/ext/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as target:
                target.write(file.read(name))
END
  mkdir "$peers/jena/jars"
  for jar in /usr/share/java/*.jar; do
    case $(basename "$jar") in
      slf4j-nop.jar|slf4j-api.jar) ;;
      *slf4j*|*log4j*|*-[0-9]*) continue ;;
    esac
    ln -s "$jar" "$peers/jena/jars/"
  done
  touch "$peers/jena/.done"
fi
echo "$peers" >&3
