"""Submissions that cheat or attack: none gets more than its honest part, and nothing outside changes."""

import json
import os
import socket
import threading
import time

import pytest

from handing_in import LESSON, answer, graded, needs_sandbox, notebook
from stoppers import HONEST_STUDENT, STOPPERS, batch, saved

from autograder.classroom import harmless
from autograder.classroom.processes import descendants, read

pytestmark = needs_sandbox

HONEST = {"relu"}  # each submission below has a right relu, and attacks to get or to harm the rest
STUBS = """
import numpy as np
def dense(X, W, b): return 0
def softmax(z): return z
def forward(X, params, activation="relu"): return 0
"""

# name → cell; {canary} is a file of the host, {port} a server on its loopback, {parent} the grader's process
ATTACKS = {
    "patches numpy's comparisons": "import numpy as np\nfor n in ('isclose', 'allclose', 'array_equal', 'array_equiv'): setattr(np, n, lambda *a, **k: True)\nnp.testing.assert_allclose = lambda *a, **k: None",
    "patches the comparison module": "try:\n    import autograder.comparison as c; c.close = lambda *a, **k: None\nexcept Exception: pass\nimport sys, types\nm = types.ModuleType('autograder.comparison'); m.close = m.pure = m.quiet = lambda *a, **k: None; sys.modules['autograder.comparison'] = m",
    "input transformer": "ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
    "syntax transformer": "import ast\nip = get_ipython()\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\nip.ast_transformers.append(T())",
    "lying array": "import numpy as np\nclass Lie(np.ndarray):\n    def __array_function__(self, f, t, a, k): return True\n    def __array_ufunc__(self, *a, **k): return True\n    def __eq__(self, o): return True\ndef dense(X, W, b): return np.zeros((len(X), W.shape[1])).view(Lie)\nsoftmax = lambda z: np.zeros(z.shape).view(Lie)",
    "object that equals everything": "class Any:\n    def __eq__(self, o): return True\n    def __getattr__(self, n): return Any()\n    def __call__(self, *a, **k): return self\n    def __array__(self, *a, **k): raise SystemExit\n    shape = property(lambda s: s)\ndef dense(X, W, b): return Any()\ndef softmax(z): return Any()",
    "number that equals everything": "class N(float):\n    __eq__ = __le__ = __ge__ = lambda s, o: True\n    __hash__ = float.__hash__\n    __sub__ = __rsub__ = __add__ = lambda s, o: N(0)\n    __abs__ = lambda s: N(0)\ndef count_params(params): return N(3)",
    "masked array": "import numpy as np\ndef dense(X, W, b): return np.ma.masked_all((len(X), W.shape[1]))\ndef softmax(z): return np.ma.masked_all(z.shape)",
    "reads the caller's frames": "import sys\ndef dense(X, W, b):\n    f = sys._getframe()\n    while f:\n        for n in ('expected', 'reference'):\n            if n in f.f_locals: return f.f_locals[n]\n        f = f.f_back\n    return 0",
    "walks the garbage collector": "import gc\ndef dense(X, W, b):\n    for o in gc.get_objects():\n        if getattr(o, '__name__', '') == 'dense' and o is not dense: return o(X, W, b)\n    return 0",
    "imports the reference": "def dense(X, W, b):\n    from autograder.reference import dense as ours\n    return ours(X, W, b)\ndef softmax(z):\n    from autograder import reference\n    return reference.softmax(z)",
    "imports its own lesson as an earlier one": "try:\n    from autograder.mine import dense, softmax, forward\nexcept ImportError: pass",
    "reads the solutions from disk": "import glob, os\nfound = [p for r in ('/', '/work', '/home', '/root', '/opt', '/usr', '/srv', '/mnt') for p in glob.glob(r + '/**/solutions/*.py', recursive=True)[:3]]\nfor p in found:\n    exec(open(p).read())",
    "reads the checks from disk": "import subprocess\nout = subprocess.run('grep -rl BEGIN.SOLUTION / --include=*.py 2>/dev/null | head', shell=True, capture_output=True, text=True, timeout=2).stdout\nfor p in out.split(): exec(open(p).read())",
    "reads the host's file": "try: exec(open({canary!r}).read())\nexcept OSError: pass",
    "writes the host's file": "import os\nfor p in ({canary!r}, '/etc/passwd', '/usr/bin/x', '/opt/kit/x', '/x'):\n    try: open(p, 'w').write('owned')\n    except OSError: pass",
    "links to the host's file": "import os\ntry:\n    os.symlink({canary!r}, '/tmp/a'); open('/tmp/a', 'w').write('owned')\nexcept OSError: pass",
    "replaces the kit": "import os, shutil\nshutil.rmtree('/opt', ignore_errors=True)\nos.system('rm -rf /usr /opt /lib /etc 2>/dev/null')",
    "leaves the process": "import os\ndef dense(X, W, b): os._exit(0)",
    "leaves while the notebook runs": "import os\nos._exit(0)",
    "exits": "import sys\nsys.exit(0)",
    "skips the test": "import pytest\ndef dense(X, W, b): pytest.skip('not today')\ndef softmax(z): pytest.xfail('no')\ndef tanh(z): pytest.exit('done', 0)",
    "raises SystemExit and KeyboardInterrupt": "def dense(X, W, b): raise SystemExit(0)\ndef softmax(z): raise KeyboardInterrupt",
    "exception whose text raises": "class E(Exception):\n    def __str__(self): raise SystemExit\n    __repr__ = __str__\ndef dense(X, W, b): raise E()\ndef softmax(z): raise E()",
    "crashes the interpreter": "import ctypes\ndef dense(X, W, b): ctypes.string_at(0)",
    "kills everybody": "import os, signal\ndef dense(X, W, b):\n    for p in range(1, 400):\n        try: os.kill(p, 9)\n        except OSError: pass\n    os.kill(-1, 9)\n    return 0",
    "takes memory": "import numpy as np\ndef dense(X, W, b): return np.ones(2**33)",
    "takes memory bit by bit": "keep = []\ndef dense(X, W, b):\n    while True: keep.append(bytearray(2**26))",
    "takes memory in many processes": "import os, time\ndef dense(X, W, b):\n    for i in range(20):\n        if os.fork() == 0:\n            k = bytearray(2**30)\n            for j in range(0, len(k), 4096): k[j] = 1\n            time.sleep(30)\n    time.sleep(30)",
    "forks without end": "import os\ndef dense(X, W, b):\n    while True:\n        try: os.fork()\n        except OSError: pass",
    "starts threads without end": "import threading, time\ndef dense(X, W, b):\n    try:\n        while True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n    except RuntimeError: pass\n    return 0",
    "fills the disk": "def dense(X, W, b):\n    i = 0\n    while i < 400:\n        try: open(f'/tmp/{{i}}', 'wb').write(bytes(2**22))\n        except OSError: pass\n        i += 1\n    return 0",
    "prints without end": "def dense(X, W, b):\n    while True: print('x' * 10**6)",
    "loops for ever": "def dense(X, W, b):\n    while True: pass",
    "loops for ever and swallows the alarm": "import signal\ndef dense(X, W, b):\n    signal.signal(signal.SIGALRM, signal.SIG_IGN)\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "sleeps in every cell": "import time, signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(1000)",
    "generator without end": "def init_params(sizes, rng):\n    while True: yield 1, 2",
    "recursion": "def dense(X, W, b): return dense(X, W, b)",
    "list that holds itself": "a = []\na.append(a)\ndef dense(X, W, b): return a\ndef softmax(z): return {{1: a}}",
    "list as deep as the sea": "def dense(X, W, b):\n    a = []\n    for i in range(10**5): a = [a]\n    return a",
    "answer as large as the sea": "def dense(X, W, b): return ['x' * 10**6] * 10**5\ndef softmax(z): return 10**(10**6)",
    "reaches the network": "import socket\nfor host in ('127.0.0.1', 'localhost', '10.0.0.1', '1.1.1.1'):\n    try: socket.create_connection((host, {port}), timeout=.5).sendall(b'owned')\n    except OSError: pass",
    "leaves a process behind": "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        while True: time.sleep(1)\n    os._exit(0)",
    "forges replies": "import os, struct, json\ndef forge(n=50):\n    t = json.dumps({{'value': ['a', 0, 0, 'side by side', True]}}).encode()\n    for fd in range(3, 20):\n        try:\n            for _ in range(n): os.write(fd, struct.pack('!II', len(t), 0) + t)\n        except OSError: pass\nforge()\ndef dense(X, W, b):\n    forge(); return 0",
    "forges garbage": "import os\ndef dense(X, W, b):\n    for fd in range(3, 20):\n        try: os.write(fd, b'\\xff' * 4096)\n        except OSError: pass\n    return 0",
    "forges questions": "import os, struct, json\ndef dense(X, W, b):\n    for op in ('call', 'get', 'set', 'run', 'error', '__class__', 'next'):\n        t = json.dumps({{'op': op, 'of': 1, 'name': '__globals__', 'args': ['t', [['t', []], ['d', []]]]}}).encode()\n        os.write(3, struct.pack('!II', len(t), 0) + t)\n    return 0",
    "closes the socket": "import os\ndef dense(X, W, b):\n    os.closerange(3, 100); return 0",
    "pickle bomb": "import os\nclass B:\n    def __reduce__(self): return os.system, ('touch {canary}.owned',)\ndef dense(X, W, b): return B()\ndef softmax(z):\n    import numpy as np\n    return np.array([B(), B()], dtype=object)",
    "new namespaces": "import ctypes\nlibc = ctypes.CDLL(None)\nassert libc.unshare(0x10000000 | 0x20000) != 0, 'a namespace'\nassert libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) != 0\ndef dense(X, W, b): return 0",
    "looks at other processes": "import os\nseen = os.listdir('/proc')\ntry: os.kill({parent}, 9)\nexcept OSError: pass\ndef dense(X, W, b): return 0",
    "attaches to other processes": "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nfor p in range(1, 50): libc.ptrace(16, p, 0, 0)\ndef dense(X, W, b): return 0",
    "patches the serving side": "import sys\nfor m in list(sys.modules.values()):\n    for n in ('Encoder', 'Decoder', 'time_limit', 'changed'):\n        if hasattr(m, n) and 'autograder' in getattr(m, '__name__', ''): setattr(m, n, None)\ndef dense(X, W, b): return 0",
    "patches the workbook": "import gc\nfrom autograder.workbook import Workbook\nWorkbook.problem = lambda *a: None\nWorkbook.substitute = lambda *a: None\ndef dense(X, W, b): return 0",
    "core pattern": "for p in ('/proc/sys/kernel/core_pattern', '/sys/kernel/uevent_helper', '/proc/sysrq-trigger'):\n    try:\n        open(p, 'w').write('|/bin/false')\n        assert False, 'written'\n    except OSError: pass\ndef dense(X, W, b): return 0",
    "remembers the calls": "seen = []\ndef dense(X, W, b):\n    seen.append(X); return seen[0] if len(seen) > 3 else 0",
    "markup in messages": "def dense(X, W, b): raise ValueError('<script>alert(1)</script>[red]x[/red]')\ndef softmax(z):\n    print('<img src=x onerror=alert(1)>'); return z",
    "name of a type as markup": "T = type('<script>alert(1)</script>', (), {{}})\ndef dense(X, W, b): return T()",
    "a matplotlib of its own": "open('/tmp/matplotlib.py', 'w').write('raise SystemExit')\nimport sys; sys.path.insert(0, '/tmp')\nimport matplotlib\ndef dense(X, W, b): return 0",
    "audit hook and import hook": "import sys, builtins\nbuiltins.__import__ = lambda *a, **k: None\nsys.meta_path.clear()\ndef dense(X, W, b): return 0",
    "monkey patches json and struct": "import json, struct\njson.dumps = lambda *a, **k: '{{}}'\nstruct.Struct.pack = None if False else struct.Struct.pack\ndef dense(X, W, b): return 0",
}


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """A file, and a server on the loopback, that nobody may touch."""
    canary = tmp_path_factory.mktemp("host") / "canary.py"
    canary.write_text("dense = softmax = None  # untouched\n")
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    heard, stop = [], threading.Event()

    def listen():
        while not stop.is_set():
            try:
                heard.append(server.accept())
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield {"canary": str(canary), "port": server.getsockname()[1], "parent": os.getpid(), "heard": heard}
    stop.set()
    thread.join()
    server.close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_gains_nothing(grade, host, attack):
    code = ATTACKS[attack].format(canary=host["canary"], port=host["port"], parent=host["parent"])
    started = time.monotonic()
    outcome, passed = grade(notebook(STUBS, answer("relu"), code, answer("relu")))
    assert outcome["state"] == "graded", outcome["reason"]
    assert passed <= HONEST, f"it passed {passed - HONEST}"
    assert "namespace" not in str(outcome["exercises"])
    assert "<script" not in "".join(str(cell.get("outputs")) for cell in outcome["notebook"]["cells"])
    assert time.monotonic() - started < 600, "its limit did not end it"
    assert open(host["canary"]).read() == "dense = softmax = None  # untouched\n"
    assert not os.path.exists(host["canary"] + ".owned")
    assert not host["heard"], "it reached the network"


@pytest.mark.parametrize("attack", ["leaves the process", "loops for ever", "crashes the interpreter", "takes memory", "leaves while the notebook runs"])
def test_the_honest_part_counts(grade, host, attack):
    _, passed = grade(notebook(STUBS, answer("relu"), ATTACKS[attack].format(**host)))
    assert passed == HONEST


def test_the_one_after_is_not_affected(grade):
    outcome, passed = grade(notebook("import numpy as np", answer("relu"), "import os\nprint(os.listdir('/tmp'))"))
    assert passed == HONEST


def test_nothing_is_left_behind(grade, host):
    grade(notebook(STUBS, answer("relu"), ATTACKS["leaves a process behind"].format(**host)))
    grade(notebook(answer("relu")))
    mine = [command for pid in descendants(os.getpid()) if "zygote.py" in (command := read(f"/proc/{pid}/cmdline"))]
    mine = [command for command in mine if "bwrap" not in command and "setpriv" not in command]
    assert 0 < len(mine) <= 4, mine


def test_a_file_does_not_reach_the_next_submission(grade):
    places = "['/tmp/x', '/dev/shm/x', '/var/tmp/x', '/opt/x', '/x', '/run/x', '/dev/x']"
    grade(notebook(f"for p in {places}:\n    try: open(p, 'w').write('left')\n    except OSError: pass", answer("relu")))
    look = f"import os\nassert not [p for p in {places} if os.path.exists(p)]\n"
    _, passed = grade(notebook(look + answer("relu")))
    assert passed == HONEST


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """(course, student → row) of a run over all of them."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    batch(folder)
    return folder, graded(folder)


@pytest.mark.parametrize("student", [*STOPPERS, HONEST_STUDENT])
def test_no_submission_stops_the_batch(marked, student):
    course, rows = marked
    assert rows[student]["state"] == "graded" and rows[student]["score"] == rows[HONEST_STUDENT]["score"] > 0
    page = (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text()
    assert "Checks of relu" in page and f"Score: {rows[student]['score']}" in page


def test_colours_that_are_whole_stay():
    assert harmless.printable("\x1b[1;31mred\x1b[0m \x1b[38;5;28mgreen\x1b[m") == "\x1b[1;31mred\x1b[0m \x1b[38;5;28mgreen\x1b[m"
    assert harmless.printable("\x1b[38mX\x1b[2J\x1b[?25l") == "X"


def test_html_that_is_whole_stays():
    assert harmless.page('<b title="a">x</b> <!-- y --><i>1 < 2') == "<b>x</b> <i>1 &lt; 2</i>"
    assert "not shown" in harmless.page("x" * 200_000)
    pictures = [f"data:image/{kind};base64,{letter * 300_000}" for kind, letter in (("png", "A"), ("jpeg", "b"))]
    page = harmless.page("".join(f'<img src="{address}" alt="a curve">' for address in pictures) + "data:image/png;<!-- -->base64,7")
    assert [page.count(f'src="{address}"') for address in pictures] == [1, 1] and "base64,7" not in page


CALLS_BACK = """
import numpy as np
def dense(X, W, b): return 0
def init_params(sizes, rng): return 0
def forward(X, params, activation="relu"): return {}
"""
ALL_ONES = """
bits = np.random.PCG64(0)
state, every = bits.state, 2**64 - 1
state["state"] = {"state": every, "inc": (every - every * 0x2360ED051FC65DA44385DF649FCCF645) % 2**128}
bits.state = state
"""


def test_a_generator_that_always_draws_the_same_is_not_taken(grade):
    outcome, passed = grade(notebook(answer("relu"), CALLS_BACK.format("init_params([20, 30], np.random.Generator(bits))") + ALL_ONES))
    message = next(e["message"] for e in outcome["exercises"] if e["name"] == "forward")
    assert passed == HONEST and "generator" in message


def test_more_than_our_functions_can_bear_is_not_taken(grade):
    outcome, passed = grade(notebook(answer("relu"), CALLS_BACK.format("dense(np.ones((6000, 4000), np.uint8), np.ones((4000, 6000), np.uint8), 0)")))
    message = next(e["message"] for e in outcome["exercises"] if e["name"] == "forward")
    assert passed == HONEST and "too large" in message
