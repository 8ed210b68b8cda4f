#!/usr/bin/env bash
# Runs the database suites on PostgreSQL in a container, through testcontainers. Where no Docker runs, as root on
# Debian, it brings one up for itself and takes it down again. The image is OMNI_TEST_POSTGRES_IMAGE; without one,
# it is made here from Debian's packages (tooling/ci/build-image.sh), so that no image registry is needed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d /tmp/omni-docker-XXXXXX)
dockerd=

finish() {
  status=$?
  trap - EXIT
  if [ -n "$dockerd" ]; then
    docker ps --quiet | xargs --no-run-if-empty docker rm --force >/dev/null 2>&1 || true
    kill "$dockerd" && wait "$dockerd" || true
    ip link delete docker0 2>/dev/null || true
  elif [ -n "${made:-}" ]; then
    docker image rm "$made" >/dev/null || true
  fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

if ! docker info >/dev/null 2>&1; then
  if ! command -v dockerd >/dev/null || ! command -v iptables >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io iptables
  fi
  export DOCKER_HOST=unix://$work/docker.sock
  dockerd --host="$DOCKER_HOST" --data-root="$work/data" --exec-root="$work/exec" --pidfile="$work/pid" >"$work/log" 2>&1 &
  dockerd=$!
  for _ in $(seq 150); do
    if docker info >/dev/null 2>&1; then break; fi
    if ! kill -0 "$dockerd" 2>/dev/null; then break; fi
    sleep 0.2
  done
  docker info >/dev/null || { tail -30 "$work/log"; echo 'container.sh: Docker could not be brought up' >&2; exit 1; }
fi

if [ -z "${OMNI_TEST_POSTGRES_IMAGE:-}" ]; then
  made=omni-test-postgres:$$
  "$here/build-image.sh" "$made"
  export OMNI_TEST_POSTGRES_IMAGE=$made
fi

# The container that testcontainers would clean up with comes from a registry; stopping is done by the suites.
export OMNI_TEST_POSTGRES=container TESTCONTAINERS_RYUK_DISABLED=true
"$here/suites.sh" pg
