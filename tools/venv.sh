# Read by scripts that set up Python programs: `venv NAME PACKAGES` makes an environment of its own in the folder `$peers`.
# A second run does nothing.
venv() { # name, packages
  local name=$1; shift
  local mark="$peers/$name/.done-$(printf '%s ' "$@" | sha256sum | cut -c1-16)"
  [ -e "$mark" ] && return
  rm -rf "${peers:?}/$name"
  python3 -m venv "$peers/$name"
  "$peers/$name/bin/pip" install --quiet --disable-pip-version-check "$@"
  touch "$mark"
}
