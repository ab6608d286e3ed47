"""Cells of submissions that cheat or attack."""

STUBS = """
import numpy as np
def dense(X, W, b): return 0
def softmax(z): return z
def forward(X, params, activation="relu"): return 0
"""

# What an attack says that reached what it must not, and what it says that tried all it could in vain.
BREACH, HELD = "BREACH", "every wall held"
BEGINS = """
import ctypes, glob, mmap, os, shutil, socket, threading
reached = []
try: libc = ctypes.CDLL(None, use_errno=True)
except OSError: libc = None  # in WebAssembly
def tries(what, act):
    try: act()
    except (OSError, MemoryError): return
    except AttributeError:
        if libc: raise
        return
    reached.append(what)
def asks(what, call, *args):
    if libc and getattr(libc, call)(*args) != -1: reached.append(what)
"""
ENDS = f"""
told = '{BREACH}: ' + ', '.join(reached) if reached else '{HELD}'
def dense(X, W, b): raise RuntimeError(told)  # a message quotes this line: it must hold neither word
"""
# Attacks that can tell whether they succeeded: name → lines that add to `reached`.
# {canary} is a file of the host, {port} a server on its loopback, {parent} the grader's process; {files},
# {memory} and {processes} are its limits. Numbers are the kernel's: of system calls, flags and options.
TELLING = {
    "reads the host's file": """
tries('a file of the host', lambda: open({canary!r}).read())
""",
    "looks around the machine": """
for folder, known in [
    ('/', 'bin dev etc lib opt proc sbin tmp usr'),
    ('/etc', 'alternatives fonts ld.so.cache localtime'),
    ('/opt', 'kit packages python'),
    ('/tmp', 'matplotlib'),
    ('/dev/shm', ''),
    *([] if libc else [('/kit', 'autograder fonts packages playground'), ('/usr/local/lib', 'python315.zip')]),
]:
    try: there = os.listdir(folder)  # some names end in a number
    except OSError:
        if libc: raise
        continue
    reached += [folder + ' has ' + name for name in there if name.rstrip('0123456789') not in known.split()]
""",
    "reads the environment": """
known = 'HOME LANG LC_CTYPE LD_LIBRARY_PATH MPLBACKEND MPLCONFIGDIR PATH PWD'.split()
if not libc: known += ['TMPDIR', 'PYTHONTZPATH']
known += ['OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS', 'MKL_NUM_THREADS']
names = list(os.environ)
for path in glob.glob('/proc/[0-9]*/environ'):
    try: names += [line.partition('=')[0] for line in open(path).read().split(chr(0)) if line]
    except OSError: pass
reached += [name for name in names if name not in known]
home = os.environ['HOME']
if home != '/tmp' and (libc or not home.startswith('/tmp/') or os.listdir(home)): reached.append('a home')
""",
    "writes the host's file": """
tries('a file of the host', lambda: open({canary!r}, 'w').write('owned'))
tries('/etc/passwd', lambda: open('/etc/passwd', 'a'))
for folder in ['/', *glob.glob('/*/'), *glob.glob('/[deou]*/*/')]:
    if folder not in ('/tmp/', '/dev/shm/'): tries(folder, lambda: open(folder + 'x', 'a'))
""",
    "links to the host's file": """
try: os.symlink({canary!r}, '/tmp/a')
except OSError: pass
if libc or os.path.islink('/tmp/a'): tries('a file of the host', lambda: open('/tmp/a', 'w').write('owned'))
""",
    "replaces the kit": """
kit = '/opt/kit' if libc else '/kit'
before = glob.glob('/*') + glob.glob('/usr/bin/*') + glob.glob(kit + '/**', recursive=True)
if not os.path.exists(kit + '/autograder'): raise RuntimeError('it lies elsewhere')
shutil.rmtree(kit, ignore_errors=True)
if libc: os.system('rm -rf /usr/bin /opt/kit /lib /etc 2>/dev/null')
reached += [path for path in before if not os.path.lexists(path)]
""",
    "fills the disk": """
written = 0
for path in [folder + '/' + str(number) for folder in ('/tmp', '/dev/shm') for number in range({files} // 2)]:
    try:
        with open(path, 'wb', buffering=0) as file: file.write(bytes(2**22))
    except OSError: pass
    written += os.path.getsize(path) if libc or os.path.exists(path) else 0
if written > {files} * 2**20: reached.append('bytes without end')
""",
    "reaches the network": """
for host in ('127.0.0.1', 'localhost', '10.0.0.1', '1.1.1.1'):
    tries(host, lambda: socket.create_connection((host, {port}), timeout=.5).sendall(b'owned'))
""",
    "new namespaces": """
asks('a namespace of users', 'unshare', 0x10000000)
asks('a namespace of mounts', 'unshare', 0x20000)
""",
    "mounts": """
asks('a mount', 'mount', b'none', b'/tmp', b'tmpfs', 0, None)
asks('a folder without its mount', 'umount2', b'/dev/shm', 2)
asks('a root of its own', 'chroot', b'/tmp')
asks('a file system to be mounted', 'syscall', 430, b'tmpfs', 0)
""",
    "opens a keyring": """
numbers = dict(x86_64=(250, 248), aarch64=(219, 217)).get(os.uname().machine)
if numbers:  # on other machines no system call is forbidden
    asks('a keyring', 'syscall', numbers[0], 0, -3, 1)
    asks('a key', 'syscall', numbers[1], b'user', b'mine', b'x', ctypes.c_size_t(1), -2)
""",
    "uses capabilities": """
if libc:
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets) != 0 or any(sets): reached.append('capabilities')
    if libc.prctl(39, 0, 0, 0, 0) != 1: reached.append('new privileges')
    if 0 in (os.getuid(), os.geteuid()): reached.append('root')
elif hasattr(os, 'getuid'): reached.append('a user')
""",
    "looks at other processes": """
for path in glob.glob('/proc/[0-9]*/cmdline'):
    try: command = open(path).read()
    except OSError: continue
    if command and 'fork_server.py' not in command: reached.append(path)
if not libc: tries('the grader', lambda: os.kill({parent}, 0))
elif {parent} > 100:  # a lower number may be one of its own
    try: os.kill({parent}, 0)
    except ProcessLookupError: pass
    except OSError: reached.append('the grader, of another user')
    else: reached.append('the grader')
""",
    "traces a process": """
if libc:
    child = os.fork()
    if child == 0: os._exit(libc.ptrace(0, 0, 0, 0) != -1)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0: reached.append('a traced process')
else: tries('a process', lambda: os.fork())
""",
    "core pattern": """
for path in ('/proc/sys/kernel/core_pattern', '/sys/kernel/uevent_helper', '/proc/sysrq-trigger'):
    tries(path, lambda: os.close(os.open(path, os.O_WRONLY)))
""",
    "takes more than its limits": """
tries('memory', lambda: mmap.mmap(-1, {memory} * 2**20))
if not libc: tries('memory of Python', lambda: [bytearray(2**26) for number in range({memory} // 64 + 1)])
end = threading.Event()
threading.stack_size(2**18)
try:
    for number in range({processes} + 1): threading.Thread(target=end.wait).start()
    reached.append('threads')
except RuntimeError: pass
end.set()
""",
}

# The others: name → cell.
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
    "prints without end": "def dense(X, W, b):\n    while True: print('x' * 10**6)",
    "loops for ever": "def dense(X, W, b):\n    while True: pass",
    "loops for ever and swallows the alarm": "import signal\ndef dense(X, W, b):\n    signal.signal(signal.SIGALRM, signal.SIG_IGN)\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "sleeps in every cell": "import time, signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(1000)",
    "generator without end": "def init_params(sizes, rng):\n    while True: yield 1, 2",
    "recursion": "def dense(X, W, b): return dense(X, W, b)",
    "list that holds itself": "a = []\na.append(a)\ndef dense(X, W, b): return a\ndef softmax(z): return {{1: a}}",
    "list as deep as the sea": "def dense(X, W, b):\n    a = []\n    for i in range(10**5): a = [a]\n    return a",
    "answer as large as the sea": "def dense(X, W, b): return ['x' * 10**6] * 10**5\ndef softmax(z): return 10**(10**6)",
    "leaves a process behind": "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        while True: time.sleep(1)\n    os._exit(0)",
    "forges replies": "import os, struct, json\ndef forge(n=50):\n    t = json.dumps({{'value': ['a', 0, 0, 'side by side', True]}}).encode()\n    for fd in range(3, 20):\n        try:\n            for _ in range(n): os.write(fd, struct.pack('!II', len(t), 0) + t)\n        except OSError: pass\nforge()\ndef dense(X, W, b):\n    forge(); return 0",
    "forges garbage": "import os\ndef dense(X, W, b):\n    for fd in range(3, 20):\n        try: os.write(fd, b'\\xff' * 4096)\n        except OSError: pass\n    return 0",
    "forges questions": "import os, struct, json\ndef dense(X, W, b):\n    for op in ('call', 'get', 'set', 'run', 'error', '__class__', 'next'):\n        t = json.dumps({{'op': op, 'of': 1, 'name': '__globals__', 'args': ['t', [['t', []], ['d', []]]]}}).encode()\n        os.write(3, struct.pack('!II', len(t), 0) + t)\n    return 0",
    "closes the socket": "import os\ndef dense(X, W, b):\n    os.closerange(3, 100); return 0",
    "pickle bomb": "import os\nclass B:\n    def __reduce__(self): return os.system, ('touch {canary}.owned',)\ndef dense(X, W, b): return B()\ndef softmax(z):\n    import numpy as np\n    return np.array([B(), B()], dtype=object)",
    "attaches to other processes": "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nfor p in range(1, 50): libc.ptrace(16, p, 0, 0)\ndef dense(X, W, b): return 0",
    "patches the serving side": "import sys\nfor m in list(sys.modules.values()):\n    for n in ('Encoder', 'Decoder', 'time_limit', 'write_back'):\n        if hasattr(m, n) and 'autograder' in getattr(m, '__name__', ''): setattr(m, n, None)\ndef dense(X, W, b): return 0",
    "patches the workbook": "import gc\nfrom autograder.running.workbook import Workbook\nWorkbook.problem = lambda *a: None\nWorkbook.substitute = lambda *a: None\ndef dense(X, W, b): return 0",
    "remembers the calls": "seen = []\ndef dense(X, W, b):\n    seen.append(X); return seen[0] if len(seen) > 3 else 0",
    "markup in messages": "def dense(X, W, b): raise ValueError('<script>alert(1)</script>[red]x[/red]')\ndef softmax(z):\n    print('<img src=x onerror=alert(1)>'); return z",
    "name of a type as markup": "T = type('<script>alert(1)</script>', (), {{}})\ndef dense(X, W, b): return T()",
    "a matplotlib of its own": "open('/tmp/matplotlib.py', 'w').write('raise SystemExit')\nimport sys; sys.path.insert(0, '/tmp')\nimport matplotlib\ndef dense(X, W, b): return 0",
    "audit hook and import hook": "import sys, builtins\nbuiltins.__import__ = lambda *a, **k: None\nsys.meta_path.clear()\ndef dense(X, W, b): return 0",
    "monkey patches json and struct": "import json, struct\njson.dumps = lambda *a, **k: '{{}}'\nstruct.Struct.pack = None if False else struct.Struct.pack\ndef dense(X, W, b): return 0",
}
# WebAssembly has one door in the place of a socket: the same said through it, and what it does not expect.
THROUGH_THE_DOOR = {
    "forges replies": "t = json.dumps({{'value': ['a', 0, 0, 'side by side', True]}}).encode()\ncall(b'w' + struct.pack('!II', len(t), 0) + t)",
    "forges garbage": "call(b'w' + b'\\xff' * 4096)",
    "asks the host for anything": "for kind in b'srwth\\0\\xffx': call(bytes([kind]) * 9)\ncall(b'')",
    "reads as much as there is": "call(b'r' + b'\\xff' * 4)",
    "says as much as there is": "call(b'w' + bytes(2**29))",
}
ATTACKS |= {
    f"{name} through the door": f"""import json, struct
try: from _host import call
except ImportError: call = lambda data: 0
def dense(X, W, b):
    for _ in range(50):
        {lines.replace(chr(10), chr(10) + " " * 8)}
    return 0"""
    for name, lines in THROUGH_THE_DOOR.items()
}
ATTACKS |= {name: BEGINS + lines + ENDS for name, lines in TELLING.items()}

# Values that no check needs: each is the answer of `dense` and of `softmax`.
ANSWERS = {
    "text that is none": "np.frombuffer(b'\\xff' * 4, '<U1')",
    "halves of characters": "np.array(['\\ud800'])",
    "one such text": "np.frombuffer(b'\\xff' * 4, '<U1')[0]",
    "dates": "np.array(['2024-01-01'], 'M8[D]')",
    "spans of time": "np.array([3], 'm8[s]')",
    "bytes": "np.array([b'a', b'b'])",
    "plain bytes": "b'abc'",
    "records": "np.zeros(3, [('a', float), ('b', 'O')])",
    "raw memory": "np.zeros(3, 'V7')",
    "21 axes": "np.zeros((2,) * 21, np.int8)",
    "32 axes of one": "np.zeros((1,) * 32)",
    "nothing, a billion times": "np.zeros((0, 10**9))",
    "one number, a billion times": "np.broadcast_to(1.0, (10**5, 10**4))",
    "as much as crosses": "np.zeros(2**20 - 100)",
    "a number of hundreds of digits": "10**1200",
    "an array that holds itself": "held",
    "objects of many kinds": "np.array([1, 'x', None, print, b'y', [held]], dtype=object)",
    "a dict of odd keys": "{(1, 2): 3, None: 4, float('nan'): 5, print: 6}",
    "text of control characters": "'\\x1b[2J' * 1000",
    "nan with a payload": "np.frombuffer(b'\\x01\\x02\\x03\\x04\\x05\\x06\\xf8\\xff' * 4)",
    "the smallest numbers": "np.full((2, 3), -5e-324)",
}
GIVES = """import numpy as np
held = np.empty(1, object)
held[0] = held
def dense(X, W, b): return {value}
def softmax(z): return {value}
"""

# Code that speaks on the wire itself, past the kit.
SPEAKS = """import json, os, struct, threading, time
try: import _host
except ImportError: write = lambda data: os.write(3, data)
else: write = lambda data: _host.call(b'w' + data)
def say(data=b'', **header):
    text = json.dumps(header).encode()
    write(struct.pack('!II', len(text), len(data)) + text + data)
"""
LOUD = "FORGED\\x1b[2J"
SPOKEN = {
    "asks and never reads": """def dense(X, W, b):
    while True: say(op='call', of=1, args=['t', [['t', []], ['d', []]]])""",
    "asks and never reads while the notebook runs": "while True: say(op='call', of=1, args=None)",
    "trickles": """def dense(X, W, b):
    for byte in b'\\0\\0\\xff\\xff\\0\\0\\0\\0' + b' ' * 10**6:
        write(bytes([byte])); time.sleep(0.01)""",
    "notes without end": "while True: say(op='note', name='<cell 1>' * 1000)",
    "problems without end": "say(value=['d', [[name, ['t', ['crashed', 'LOUD' * 20_000]]] for name in ('dense', 'relu', 'softmax', 'forward', 'x' * 99_000)]])",
    "problems of other kinds": "say(value=['d', [['dense', ['t', [['l', []], 'x']]], ['softmax', ['t', ['crashed', 5]]], ['tanh', 7], [['t', []], 8]]])",
    "warnings and prints without end": """def dense(X, W, b):
    for i in range(50): say(value=None, printed='LOUD' * 50_000, warned=[['RuntimeWarning', 'LOUD' * 100]] * 300)
    return 0""",
    "prints where nobody listens": "say(value=['d', []], printed='LOUD' * 9, warned=[['UserWarning', 'LOUD']])",
    "fields of other kinds": """def dense(X, W, b):
    for field in ('op', 'of', 'name', 'args', 'value', 'after', 'error', 'warned', 'printed'):
        for value in (True, 1.5, float('nan'), [], {}, ['l', 5], 'LOUD'): say(**{'op': 'call', field: value})
    return 0""",
    "arrays that share their bytes": """import numpy as np, io
file = io.BytesIO()
np.lib.format.write_array(file, np.zeros(100_000), (1, 0))
def dense(X, W, b):
    data = file.getvalue()
    say(data, value=['l', [['a', 0, len(data), 'side by side', True]] * 20_000])
    return 0""",
}

# What student code can make our functions do, once they stand in for its own.
CALLS_BACK = """import numpy as np, itertools
def dense(X, W, b): return 0
def init_params(sizes, rng): return 0
def count_params(params): return 0
def forward(X, params, activation="relu"): return {call}
def predict(X, params, activation="relu"): return {call}
"""
CALLS = {
    "weights of gigabytes": "init_params([22000, 22000], np.random.default_rng(0))",
    "weights of gigabytes, layer by layer": "init_params([3000] * 500, np.random.default_rng(0))",
    "gigabytes by broadcasting": "dense(np.ones((50_000, 1)), np.ones((1, 50_000)), 0)",
    "an answer too large to come back": "dense(np.ones((3_000, 1)), np.ones((1, 3_000)), 0)",
    "layers without end": "count_params((np.ones((1, 1)), np.ones(1)) for _ in itertools.count())",
    "calls without end": "[dense(np.ones((1, 1)), np.ones((1, 1)), 0) for _ in itertools.count()]",
    "calls that wait for one another": "count_params(forward(X, params) for _ in [0])",
}


ASKING = {f"asks for {name}": CALLS_BACK.format(call=call) for name, call in CALLS.items()}


def every():
    """Name → cell."""
    return {
        **ATTACKS,
        **{f"answers {name}": GIVES.format(value=value) for name, value in ANSWERS.items()},
        **{f"says {name}": SPEAKS + code.replace("LOUD", LOUD) for name, code in SPOKEN.items()},
        **ASKING,
    }


EVERY = every()


def code(name, host):
    """The cell of an attack on this host."""
    return EVERY[name].format(**host) if name in ATTACKS else EVERY[name]
