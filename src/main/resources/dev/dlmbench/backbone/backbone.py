# The backbone as a TorchScript program: the diffusion transformer of MDLM and BD3-LM, tensor for tensor.
#
# Shapes: B sequences, n tokens each, R rows of a call (n, 2n for the dual pattern, or the tokens of one decoding call),
# D width, H heads, d = D / H, C conditioning width, V ids with the mask id last, K = V - 1 real tokens.
# Lists of weights are in the order of the Java class WeightLayout.
# A 'plan' is an int64 vector on the CPU, so that reading it never waits for a device.
#
# Names of constants are replaced by their numbers before PyTorch sees the program. Those that Java knows, too, are
# defined there: the constants of AttentionPattern, LossKind, Sight and RowMeasure, and TIME_FREQUENCIES, the cosines, and
# as many sines, that a noise level becomes.

# The logarithm of the longest period of a noise level's cosines: 10000.
LOG_MAX_PERIOD = 9.210340371976184
# The logarithm of the base of rotary positions: 10000.
LOG_ROTARY_BASE = 9.210340371976184
LAYER_NORM_EPS = 1e-05

# Weights of a layer; of the token embedding and the time embedder; of these and the output layer.
LAYER_WEIGHTS = 10
EMBEDDING_WEIGHTS = 5
OTHER_WEIGHTS = 10
# Folded weights of the token embedding, of the output layer, and of both; a layer has as many as it has unfolded.
FOLDED_EMBEDDING = 1
FOLDED_OUTPUT = 4
FOLDED_OTHERS = 5
# Both lists end in the matrix from D to V and its bias.
LINEAR_WEIGHTS = 2
LINEAR_BIAS = 1
# Tensors of adaptive layer norm: of a layer, and of the output layer.
LAYER_ADALN = 6
OUTPUT_ADALN = 2

# The dual pattern is cut into so many parts at most, and none that has fewer tokens than this.
MOST_PARTS = 4
SMALLEST_PART = 16

# Logits that exist at a time while training: 8 MiB on processors, which caches hold, 512 MiB on other devices, but never
# fewer rows than this; a row's length is a multiple of ALIGNED_ROW, which products are faster with.
HELD_ON_PROCESSORS = 2097152
HELD_ON_DEVICES = 134217728
FEWEST_ROWS = 256
ALIGNED_ROW = 16
# Logits that are looked at together when tokens are drawn.
HELD_WHILE_DRAWING = 4194304

ADAM_BETA1 = 0.9
ADAM_BETA2 = 0.999
ADAM_EPS = 1e-08
CLIP_EPS = 1e-06


class TimeWeight(IntEnum):
  IN = 1
  IN_BIAS = 2
  OUT = 3
  OUT_BIAS = 4


class LayerWeight(IntEnum):
  NORM1 = 0
  ADALN = 1
  ADALN_BIAS = 2
  QKV = 3
  ATTENTION_OUT = 4
  NORM2 = 5
  MLP_IN = 6
  MLP_IN_BIAS = 7
  MLP_OUT = 8
  MLP_OUT_BIAS = 9


class OutputWeight(IntEnum):
  NORM = 0
  ADALN = 1
  ADALN_BIAS = 2
  LINEAR = 3
  LINEAR_BIAS = 4


class Folded(IntEnum):
  NORM1 = 0
  SHIFT1 = 1
  QKV = 2
  ATTENTION_OUT = 3
  NORM2 = 4
  SHIFT2 = 5
  MLP_IN = 6
  MLP_IN_BIAS = 7
  MLP_OUT = 8
  MLP_OUT_BIAS = 9


class FoldedOutput(IntEnum):
  NORM = 0
  SHIFT = 1
  LINEAR = 2
  LINEAR_BIAS = 3


class AdaLn(IntEnum):
  SHIFT1 = 0
  SCALE1 = 1
  GATE1 = 2
  SHIFT2 = 3
  SCALE2 = 4
  GATE2 = 5


class Plan(IntEnum):
  PATTERN = 0
  BLOCK = 1
  OBJECTIVE = 2


class Rate(IntEnum):
  LEARNING_RATE = 0
  WEIGHT_DECAY = 1
  CLIP = 2
  AVERAGE_DECAY = 3


class Filter(IntEnum):
  TEMPERATURE = 0
  TOP_K = 1
  MIN_P = 2
  NUCLEUS = 3
  CROSSING = 4
  MEASURE = 5


class Backbone(Module):
  heads : int
  bf16 : bool
  convolved : bool
  timed : bool
  dropout : float
  weights : List[Tensor]
  moments : List[Tensor]
  squares : List[Tensor]
  averages : List[Tensor]
  clock : List[Tensor]
  piled : List[Tensor]
  folded : List[Tensor]
  cache : List[Tensor]
  turns : List[Tensor]

  # ---- parts of the network ----

  def linear(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    if self.bf16:
      low: Optional[Tensor] = None
      if bias is not None:
        low = torch.to(bias, torch.bfloat16)
      y = torch.linear(torch.to(x, torch.bfloat16), torch.to(weight, torch.bfloat16), low)
    elif self.convolved and torch.dim(x) == 3:
      # a convolution of width 1 is the same sum, and the engine's faster one on processors
      columns = torch.unsqueeze(torch.transpose(x, 1, 2), 2)
      y = torch.transpose(torch.squeeze(torch.conv2d(columns, torch.unsqueeze(torch.unsqueeze(weight, -1), -1), bias), 2), 1, 2)
    else:
      y = torch.linear(x, weight, bias)
    return y

  def condition(self, w: List[Tensor], sigma: Tensor) -> Tensor:
    # sigma (M) -> what adaptive layer norm sees (M, C): 128 cosines, then 128 sines, two layers, SiLU
    rank = torch.arange(TIME_FREQUENCIES, dtype=torch.float32, device=sigma.device)
    angle = torch.unsqueeze(sigma, -1) * torch.exp(rank * (-LOG_MAX_PERIOD / TIME_FREQUENCIES))
    features = torch.cat([torch.cos(angle), torch.sin(angle)], -1)
    hidden = torch.silu(torch.linear(features, w[TimeWeight.IN], w[TimeWeight.IN_BIAS]))
    return torch.silu(torch.linear(hidden, w[TimeWeight.OUT], w[TimeWeight.OUT_BIAS]))

  def paired(self, weight: Tensor) -> Tensor:
    # (3 D, D) of queries, keys and values: the two numbers that rotary positions turn come to stand side by side
    width = torch.size(weight, 1)
    turned = torch.view(torch.narrow(weight, 0, 0, 2 * width), [2 * self.heads, 2, -1, width])
    return torch.cat([torch.reshape(torch.transpose(turned, 1, 2), [2 * width, width]), torch.narrow(weight, 0, 2 * width, width)])

  def fold(self, w: List[Tensor]) -> List[Tensor]:
    # with the time input off, adaptive layer norm is a constant of the call and moves into the weights beside it
    c = torch.select(self.condition(w, torch.zeros([1], dtype=torch.float32, device=w[0].device)), 0, 0)
    out = [w[0]]
    layers = (len(w) - OTHER_WEIGHTS) // LAYER_WEIGHTS
    for i in range(layers):
      o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * i
      shift1, scale1, gate1, shift2, scale2, gate2 = torch.unbind(torch.view(torch.linear(c, w[o + LayerWeight.ADALN], w[o + LayerWeight.ADALN_BIAS]), [LAYER_ADALN, -1]), 0)
      torch.append(out, w[o + LayerWeight.NORM1] * (1. + scale1))
      torch.append(out, shift1)
      torch.append(out, self.paired(w[o + LayerWeight.QKV]))
      torch.append(out, w[o + LayerWeight.ATTENTION_OUT] * torch.unsqueeze(gate1, -1))
      torch.append(out, w[o + LayerWeight.NORM2] * (1. + scale2))
      torch.append(out, shift2)
      torch.append(out, w[o + LayerWeight.MLP_IN])
      torch.append(out, w[o + LayerWeight.MLP_IN_BIAS])
      torch.append(out, w[o + LayerWeight.MLP_OUT] * torch.unsqueeze(gate2, -1))
      torch.append(out, w[o + LayerWeight.MLP_OUT_BIAS] * gate2)
    o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * layers
    shift, scale = torch.unbind(torch.view(torch.linear(c, w[o + OutputWeight.ADALN], w[o + OutputWeight.ADALN_BIAS]), [OUTPUT_ADALN, -1]), 0)
    torch.append(out, w[o + OutputWeight.NORM] * (1. + scale))
    torch.append(out, shift)
    torch.append(out, w[o + OutputWeight.LINEAR])
    torch.append(out, w[o + OutputWeight.LINEAR_BIAS])
    return out

  def unfolded(self, w: List[Tensor]) -> List[Tensor]:
    # the layout of folded weights, for calls that bring their modulation along
    out = [w[0]]
    layers = (len(w) - OTHER_WEIGHTS) // LAYER_WEIGHTS
    for i in range(layers):
      o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * i
      torch.append(out, w[o + LayerWeight.NORM1])
      torch.append(out, torch.zeros_like(w[o + LayerWeight.NORM1]))
      torch.append(out, self.paired(w[o + LayerWeight.QKV]))
      torch.append(out, w[o + LayerWeight.ATTENTION_OUT])
      torch.append(out, w[o + LayerWeight.NORM2])
      torch.append(out, torch.zeros_like(w[o + LayerWeight.NORM1]))
      torch.append(out, w[o + LayerWeight.MLP_IN])
      torch.append(out, w[o + LayerWeight.MLP_IN_BIAS])
      torch.append(out, w[o + LayerWeight.MLP_OUT])
      torch.append(out, w[o + LayerWeight.MLP_OUT_BIAS])
    o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * layers
    torch.append(out, w[o + OutputWeight.NORM])
    torch.append(out, torch.zeros_like(w[o + OutputWeight.NORM]))
    torch.append(out, w[o + OutputWeight.LINEAR])
    torch.append(out, w[o + OutputWeight.LINEAR_BIAS])
    return out

  def modulation(self, w: List[Tensor], sigma: Tensor, of: Tensor) -> List[Tensor]:
    # sigma (B, G) and which of them each row has (R) -> 6 tensors (B, R, D) a layer, then 2 of the output layer
    batch = torch.size(sigma, 0)
    groups = torch.size(sigma, 1)
    c = torch.view(self.condition(w, torch.reshape(sigma, [-1])), [batch, groups, -1])
    c = torch.index_select(c, 1, of)
    out: List[Tensor] = []
    layers = (len(w) - OTHER_WEIGHTS) // LAYER_WEIGHTS
    for i in range(layers):
      o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * i
      for part in torch.chunk(torch.linear(c, w[o + LayerWeight.ADALN], w[o + LayerWeight.ADALN_BIAS]), LAYER_ADALN, -1):
        torch.append(out, part)
    o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * layers
    for part in torch.chunk(torch.linear(c, w[o + OutputWeight.ADALN], w[o + OutputWeight.ADALN_BIAS]), OUTPUT_ADALN, -1):
      torch.append(out, part)
    return out

  def rotary(self, positions: Tensor, width: int) -> Tensor:
    # rotary positions (floating point), base 10000, as turns (R, 3, H, d / 2) of the complex plane; values stay
    half = width // self.heads // 2
    rank = torch.arange(half, dtype=positions.dtype, device=positions.device)
    angle = torch.unsqueeze(positions, -1) * torch.exp(rank * (-LOG_ROTARY_BASE / half))
    turn = torch.view(torch.complex(torch.to(torch.cos(angle), torch.float32), torch.to(torch.sin(angle), torch.float32)), [-1, 1, 1, half])
    turns = torch.expand(turn, [-1, 2, self.heads, -1])
    return torch.cat([turns, torch.ones_like(torch.narrow(turns, 1, 0, 1))], 1)

  def turned(self, qkv: Tensor, batch: int, rows: int, turns: Tensor) -> Tensor:
    # (..., parts * D), whose last part is the values -> (B, R, parts, H, d)
    pairs = torch.view_as_complex(torch.view(torch.to(qkv, torch.float32), [batch, rows, -1, self.heads, torch.size(turns, -1), 2]))
    return torch.to(torch.flatten(torch.view_as_real(pairs * turns), -2), qkv.dtype)

  def rotate(self, qkv: Tensor, turns: Tensor) -> List[Tensor]:
    # (B, R, parts * D), whose last part is the values -> each part (B, R, H, d)
    return torch.unbind(self.turned(qkv, torch.size(qkv, 0), torch.size(qkv, 1), turns), 2)

  def norm(self, x: Tensor, weight: Tensor, bias: Tensor, mods: List[Tensor], at: int) -> Tensor:
    y = torch.layer_norm(x, [torch.size(x, -1)], weight, bias, LAYER_NORM_EPS)
    if len(mods) > 0:
      y = torch.addcmul(mods[at], y, 1. + mods[at + 1])
    return y

  def branch(self, x: Tensor, y: Tensor, mods: List[Tensor], at: int) -> Tensor:
    # the residual sum
    if len(mods) > 0:
      y = y * mods[at]
    if self.training and self.dropout > 0.:
      y = torch.dropout(y, self.dropout, True)
    if self.bf16:
      out = x + y
    else:
      out = torch.add_(y, x)
    return out

  def mlp(self, x: Tensor, f: List[Tensor], o: int, mods: List[Tensor], at: int) -> Tensor:
    h = self.norm(x, f[o + Folded.NORM2], f[o + Folded.SHIFT2], mods, at + AdaLn.SHIFT2)
    h = torch.gelu(self.linear(h, f[o + Folded.MLP_IN], f[o + Folded.MLP_IN_BIAS]), approximate="tanh")
    return self.branch(x, self.linear(h, f[o + Folded.MLP_OUT], f[o + Folded.MLP_OUT_BIAS]), mods, at + AdaLn.GATE2)

  def last(self, x: Tensor, f: List[Tensor], mods: List[Tensor]) -> Tensor:
    # what the output layer's matrix sees
    o = len(f) - FOLDED_OUTPUT
    return self.norm(x, f[o + FoldedOutput.NORM], f[o + FoldedOutput.SHIFT], mods, len(mods) - OUTPUT_ADALN)

  def head(self, x: Tensor, f: List[Tensor], ids: int) -> Tensor:
    # (..., D) -> logits (..., ids) of the first ids in single precision
    o = len(f) - LINEAR_WEIGHTS
    return torch.to(self.linear(x, torch.narrow(f[o], 0, 0, ids), torch.narrow(f[o + LINEAR_BIAS], 0, 0, ids)), torch.float32)

  def merged(self, heads: Tensor) -> Tensor:
    # (B, H, R, d) -> (B, R, D)
    rows = torch.transpose(heads, 1, 2)
    return torch.reshape(rows, [torch.size(rows, 0), torch.size(rows, 1), -1])

  def part(self, mods: List[Tensor], start: int, rows: int) -> List[Tensor]:
    # the modulation of some rows
    out: List[Tensor] = []
    for m in mods:
      torch.append(out, torch.narrow(m, 1, start, rows))
    return out

  def only(self, x: Tensor, rows: Tensor) -> Tensor:
    # (B, n, D) -> (1, counted rows, D)
    return torch.unsqueeze(torch.embedding(torch.reshape(x, [-1, torch.size(x, -1)]), rows), 0)

  # ---- whole sequences: pattern 0 causal, 1 bidirectional, 2 dual (noisy | clean), 3 block-causal,
  # 4 dual with token-causal clean rows, 5 dual in two passes ----

  def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor], causal: bool) -> Tensor:
    # (B, R, H, d) each -> (B, R, D)
    return self.merged(torch.scaled_dot_product_attention(torch.transpose(q, 1, 2), torch.transpose(k, 1, 2), torch.transpose(v, 1, 2), mask, 0., causal))

  def sights(self, n: int, block: int, causal: bool, device: Device) -> List[Tensor]:
    # the dual pattern, cut into parts of whole blocks that are not too small for a call of their own: for each part what
    # its rows, noisy and then clean, see of the clean rows up to the part's end and of its noisy rows
    parts = MOST_PARTS
    while parts > 1 and (n % (parts * block) != 0 or n // parts < SMALLEST_PART):
      parts = parts // 2
    size = n // parts
    out: List[Tensor] = []
    for j in range(parts):
      place = torch.arange(j * size, (j + 1) * size, device=device)
      shown = torch.unsqueeze(torch.arange((j + 1) * size, device=device), 0)
      own = torch.unsqueeze(torch.floor_divide(place, block), 1)
      of = torch.floor_divide(shown, block)
      if causal:
        clean = torch.ge(torch.unsqueeze(place, 1), shown)
      else:
        clean = torch.ge(own, of)
      same = torch.eq(own, torch.transpose(own, 0, 1))
      torch.append(out, torch.cat([torch.cat([torch.gt(own, of), same], 1), torch.cat([clean, torch.zeros_like(same)], 1)]))
    return out

  def dual(self, q: Tensor, k: Tensor, v: Tensor, sights: List[Tensor], looked: bool) -> Tensor:
    # noisy rows see their own noisy block and the clean blocks before it; clean rows see their own clean block and those
    # before it, or what is not after them: (B, 2 n, H, d) each -> (B, 2 n, D), or (B, n, D) if clean rows only are
    # looked at and have no q
    parts = len(sights)
    size = torch.size(k, 1) // 2 // parts
    asked = torch.split(q, size, 1)
    keys = torch.split(k, size, 1)
    values = torch.split(v, size, 1)
    noisy: List[Tensor] = []
    clean: List[Tensor] = []
    for j in range(parts):
      ks: List[Tensor] = []
      vs: List[Tensor] = []
      for i in range(j + 1):
        torch.append(ks, keys[parts + i])
        torch.append(vs, values[parts + i])
      torch.append(ks, keys[j])
      torch.append(vs, values[j])
      if looked:
        torch.append(noisy, self.attend(asked[j], torch.cat(ks, 1), torch.cat(vs, 1), torch.narrow(sights[j], 0, 0, size), False))
      else:
        both = torch.split(self.attend(torch.cat([asked[j], asked[parts + j]], 1), torch.cat(ks, 1), torch.cat(vs, 1), sights[j], False), size, 1)
        torch.append(noisy, both[0])
        torch.append(clean, both[1])
    return torch.cat(torch.add(noisy, clean), 1)

  def sequence(self, f: List[Tensor], mods: List[Tensor], ids: Tensor, pattern: int, block: int, counted: Tensor) -> Tensor:
    # ids (B, R) -> what the output layer sees (B, n, D), or (1, N, D) of the N rows of (B n) that are counted
    batch = torch.size(ids, 0)
    rows = torch.size(ids, 1)
    dual = pattern == AttentionPattern.DUAL or pattern == AttentionPattern.DUAL_TOKEN_CAUSAL
    n = rows
    if dual:
      n = rows // 2
    place = torch.arange(n, device=ids.device)
    clean: Optional[Tensor] = None
    sights: List[Tensor] = []
    if dual:
      sights = self.sights(n, block, pattern == AttentionPattern.DUAL_TOKEN_CAUSAL, ids.device)
      place = torch.cat([place, place])
    if pattern == AttentionPattern.BLOCK_CAUSAL:
      of = torch.floor_divide(place, block)
      clean = torch.ge(torch.unsqueeze(of, 1), torch.unsqueeze(of, 0))
    x = torch.embedding(f[0], ids)
    width = torch.size(x, -1)
    turns = self.rotary(torch.to(place, torch.float32), width)
    layers = (len(f) - FOLDED_OTHERS) // LAYER_WEIGHTS
    for i in range(layers):
      o = FOLDED_EMBEDDING + LAYER_WEIGHTS * i
      at = LAYER_ADALN * i
      looked = dual and i == layers - 1
      if i == 0 and len(mods) == 0 and torch.size(f[0], 0) < torch.numel(ids):
        # the first layer's queries, keys and values depend on nothing but the token
        table = self.linear(self.norm(f[0], f[o + Folded.NORM1], f[o + Folded.SHIFT1], mods, at), f[o + Folded.QKV], None)
        q, k, v = self.rotate(torch.embedding(table, ids), turns)
        if looked:
          q = torch.narrow(q, 1, 0, n)
      else:
        h = self.norm(x, f[o + Folded.NORM1], f[o + Folded.SHIFT1], mods, at)
        if looked:
          q = self.rotate(self.linear(torch.narrow(h, 1, 0, n), torch.narrow(f[o + Folded.QKV], 0, 0, width), None), torch.narrow(torch.narrow(turns, 0, 0, n), 1, 0, 1))[0]
          k, v = self.rotate(self.linear(h, torch.narrow(f[o + Folded.QKV], 0, width, 2 * width), None), torch.narrow(turns, 1, 1, 2))
        else:
          q, k, v = self.rotate(self.linear(h, f[o + Folded.QKV], None), turns)
      if looked:
        # clean rows of the last layer are only looked at
        x = torch.narrow(x, 1, 0, n)
        mods = self.part(mods, 0, n)
      if dual:
        a = self.dual(q, k, v, sights, looked)
      else:
        a = self.attend(q, k, v, clean, pattern == AttentionPattern.CAUSAL)
      if i == layers - 1 and torch.numel(counted) > 0:
        # nothing looks at the last layer's other rows any more
        a = self.only(a, counted)
        x = self.only(x, counted)
        few: List[Tensor] = []
        for m in mods:
          torch.append(few, self.only(m, counted))
        mods = few
      x = self.branch(x, self.linear(a, f[o + Folded.ATTENTION_OUT], None), mods, at + AdaLn.GATE1)
      x = self.mlp(x, f, o, mods, at)
    return self.last(x, f, mods)

  def passes(self, f: List[Tensor], mods: List[Tensor], ids: Tensor, block: int) -> Tensor:
    # the dual pattern in two passes: clean rows first, whose keys and values the noisy rows then look at
    n = torch.size(ids, 1) // 2
    place = torch.arange(n, device=ids.device)
    of = torch.floor_divide(place, block)
    q = torch.unsqueeze(of, 1)
    k = torch.unsqueeze(of, 0)
    sights = [torch.ge(q, k), torch.cat([torch.eq(q, k), torch.gt(q, k)], 1)]
    turns = self.rotary(torch.to(place, torch.float32), torch.size(f[0], 1))
    keys: List[Tensor] = []
    values: List[Tensor] = []
    x = torch.embedding(f[0], torch.narrow(ids, 1, n, n))
    layers = (len(f) - FOLDED_OTHERS) // LAYER_WEIGHTS
    own = mods
    for turn in range(2):
      own = self.part(mods, (1 - turn) * n, n)
      x = torch.embedding(f[0], torch.narrow(ids, 1, (1 - turn) * n, n))
      for i in range(layers):
        o = FOLDED_EMBEDDING + LAYER_WEIGHTS * i
        at = LAYER_ADALN * i
        ask, key, value = self.rotate(self.linear(self.norm(x, f[o + Folded.NORM1], f[o + Folded.SHIFT1], own, at), f[o + Folded.QKV], None), turns)
        if turn == 0:
          torch.append(keys, key)
          torch.append(values, value)
        else:
          key = torch.cat([key, keys[i]], 1)
          value = torch.cat([value, values[i]], 1)
        x = self.branch(x, self.linear(self.attend(ask, key, value, sights[turn], False), f[o + Folded.ATTENTION_OUT], None), own, at + AdaLn.GATE1)
        x = self.mlp(x, f, o, own, at)
    return self.last(x, f, own)

  def network(self, f: List[Tensor], mods: List[Tensor], ids: Tensor, pattern: int, block: int, counted: Tensor) -> Tensor:
    if pattern == AttentionPattern.TWO_PASSES:
      out = self.passes(f, mods, ids, block)
      if torch.numel(counted) > 0:
        out = self.only(out, counted)
    else:
      out = self.sequence(f, mods, ids, pattern, block, counted)
    return out

  def whole(self, w: List[Tensor], ids: Tensor, sigma: Tensor, pattern: int, block: int, counted: Tensor) -> Tensor:
    # what the output layer sees (B, n, D), or (1, N, D) of the N rows of (B n) that are counted
    # sigma (B, G) is looked at only with the time input on; clean rows of the dual pattern have the time 0
    if self.timed:
      rows = torch.size(ids, 1)
      if pattern == AttentionPattern.DUAL or pattern >= AttentionPattern.DUAL_TOKEN_CAUSAL:
        sigma = torch.cat([sigma, torch.zeros_like(sigma)], 1)
      of = torch.floor_divide(torch.arange(rows, device=ids.device), rows // torch.size(sigma, 1))
      out = self.network(self.unfolded(w), self.modulation(w, sigma, of), ids, pattern, block, counted)
    else:
      none: List[Tensor] = []
      out = self.network(self.fold(w), none, ids, pattern, block, counted)
    return out

  def forward(self, ids: Tensor, sigma: Tensor, plan: Tensor) -> Tensor:
    # plan: pattern, block
    all = torch.zeros([0], dtype=torch.int64, device=ids.device)
    return self.head(self.whole(self.weights, ids, sigma, int(plan[Plan.PATTERN]), int(plan[Plan.BLOCK]), all), self.weights, torch.size(self.weights[0], 0))

  # ---- losses ----

  def guessed(self, objective: int) -> int:
    # over how many ids an objective's guess goes
    ids = torch.size(self.weights[0], 0)
    if objective != LossKind.DISCRETE:
      ids = ids - 1
    return ids

  def losses(self, logits: Tensor, clean: Tensor, noisy: Tensor, noise: Tensor, objective: int) -> Tensor:
    # every position's loss in nats (B, n).
    # Objective 0: weighted cross-entropy over real ids; noise (B, n) is the weight.
    # Objective 1: the general bound of an interpolating process; noise (B, n, 4) is the signal level, the probability of
    # each real id besides, the probability of the mask, the rate of jumps into the seen id.
    # Objective 2: weighted score entropy; noise (B, n) is the weight.
    # Objective 3: a step of discrete masked diffusion whose guess may be the mask; noise (B, n, 4) is the weight, the
    # probability that the step reveals, the odds of signal to mask after it and before it.
    own = torch.unsqueeze(clean, -1)
    if objective == LossKind.DISCRETE:
      weight, reveal, after, before = torch.unbind(noise, -1)
      guess = torch.log_softmax(torch.to(logits, torch.float64), -1)
      mask = torch.exp(torch.select(guess, -1, torch.size(logits, -1) - 1))
      here = torch.log1p(after * mask)
      out = weight * (reveal * (here - torch.squeeze(torch.gather(guess, -1, own), -1)) + (1. - reveal) * (here - torch.log1p(before * mask)))
    elif objective == LossKind.CROSS_ENTROPY:
      nats = torch.cross_entropy_loss(torch.flatten(logits, 0, -2), torch.reshape(clean, [-1]), None, 0)
      out = torch.view_as(nats, clean) * noise
    elif objective == LossKind.SCORE:
      size = torch.log(torch.full([1], float(torch.size(logits, -1)), dtype=torch.float32, device=logits.device))
      mean = torch.exp(torch.logsumexp(logits, [-1]) - size)
      out = noise * (mean - 1. - torch.squeeze(torch.gather(logits, -1, own), -1) + size)
    else:
      signal = torch.narrow(noise, -1, 0, 1)
      mass = torch.narrow(noise, -1, 1, 1)
      hidden = torch.log(torch.narrow(noise, -1, 2, 1))
      rate = torch.select(noise, -1, 3)
      guess = torch.log_softmax(torch.to(logits, torch.float64), -1)
      p = torch.cat([torch.logaddexp(guess + torch.log(signal), torch.log(mass)), hidden], -1)
      q = torch.cat([torch.log(torch.scatter_add(torch.expand_as(mass, guess), -1, own, signal)), hidden], -1)
      seen = torch.unsqueeze(noisy, -1)
      r = q - torch.gather(q, -1, seen)
      d = r - p + torch.gather(p, -1, seen)
      out = rate * torch.sum(torch.exp(r) * (d + torch.expm1(torch.neg(d))), [-1])
    return out

  def chosen(self, of: Tensor, counted: Tensor) -> Tensor:
    # (B, n, ...) -> (1, N, ...)
    return torch.unsqueeze(torch.index_select(torch.flatten(of, 0, 1), 0, counted), 0)

  def counts(self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor) -> Tensor:
    # the losses of the positions that are counted (1, N), or of all (B, n) if none is named
    objective = int(plan[Plan.OBJECTIVE])
    h = self.whole(self.weights, ids, sigma, int(plan[Plan.PATTERN]), int(plan[Plan.BLOCK]), counted)
    noisy = torch.narrow(ids, 1, 0, torch.size(clean, 1))
    if torch.numel(counted) > 0:
      clean = self.chosen(clean, counted)
      noisy = self.chosen(noisy, counted)
      noise = self.chosen(noise, counted)
    return self.losses(self.head(h, self.weights, self.guessed(objective)), clean, noisy, noise, objective)

  def score(self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor) -> Tensor:
    # plan: pattern, block, objective; counted: those of the B n positions whose loss is not 0 for sure, none stands for
    # all -> nats (B, n) in double precision
    nats = torch.to(self.counts(ids, sigma, clean, noise, plan, counted), torch.float64)
    if torch.numel(counted) > 0:
      nats = torch.view_as(torch.index_copy(torch.zeros([torch.numel(clean)], dtype=torch.float64, device=nats.device), 0, counted, torch.reshape(nats, [-1])), clean)
    return nats

  # ---- training ----

  def low(self, x: Tensor) -> Tensor:
    if self.bf16:
      x = torch.to(x, torch.bfloat16)
    return x

  def crossed(self, h: Tensor, clean: Tensor, weight: Tensor, total: int) -> List[Tensor]:
    # weighted cross-entropy of N rows h (N, D) with tokens and weights (N), over 'total' -> the loss, and its gradients
    # for h, the output layer's matrix and its bias. The logits exist for some rows at a time, 8 MiB of them on processors,
    # which caches hold, and 512 MiB on other devices; but never for so few rows that the matrix is passed over too often.
    # Rows are as long as a multiple of 16, which products are faster with, and the mask and what comes after it is
    # impossible.
    o = len(self.weights) - LINEAR_WEIGHTS
    ids = torch.size(self.weights[o], 0)
    wide = (ids + ALIGNED_ROW - 1) // ALIGNED_ROW * ALIGNED_ROW
    matrix = self.low(torch.cat([torch.detach(self.weights[o]), torch.zeros([wide - ids, torch.size(h, 1)], dtype=torch.float32, device=h.device)]))
    bias = torch.cat([torch.narrow(torch.detach(self.weights[o + LINEAR_BIAS]), 0, 0, ids - 1), torch.full([wide - ids + 1], float("-inf"), dtype=torch.float32, device=h.device)])
    count = torch.size(h, 0)
    loss = torch.zeros([], dtype=torch.float64, device=h.device)
    ofh = torch.empty_like(h)
    ofmatrix = torch.zeros([wide, torch.size(h, 1)], dtype=torch.float32, device=h.device)
    ofbias = torch.zeros_like(bias)
    held = HELD_ON_PROCESSORS
    if h.is_cuda:
      held = HELD_ON_DEVICES
    many = max(FEWEST_ROWS, held // wide)
    for start in range(0, count, many):
      rows = min(many, count - start)
      seen = self.low(torch.narrow(h, 0, start, rows))
      own = torch.unsqueeze(torch.narrow(clean, 0, start, rows), 1)
      share = torch.unsqueeze(torch.narrow(weight, 0, start, rows), 1) / total
      guess = torch.log_softmax(torch.to(self.linear(seen, matrix, bias), torch.float32), -1)
      torch.sub_(loss, torch.sum(torch.gather(guess, 1, own) * share, dtype=torch.float64))
      g = torch.mul_(torch.exp_(guess), share)
      torch.scatter_add_(g, 1, own, torch.neg(share))
      torch.add_(ofbias, torch.sum(g, [0]))
      g = self.low(g)
      torch.copy_(torch.narrow(ofh, 0, start, rows), torch.mm(g, matrix))
      torch.add_(ofmatrix, torch.mm(torch.t(g), seen))
    return [loss, ofh, torch.narrow(ofmatrix, 0, 0, ids), torch.narrow(ofbias, 0, 0, ids)]

  def gradient(self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor) -> List[Tensor]:
    # the loss in nats per token, then its gradient for every weight; arguments as in score
    if int(plan[Plan.OBJECTIVE]) == LossKind.CROSS_ENTROPY:
      h = self.whole(self.weights, ids, sigma, int(plan[Plan.PATTERN]), int(plan[Plan.BLOCK]), counted)
      tokens = torch.reshape(clean, [-1])
      weight = torch.reshape(noise, [-1])
      if torch.numel(counted) > 0:
        tokens = torch.index_select(tokens, 0, counted)
        weight = torch.index_select(weight, 0, counted)
      loss, ofh, ofmatrix, ofbias = self.crossed(torch.flatten(torch.detach(h), 0, 1), tokens, weight, torch.numel(clean))
      seeds: List[Optional[Tensor]] = [torch.view_as(ofh, h)]
      found = torch.grad([h], self.weights, seeds, None, False, True)
      direct = [ofmatrix, ofbias]
    else:
      loss = torch.sum(self.counts(ids, sigma, clean, noise, plan, counted), dtype=torch.float64) / torch.numel(clean)
      ones: List[Optional[Tensor]] = [torch.ones_like(loss)]
      found = torch.grad([loss], self.weights, ones, None, False, True)
      direct: List[Tensor] = []
    out = [torch.detach(loss)]
    for i in range(len(found) - len(direct)):
      g = found[i]
      if g is not None:
        torch.append(out, g)
      else:
        torch.append(out, torch.zeros_like(self.weights[i]))
    return torch.add(out, direct)

  def pile(self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor, place: Tensor) -> Tensor:
    # adds the gradient of a micro-batch to those before it; place: how many there are, which one this is -> its share of
    # the loss
    found = self.gradient(ids, sigma, clean, noise, plan, counted)
    loss = torch.pop(found, 0)
    parts = float(place[0])
    if parts > 1.:
      torch._foreach_div_(found, parts)
    if int(place[1]) == 0:
      self.piled = found
    else:
      torch._foreach_add_(self.piled, found)
    return torch.to(loss, torch.float64) / parts

  def advance(self, rates: Tensor) -> Tensor:
    # updates the weights by the piled gradients -> gradient's norm before clipping
    # rates on the CPU: learning rate, weight decay, bound on the gradient's norm (0: none), decay of the average (0: none)
    grads = self.piled
    size = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(grads)))
    bound = float(rates[Rate.CLIP])
    if bound > 0.:
      torch._foreach_mul_(grads, torch.clamp(bound / (size + CLIP_EPS), max=1.))
    torch._foreach_add_(self.clock, 1)
    torch._fused_adamw_(self.weights, grads, self.moments, self.squares, [], self.clock, lr=float(rates[Rate.LEARNING_RATE]), beta1=ADAM_BETA1, beta2=ADAM_BETA2, weight_decay=float(rates[Rate.WEIGHT_DECAY]), eps=ADAM_EPS, amsgrad=False, maximize=False)
    decay = float(rates[Rate.AVERAGE_DECAY])
    if decay > 0.:
      torch._foreach_lerp_(self.averages, self.weights, 1. - decay)
    none: List[Tensor] = []
    self.piled = none
    return torch.to(size, torch.float64)

  def step(self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor, rates: Tensor) -> Tensor:
    # one step of one batch -> loss in nats per token, gradient's norm before clipping; rates as in advance
    found = self.gradient(ids, sigma, clean, noise, plan, counted)
    loss = torch.pop(found, 0)
    self.piled = found
    return torch.stack([torch.to(loss, torch.float64), self.advance(rates)])

  def bind(self, weights: List[Tensor]) -> Tensor:
    self.weights = weights
    if not self.timed:
      f = self.fold(weights)
    else:
      f = self.unfolded(weights)
    # decoding multiplies from the left, in the precision of the products
    for i in range(len(f)):
      if i > 0 and torch.dim(f[i]) == 2:
        f[i] = torch.contiguous(torch.t(self.low(f[i])))
    self.folded = f
    return weights[0]

  def learn(self, weights: List[Tensor], moments: List[Tensor], squares: List[Tensor], averages: List[Tensor], clock: List[Tensor]) -> Tensor:
    # everything is updated in place
    for w in weights:
      torch.requires_grad_(w, True)
    self.weights = weights
    self.moments = moments
    self.squares = squares
    self.averages = averages
    self.clock = clock
    return weights[0]

  # ---- decoding with a cache of the clean prefix ----

  def open(self, plan: Tensor) -> Tensor:
    # plan: sequences, slots of the cache, positions that will be asked for
    batch = int(plan[0])
    width = torch.size(self.folded[0], -1)
    kind = torch.float32
    if self.bf16:
      kind = torch.bfloat16
    cache: List[Tensor] = []
    for i in range((len(self.folded) - FOLDED_OTHERS) // LAYER_WEIGHTS):
      torch.append(cache, torch.zeros([batch, int(plan[1]), 2, self.heads, width // self.heads], dtype=kind, device=self.folded[0].device))
    self.cache = cache
    # far positions need angles in double precision
    self.turns = [self.rotary(torch.arange(int(plan[2]), dtype=torch.float64, device=self.folded[0].device), width)]
    return plan

  def keep(self, sequences: Tensor, plan: Tensor) -> Tensor:
    # goes on with these sequences only, and moves slots from plan[0] on, plan[1] of them, to the front
    for i in range(len(self.cache)):
      if torch.numel(sequences) > 0:
        self.cache[i] = torch.index_select(self.cache[i], 0, sequences)
      if int(plan[0]) > 0:
        torch.copy_(torch.narrow(self.cache[i], 1, 0, int(plan[1])), torch.clone(torch.narrow(self.cache[i], 1, int(plan[0]), int(plan[1]))))
    return plan

  def sight(self, kind: int, past: int, rows: int, clean: int, block: int, first: int, window: int, device: Device) -> Tensor:
    # which of R rows sees which of 'past' cached rows and the R themselves
    if kind == Sight.VERIFICATION:
      half = rows // 2
      i = torch.unsqueeze(torch.arange(half, device=device), 1)
      j = torch.unsqueeze(torch.arange(half, device=device), 0)
      candidate = torch.cat([torch.ge(i, j), torch.zeros([half, half], dtype=torch.bool, device=device)], 1)
      noise = torch.cat([torch.gt(i, j), torch.eq(i, j)], 1)
      out = torch.cat([torch.ones([rows, past], dtype=torch.bool, device=device), torch.cat([candidate, noise])], 1)
    else:
      q = torch.unsqueeze(torch.arange(first, first + rows, device=device), 1)
      k = torch.unsqueeze(torch.arange(first - past, first + rows, device=device), 0)
      ofq = torch.floor_divide(q, block)
      if kind == Sight.BLOCKS:
        out = torch.ge(ofq, torch.floor_divide(k, block))
      else:
        out = torch.logical_or(torch.ge(q, k), torch.ge(q, first + clean))
      out = torch.logical_and(out, torch.ge(k, (ofq + 1) * block - window))
    return out

  def tail(self, x: Tensor, batch: int, rows: int) -> Tensor:
    # (B R, D) -> the last rows of every sequence
    width = torch.size(x, -1)
    every = torch.view(x, [batch, -1, width])
    return torch.reshape(torch.narrow(every, 1, torch.size(every, 1) - rows, rows), [-1, width])

  def tails(self, mods: List[Tensor], batch: int, rows: int) -> List[Tensor]:
    out: List[Tensor] = []
    for m in mods:
      torch.append(out, self.tail(m, batch, rows))
    return out

  def plus(self, x: Tensor, y: Tensor, mods: List[Tensor], at: int) -> Tensor:
    # the residual sum while decoding
    if len(mods) > 0:
      out = torch.addcmul(x, torch.to(y, torch.float32), mods[at])
    else:
      out = torch.add_(x, y)
    return out

  def decode(self, ids: Tensor, sigma: Tensor, sequences: Tensor, plan: Tensor) -> Tensor:
    # ids (B, C + R): C clean rows, then R others, at positions one after another -> logits (B, W, V) of the last W rows.
    # Rows see cached rows before them. C clean rows see each other as 'kind' says: 0 their block and those before it,
    # 1 what is not after them; the others, one block, see them and each other. Kind 2 verifies: C = R, the others stand
    # at the positions of the clean rows, and see the clean rows before their own place, and themselves.
    # Noise levels sigma (B, 1) are those of the others. Clean rows are cached for later calls, unless the call is for
    # some sequences only or verifies.
    # plan: first slot that is seen, first free slot, position of the first row, C, W, kind, block, window
    past = int(plan[1]) - int(plan[0])
    filled = int(plan[1])
    first = int(plan[2])
    clean = int(plan[3])
    wanted = int(plan[4])
    kind = int(plan[5])
    batch = torch.size(ids, 0)
    rows = torch.size(ids, 1)
    some = torch.numel(sequences) > 0
    f = self.folded
    mods: List[Tensor] = []
    if self.timed:
      of = torch.ge(torch.arange(rows, device=ids.device), clean)
      for m in self.modulation(self.weights, torch.cat([torch.zeros_like(sigma), sigma], 1), torch.to(of, torch.int64)):
        torch.append(mods, torch.flatten(m, 0, 1))
    mask: Optional[Tensor] = None
    if clean > 0 and rows > 1:
      mask = self.sight(kind, past, rows, clean, int(plan[6]), first, int(plan[7]), ids.device)
    if kind == Sight.VERIFICATION:
      turns = torch.narrow(self.turns[0], 0, first, clean)
      turns = torch.cat([turns, turns])
    else:
      turns = torch.narrow(self.turns[0], 0, first, rows)
    x = torch.embedding(f[0], torch.reshape(ids, [-1]))
    layers = (len(f) - FOLDED_OTHERS) // LAYER_WEIGHTS
    for i in range(layers):
      o = FOLDED_EMBEDDING + LAYER_WEIGHTS * i
      at = LAYER_ADALN * i
      turned = self.turned(torch.mm(self.low(self.norm(x, f[o + Folded.NORM1], f[o + Folded.SHIFT1], mods, at)), f[o + Folded.QKV]), batch, rows, turns)
      shown = torch.narrow(turned, 2, 1, 2)
      if not some and kind != Sight.VERIFICATION:
        torch.copy_(torch.narrow(self.cache[i], 1, filled, rows), shown)
        shown = torch.narrow(self.cache[i], 1, filled - past, past + rows)
      elif past > 0:
        before = torch.narrow(self.cache[i], 1, filled - past, past)
        if some:
          before = torch.index_select(before, 0, sequences)
        shown = torch.cat([before, shown], 1)
      if wanted > 0 or i < layers - 1:
        q = torch.select(turned, 2, 0)
        if i == layers - 1 and wanted < rows:
          q = torch.narrow(q, 1, rows - wanted, wanted)
          x = self.tail(x, batch, wanted)
          mods = self.tails(mods, batch, wanted)
          if mask is not None:
            mask = torch.narrow(mask, 0, rows - wanted, wanted)
        k, v = torch.unbind(shown, 2)
        a = torch.flatten(self.attend(q, k, v, mask, False), 0, 1)
        x = self.plus(x, torch.mm(a, f[o + Folded.ATTENTION_OUT]), mods, at + AdaLn.GATE1)
        h = torch.addmm(self.low(f[o + Folded.MLP_IN_BIAS]), self.low(self.norm(x, f[o + Folded.NORM2], f[o + Folded.SHIFT2], mods, at + AdaLn.SHIFT2)), f[o + Folded.MLP_IN])
        h = torch.addmm(self.low(f[o + Folded.MLP_OUT_BIAS]), torch.gelu(h, approximate="tanh"), f[o + Folded.MLP_OUT])
        x = self.plus(x, h, mods, at + AdaLn.GATE2)
    if wanted > 0:
      o = len(f) - LINEAR_WEIGHTS
      out = torch.addmm(self.low(f[o + LINEAR_BIAS]), self.low(self.last(x, f, mods)), f[o])
      x = torch.view(torch.to(out, torch.float32), [batch, wanted, -1])
    return x

  # ---- drawing where the logits are ----
  # how, on the CPU: temperature, top k (0: all), least share of the best (0: all), nucleus (1: all), whether the token at
  # the nucleus' border is kept, what is told besides (0 nothing, 1 margin, 2 entropy)

  def tempered(self, logits: Tensor, how: Tensor) -> Tensor:
    # logits (N, V) -> probabilities (N, K) in double precision, filtered and normalised
    ids = torch.size(logits, 1) - 1
    p = torch.softmax(torch.to(torch.narrow(logits, 1, 0, ids), torch.float64) / float(how[Filter.TEMPERATURE]), -1)
    most = int(how[Filter.TOP_K])
    if most == 0 or most > ids:
      most = ids
    least = float(how[Filter.MIN_P])
    nucleus = float(how[Filter.NUCLEUS])
    if most < ids or least > 0. or nucleus < 1.:
      # of equal ones, the first rank first
      falling, order = torch.sort(p, stable=True, dim=-1, descending=True)
      rank = torch.unsqueeze(torch.arange(ids, device=p.device), 0)
      kept = torch.lt(rank, most)
      if least > 0.:
        kept = torch.logical_and(kept, torch.ge(falling, least * torch.narrow(falling, 1, 0, 1)))
      if nucleus < 1.:
        # the rank at which the sum first reaches p of what is left
        left = falling * kept
        sums = torch.cumsum(left, -1)
        wanted = nucleus * torch.narrow(sums, 1, ids - 1, 1)
        before = torch.cat([torch.zeros_like(wanted), torch.narrow(sums, 1, 0, ids - 1)], 1)
        inside = torch.logical_and(kept, torch.lt(before, wanted))
        if float(how[Filter.CROSSING]) == 0.:
          inside = torch.logical_and(inside, torch.le(sums, wanted))
        kept = torch.logical_or(inside, torch.eq(rank, 0))
      p = torch.scatter(torch.zeros_like(p), 1, order, falling * kept)
      p = p / torch.sum(p, [1], True)
    return p

  def draw(self, logits: Tensor, rows: Tensor, uniforms: Tensor, how: Tensor) -> Tensor:
    # logits (..., V), M of whose rows are named, and M numbers between 0 and 1, or below 0 for the most probable token
    # -> (M, 3) in double precision: a token, its probability, what is told besides
    every = torch.reshape(logits, [-1, torch.size(logits, -1)])
    ids = torch.size(every, 1) - 1
    told = int(how[Filter.MEASURE])
    many = max(1, HELD_WHILE_DRAWING // ids)
    out: List[Tensor] = []
    for start in range(0, torch.numel(rows), many):
      count = min(many, torch.numel(rows) - start)
      p = self.tempered(torch.index_select(every, 0, torch.narrow(rows, 0, start, count)), how)
      u = torch.unsqueeze(torch.narrow(uniforms, 0, start, count), 1)
      sums = torch.cumsum(p, -1)
      drawn = torch.sum(torch.le(sums, u), [1], True)
      # rounding may leave the sum below the number drawn
      last = torch.sum(torch.lt(sums, torch.narrow(sums, 1, ids - 1, 1)), [1], True)
      token = torch.where(torch.lt(u, 0.), torch.argmax(p, -1, True), torch.minimum(drawn, last))
      if told == RowMeasure.MARGIN:
        best = torch.topk(p, 2)[0]
        measure = torch.narrow(best, 1, 0, 1) - torch.narrow(best, 1, 1, 1)
      elif told == RowMeasure.ENTROPY:
        measure = torch.neg(torch.sum(torch.xlogy(p, p), [1], True))
      else:
        measure = torch.zeros_like(u)
      torch.append(out, torch.cat([torch.to(token, torch.float64), torch.gather(p, 1, token), measure], 1))
    return torch.cat(out)

  def rows(self, logits: Tensor, rows: Tensor) -> Tensor:
    # a copy of some rows of logits (..., V)
    return torch.index_select(torch.reshape(logits, [-1, torch.size(logits, -1)]), 0, rows)

  def shares(self, logits: Tensor, rows: Tensor, ids: Tensor, how: Tensor) -> Tensor:
    # logits (..., V), M of whose rows are named, and an id for each -> its probability (M); the mask's is its share of all
    # V tempered logits
    every = torch.reshape(logits, [-1, torch.size(logits, -1)])
    mask = torch.size(every, 1) - 1
    many = max(1, HELD_WHILE_DRAWING // mask)
    out: List[Tensor] = []
    for start in range(0, torch.numel(rows), many):
      count = min(many, torch.numel(rows) - start)
      seen = torch.index_select(every, 0, torch.narrow(rows, 0, start, count))
      own = torch.unsqueeze(torch.narrow(ids, 0, start, count), 1)
      real = torch.gather(self.tempered(seen, how), 1, torch.clamp(own, max=mask - 1))
      sharp = torch.to(seen, torch.float64) / float(how[Filter.TEMPERATURE])
      hidden = torch.exp(torch.narrow(sharp, 1, mask, 1) - torch.logsumexp(sharp, [-1], True))
      torch.append(out, torch.squeeze(torch.where(torch.eq(own, mask), hidden, real), 1))
    return torch.cat(out)
