#!/usr/bin/env python3
"""Shows that the TorchScript program mixes no host and device tensors and never waits for a device, without having one.

Packs the program as the Java side does, loads it in PyTorch, and runs training steps, scoring, whole-sequence logits and decoding on the
'meta' device, which stands for a GPU: a dispatch mode stops at every operator that is given a device tensor beside a host
tensor of rank > 0 (on a GPU: an error), and at every read of a device tensor's value (on a GPU: a wait). What the program reads
on the host ('plan', 'place', 'rates', 'distribution') is made on the host, as Java makes it. Exit 1 if anything is found.

Needs torch >= 2.5 (CPU). Usage, from the project's root:
    python ci/check-devices.py [the project's root]
If methods, attributes or the weights' layout change, change the calls below with them.
"""
import io
import itertools
import pathlib
import re
import struct
import sys
import zipfile

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten


def assemble(root, *files):
    """Returns the source that Java packs (ProgramSource): the shared files and a network's own as one class, with numbers in
    the places of names."""
    folder = root / 'src/main/resources/dev/dlmbench/backbone'
    java = root / 'src/main/java/dev/dlmbench/backbone'
    numbers = {'torch.int64': '4', 'torch.float32': '6', 'torch.float64': '7', 'torch.bool': '11', 'torch.bfloat16': '15',
               'TIME_FREQUENCIES': '128'}
    for enum, file in (('AttentionPattern', 'AttentionPattern'), ('LossKind', 'LossKind'),
                       ('AttentionMask', 'DecodingCall'), ('RowMeasure', 'DecodedLogits')):
        text = (java / f'{file}.java').read_text()
        text = text[text.index(f'enum {enum} {{'):]
        numbers.update((f'{enum}.{n}', c) for n, c in re.findall(r'^ +([A-Z][A-Z_]+)\((\d+)', text, re.M))
    lines = ['class M(Module):', '  __parameters__ = []', '  __buffers__ = []', '  training : bool']
    for file in sorted(folder.glob('*.py')) + [folder / own for own in files]:
        group, part = '', False
        for code in (line.split('#')[0].rstrip() for line in file.read_text().splitlines()):
            constant = re.fullmatch(r'( *)([A-Z][A-Z0-9_]+) = ([0-9.e+-]+)', code)
            if code.startswith('class '):
                group, part = code[6:code.index('(')] + '.', code.endswith('(Module):')
            elif part:
                lines.append(code)
            elif constant:
                numbers[(group if constant[1] else '') + constant[2]] = constant[3]
    return re.sub(r'(?<![\w.])[A-Za-z_]\w*(\.[A-Za-z_]\w*)*', lambda m: numbers.get(m[0], m[0]), '\n'.join(lines) + '\n')


ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else '.')
SOURCES = {
    'dit': assemble(ROOT, 'dit/network.py', 'dit/transformer.py', 'dit/tokens.py', 'dit/decoding.py'),
    'energy': assemble(ROOT, 'dit/network.py', 'dit/transformer.py', 'energy/energy.py'),
    'gpt2': assemble(ROOT, 'gpt2/network.py', 'gpt2/decoding.py')}
LAYERS, WIDTH, CONDITION, VOCABULARY, BATCH, LENGTH, BLOCK = 2, 32, 16, 29, 3, 32, 8
LISTS = 'weights exp_avg exp_avg_sq step ema grads kv_cache'.split()
POSITIONS = 64


def pack(source, constants):
    def text(s):
        return b'X' + struct.pack('<I', len(s.encode())) + s.encode()

    state = b'\x80\x02c__torch__\nM\n)\x81}(' + text('training') + b'\x88'
    for name, value in constants.items():
        state += text(name)
        if isinstance(value, bool):
            state += b'\x88' if value else b'\x89'
        elif isinstance(value, int):
            state += b'J' + struct.pack('<i', value)
        elif isinstance(value, float):
            state += b'G' + struct.pack('>d', value)
        elif isinstance(value, list):
            numbers = b''.join(b'G' + struct.pack('>d', number) for number in value)
            state += b'ctorch.jit._pickle\nbuild_doublelist\n](' + numbers + b'e\x85R'
        else:
            state += b'ctorch.jit._pickle\nbuild_tensorlist\n]\x85R'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w') as archive:
        for name, content in (('version', b'10\n'), ('byteorder', b'little'), ('constants.pkl', b'\x80\x02).'),
                              ('data.pkl', state + b'ub.'), ('code/__torch__.py', source.encode())):
            archive.writestr('m/' + name, content)
    buffer.seek(0)
    return buffer


def program(bf16, timed, dropout, network='dit'):
    constants = dict(heads=2, bf16=bf16, convolution=False, time_conditioning=timed, dropout=dropout,
                     frequencies=[], hybrid_factor=.5 if timed else -1., input_bias=.5 if timed else 0.)
    constants.update((name, None) for name in LISTS + ['folded', 'rotary'])
    return torch.jit.load(pack(SOURCES[network], constants))


def gpt2(bf16):
    constants = dict(heads=2, bf16=bf16, convolution=False, dropout=0., input_bias=0.)
    constants.update((name, None) for name in LISTS)
    return torch.jit.load(pack(SOURCES['gpt2'], constants))


def gpt2_weights(device):
    d, v = WIDTH, VOCABULARY
    shapes = [(v, d), (POSITIONS, d)]
    for _ in range(LAYERS):
        shapes += [(d,), (d,), (d, 3 * d), (3 * d,), (d, d), (d,), (d,), (d,), (d, 4 * d), (4 * d,), (4 * d, d), (d,)]
    shapes += [(d,), (d,), (v, d), (v,)]
    return [torch.randn(s, device=device) * .05 for s in shapes]


def next_tokens(device, bf16, timed):
    m = gpt2(bf16)
    m.eval()
    with torch.no_grad():
        m.bind(gpt2_weights(device))
        ids = torch.randint(0, VOCABULARY - 1, (BATCH, LENGTH), device=device)
        sigma = torch.rand(BATCH, 1, device=device)
        m.forward(ids, sigma, torch.tensor([0, 1]))
        counted = torch.arange(0, BATCH * LENGTH, 2, device=device)
        none = torch.zeros(0, dtype=torch.float64, device=device)
        m.score(ids, sigma, ids, torch.rand(BATCH, LENGTH, device=device), torch.tensor([0, 1, 0]), counted, none)
        everybody = torch.zeros(0, dtype=torch.long, device=device)
        m.allocate_kv_cache(torch.tensor([BATCH, POSITIONS, POSITIONS]))
        m.decode(ids, sigma, everybody, torch.tensor([0, 0, 0, LENGTH, 1, 1, 1, POSITIONS]))
        m.decode(ids[:, :1], sigma, everybody, torch.tensor([0, LENGTH, LENGTH, 1, 1, 1, 1, POSITIONS]))
        m.keep_kv_cache(torch.arange(0, 2, device=device), torch.tensor([2, LENGTH]))


def weights(device):
    d, c, v = WIDTH, CONDITION, VOCABULARY
    shapes = [(v, d), (c, 256), (c,), (c, c), (c,)]
    for _ in range(LAYERS):
        shapes += [(d,), (6 * d, c), (6 * d,), (3 * d, d), (d, d), (d,), (4 * d, d), (4 * d,), (d, 4 * d), (d,)]
    shapes += [(d,), (2 * d, c), (2 * d,), (v, d), (v,)]
    return [torch.randn(s, device=device) * .05 for s in shapes]


def energy(device, bf16, timed):
    m = program(bf16, False, .1, 'energy')
    m.train()
    d = WIDTH
    w = weights(device)[:-2] + [torch.randn(s, device=device) * .05 for s in ((d, d), (d,), (d, 2 * d), (1, d), (1,))]
    m.bind_training(w, [torch.zeros_like(x) for x in w], [torch.zeros_like(x) for x in w], [x.clone() for x in w],
            [torch.zeros([], device=device) for _ in w])
    pairs = torch.randint(0, VOCABULARY - 1, (BATCH, 2 * LENGTH), device=device)
    sigma = torch.zeros(BATCH, 1, device=device)
    drawn = torch.randint(0, 2, (BATCH, 1), device=device)
    noise = torch.rand(BATCH, 1, device=device)
    plan = torch.tensor([1, LENGTH, 7])
    none = torch.zeros(0, dtype=torch.float64, device=device)
    rates = torch.tensor([1e-3, 0., 1., .99], dtype=torch.float64)
    for counted in (torch.zeros(0, dtype=torch.long, device=device), torch.arange(0, 2, device=device)):
        m.training_step(pairs, sigma, drawn, noise, plan, counted, none, rates)
        m.score(pairs, sigma, drawn, noise, plan, counted, none)
    m.energies(pairs, sigma, torch.tensor([1, LENGTH]))


def train(device, bf16, timed, pattern, objective):
    m = program(bf16, timed, .1)
    m.train()
    w = weights(device)
    m.bind_training(w, [torch.zeros_like(x) for x in w], [torch.zeros_like(x) for x in w], [x.clone() for x in w],
            [torch.zeros([], device=device) for _ in w])
    rows = 2 * LENGTH if pattern in (2, 4, 5) else LENGTH
    ids = torch.randint(0, VOCABULARY - 1, (BATCH, rows), device=device)
    clean = torch.randint(0, VOCABULARY - 1, (BATCH, LENGTH), device=device)
    sigma = torch.rand(BATCH, 4, device=device)
    shape = (BATCH, LENGTH) if objective in (0, 2) else (BATCH, LENGTH, 3 if objective == 6 else 4)
    noise = torch.rand(shape, dtype=torch.float32 if len(shape) == 2 else torch.float64, device=device)
    plan = torch.tensor([pattern, BLOCK, objective])
    counted = torch.arange(0, BATCH * LENGTH, 2, device=device)
    exponents = torch.ones(VOCABULARY - 1 if objective == 6 else 0, dtype=torch.float64, device=device)
    rates = torch.tensor([1e-3, 0., 1., .99], dtype=torch.float64)
    m.training_step(ids, sigma, clean, noise, plan, counted, exponents, rates)
    m.accumulate(ids, sigma, clean, noise, plan, counted, exponents, torch.tensor([2, 0]))
    m.accumulate(ids, sigma, clean, noise, plan, counted, exponents, torch.tensor([2, 1]))
    m.optimizer_step(rates)
    m.score(ids, sigma, clean, noise, plan, counted, exponents)
    m.forward(ids, sigma, torch.tensor([pattern, BLOCK]))


def vectors(device, bf16, timed, objective):
    m = program(bf16, timed, .1)
    m.train()
    w = weights(device)
    m.bind_training(w, [torch.zeros_like(x) for x in w], [torch.zeros_like(x) for x in w], [x.clone() for x in w],
            [torch.zeros([], device=device) for _ in w])
    points = torch.nn.functional.normalize(torch.randn(BATCH, LENGTH, VOCABULARY, device=device), dim=-1)
    clean = torch.randint(0, VOCABULARY - 1, (BATCH, LENGTH), device=device)
    sigma = torch.rand(BATCH, 1, device=device)
    noise = torch.rand(BATCH, LENGTH, device=device)
    plan = torch.tensor([1, LENGTH, objective])
    counted = torch.arange(0, BATCH * LENGTH, 2, device=device)
    rates = torch.tensor([1e-3, 0., 1., .99], dtype=torch.float64)
    none = torch.ones(0, dtype=torch.float64, device=device)
    m.training_step(points, sigma, clean, noise, plan, counted, none, rates)
    m.score(points, sigma, clean, noise, plan, counted, none)
    m.forward(points, sigma, torch.tensor([1, LENGTH]))


def decode(device, bf16, timed):
    m = program(bf16, timed, 0.)
    m.eval()
    with torch.no_grad():
        m.bind(weights(device))
        m.allocate_kv_cache(torch.tensor([BATCH, 64, 64]))
        s = BLOCK
        sigma = torch.rand(BATCH, 1, device=device)
        everybody = torch.zeros(0, dtype=torch.long, device=device)
        ids = torch.randint(0, VOCABULARY - 1, (BATCH, 2 * s), device=device)
        m.decode(ids[:, :s], sigma, everybody, torch.tensor([0, 0, 0, 0, s, 0, s, 64]))
        logits = m.decode(ids, sigma, everybody, torch.tensor([0, 0, 0, s, s, 0, s, 64]))
        some = torch.arange(0, 3, 2, device=device)
        m.decode(ids[:2], sigma[:2], some, torch.tensor([0, s, s, s, s, 2, s, 64]))
        m.decode(ids[:, :s], sigma, everybody, torch.tensor([0, s, s, 0, s, 3, s, 64]))
        m.keep_kv_cache(some, torch.tensor([0, 0]))
        how = torch.tensor([.9, 5, 0., .9, 1., 1.], dtype=torch.float64)
        rows = torch.arange(0, 3, device=device)
        m.sample_tokens(logits, rows, torch.rand(3, dtype=torch.float64, device=device), how)
        m.rows_of_logits(logits, rows)
        m.probabilities(logits, rows, rows, how)


class Watch(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        tensors = [x for x in tree_flatten((args, kwargs))[0] if isinstance(x, torch.Tensor)]
        if any(t.device.type == 'meta' for t in tensors):
            host = [tuple(t.shape) for t in tensors if t.device.type == 'cpu' and t.dim() > 0]
            if host:
                raise RuntimeError(f'{func} mixes host tensors {host} with device tensors')
            if func is torch.ops.aten._local_scalar_dense.default:
                raise RuntimeError('the value of a device tensor is read, which waits for the device')
        return func(*args, **kwargs)


def main():
    found = runs = 0
    for device in ('cpu', 'meta'):
        with Watch():
            for bf16, timed in itertools.product((False, True), repeat=2):
                cases = [(train, (p, o)) for p, o in itertools.product(range(6), (0, 1, 2, 3, 4, 6))] + [(vectors, (0,)), (vectors, (5,)), (energy, ()), (decode, ()), (next_tokens, ())]
                for what, rest in cases:
                    runs += 1
                    try:
                        what(device, bf16, timed, *rest)
                    except Exception as e:  # the interpreter's errors are plain RuntimeErrors
                        found += 1
                        print(f'{device} {what.__name__} bf16={bf16} timed={timed} {rest}: {str(e).strip()[-400:]}')
    print(f'{runs} runs, {found} with something found')
    sys.exit(1 if found else 0)


main()
