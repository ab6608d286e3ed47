#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: what grading needs comes into env/.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1

able() { # PYTHON: whether it is new enough, and can make environments
    "$1" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

apt-get update
apt-get install -y --no-install-recommends bubblewrap python3 python3-venv util-linux
python=python3
if ! able "$python"; then # Ubuntu 22.04 and older
    apt-get install -y --no-install-recommends software-properties-common
    add-apt-repository -y ppa:deadsnakes/ppa
    apt-get install -y --no-install-recommends python3.12 python3.12-venv
    python=python3.12
fi
"$python" -m venv "$root/env"
"$root/env/bin/python" -m pip install --quiet --constraint "$root/source/kit/constraints.txt" \
    --editable "$root/source/kit[classroom]"
