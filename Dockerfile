# Built by no Docker engine here; its RUN lines were run in a fresh Debian 13 (debootstrap), and the grading in it.
# For instructors on macOS and Windows, where there is no bubblewrap:
#     docker build --tag hardway .
#     docker run --rm --security-opt seccomp=unconfined --security-opt apparmor=unconfined \
#         --security-opt systempaths=unconfined --network none --volume "COURSE:/course" hardway grade /course
# The three --security-opt let bubblewrap make its own namespaces as an ordinary user. What is given up: the
# container's own filter of system calls, its profile and its masked /proc no longer stand around student code;
# bubblewrap's walls and the kit's filter do, inside the virtual machine that Docker runs in on these systems.
# --network none takes the network from all of it. Without the three, grading refuses in one line.
FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends bubblewrap python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
COPY . /kit
RUN python3 -m venv /opt/hardway \
    && /opt/hardway/bin/python -m pip install --no-cache-dir --constraint /kit/constraints.txt '/kit[classroom]' \
    && rm -rf /kit \
    && useradd --create-home instructor
ENV PATH=/opt/hardway/bin:$PATH
USER instructor
WORKDIR /course
ENTRYPOINT ["hardway"]
