# The backbone as a TorchScript program: the diffusion transformer of MDLM and BD3-LM, tensor for tensor.
#
# Shapes: B sequences, n tokens each, R rows of a call (n, 2n for the dual pattern, or the tokens of one decoding call),
# D width, H heads, d = D / H, C conditioning width, V ids with the mask id last, K = V - 1 real tokens.
# Lists of weights are in the order of the Java class WeightLayout: 5 of the embedding and the time embedder, 10 a layer,
# 5 of the output layer. Folded weights have 1 of the embedding, 10 a layer, 4 of the output layer.
# A 'plan' is an int64 vector on the CPU, so that reading it never waits for a device.
# Numbers of types: float32 = 6, float64 = 7, bool = 11, bfloat16 = 15.


class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  heads : int
  bf16 : bool
  timed : bool
  dropout : float
  weights : List[Tensor]
  moments : List[Tensor]
  squares : List[Tensor]
  averages : List[Tensor]
  clock : List[Tensor]
  piled : List[Tensor]
  folded : List[Tensor]
  keys : List[Tensor]
  values : List[Tensor]
  turns : List[Tensor]

  # ---- parts of the network ----

  def linear(self: __torch__.M, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    if self.bf16:
      low: Optional[Tensor] = None
      if bias is not None:
        low = torch.to(bias, 15)
      y = torch.linear(torch.to(x, 15), torch.to(weight, 15), low)
    else:
      y = torch.linear(x, weight, bias)
    return y

  def condition(self: __torch__.M, w: List[Tensor], sigma: Tensor) -> Tensor:
    # sigma (M) -> what adaptive layer norm sees (M, C): 128 cosines, then 128 sines, two layers, SiLU
    rank = torch.arange(128, dtype=6, device=sigma.device)
    angle = torch.unsqueeze(sigma, -1) * torch.exp(rank * (-9.210340371976184 / 128.))
    features = torch.cat([torch.cos(angle), torch.sin(angle)], -1)
    hidden = torch.silu(torch.linear(features, w[1], w[2]))
    return torch.silu(torch.linear(hidden, w[3], w[4]))

  def fold(self: __torch__.M, w: List[Tensor]) -> List[Tensor]:
    # with the time input off, adaptive layer norm is a constant of the call and moves into the weights beside it
    c = torch.select(self.condition(w, torch.zeros([1], dtype=6, device=w[0].device)), 0, 0)
    out = [w[0]]
    layers = (len(w) - 10) // 10
    for i in range(layers):
      o = 5 + 10 * i
      shift1, scale1, gate1, shift2, scale2, gate2 = torch.unbind(torch.view(torch.linear(c, w[o + 1], w[o + 2]), [6, -1]), 0)
      torch.append(out, w[o] * (1. + scale1))
      torch.append(out, shift1)
      torch.append(out, w[o + 3])
      torch.append(out, w[o + 4] * torch.unsqueeze(gate1, -1))
      torch.append(out, w[o + 5] * (1. + scale2))
      torch.append(out, shift2)
      torch.append(out, w[o + 6])
      torch.append(out, w[o + 7])
      torch.append(out, w[o + 8] * torch.unsqueeze(gate2, -1))
      torch.append(out, w[o + 9] * gate2)
    o = 5 + 10 * layers
    shift, scale = torch.unbind(torch.view(torch.linear(c, w[o + 1], w[o + 2]), [2, -1]), 0)
    torch.append(out, w[o] * (1. + scale))
    torch.append(out, shift)
    torch.append(out, w[o + 3])
    torch.append(out, w[o + 4])
    return out

  def unfolded(self: __torch__.M, w: List[Tensor]) -> List[Tensor]:
    # the layout of folded weights, for calls that bring their modulation along
    out = [w[0]]
    layers = (len(w) - 10) // 10
    for i in range(layers):
      o = 5 + 10 * i
      torch.append(out, w[o])
      torch.append(out, torch.zeros_like(w[o]))
      torch.append(out, w[o + 3])
      torch.append(out, w[o + 4])
      torch.append(out, w[o + 5])
      torch.append(out, torch.zeros_like(w[o]))
      torch.append(out, w[o + 6])
      torch.append(out, w[o + 7])
      torch.append(out, w[o + 8])
      torch.append(out, w[o + 9])
    o = 5 + 10 * layers
    torch.append(out, w[o])
    torch.append(out, torch.zeros_like(w[o]))
    torch.append(out, w[o + 3])
    torch.append(out, w[o + 4])
    return out

  def modulation(self: __torch__.M, w: List[Tensor], sigma: Tensor, of: Tensor) -> List[Tensor]:
    # sigma (B, G) and which of them each row has (R) -> 6 tensors (B, R, D) a layer, then 2 of the output layer
    batch = torch.size(sigma, 0)
    groups = torch.size(sigma, 1)
    c = torch.view(self.condition(w, torch.reshape(sigma, [-1])), [batch, groups, -1])
    c = torch.index_select(c, 1, of)
    out: List[Tensor] = []
    layers = (len(w) - 10) // 10
    for i in range(layers):
      o = 5 + 10 * i
      for part in torch.chunk(torch.linear(c, w[o + 1], w[o + 2]), 6, -1):
        torch.append(out, part)
    o = 5 + 10 * layers
    for part in torch.chunk(torch.linear(c, w[o + 1], w[o + 2]), 2, -1):
      torch.append(out, part)
    return out

  def rotary(self: __torch__.M, positions: Tensor, width: int) -> Tuple[Tensor, Tensor]:
    # cosines and signed sines (R, 1, 1, d) of rotary positions (floating point), base 10000, half-split
    half = width // 2
    rank = torch.arange(half, dtype=positions.dtype, device=positions.device)
    angle = torch.unsqueeze(positions, -1) * torch.exp(rank * (-9.210340371976184 / half))
    cosine = torch.cos(angle)
    sine = torch.sin(angle)
    cosines = torch.view(torch.cat([cosine, cosine], -1), [-1, 1, 1, width])
    sines = torch.view(torch.cat([torch.neg(sine), sine], -1), [-1, 1, 1, width])
    return (cosines, sines)

  def rotate(self: __torch__.M, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    # x (B, R, parts, H, d)
    turned = torch.roll(x, [torch.size(x, -1) // 2], [-1])
    return torch.to(torch.addcmul(x * cosines, turned, sines), x.dtype)

  def norm(self: __torch__.M, x: Tensor, weight: Tensor, bias: Tensor, mods: List[Tensor], at: int) -> Tensor:
    y = torch.layer_norm(x, [torch.size(x, -1)], weight, bias, 1.0000000000000001e-05)
    if len(mods) > 0:
      y = torch.addcmul(mods[at], y, 1. + mods[at + 1])
    return y

  def branch(self: __torch__.M, x: Tensor, y: Tensor, mods: List[Tensor], at: int) -> Tensor:
    # the residual sum
    if len(mods) > 0:
      y = y * mods[at]
    if self.training and self.dropout > 0.:
      y = torch.dropout(y, self.dropout, True)
    return x + y

  def mlp(self: __torch__.M, x: Tensor, f: List[Tensor], o: int, mods: List[Tensor], at: int) -> Tensor:
    h = self.norm(x, f[o + 4], f[o + 5], mods, at + 3)
    h = torch.gelu(self.linear(h, f[o + 6], f[o + 7]), approximate="tanh")
    return self.branch(x, self.linear(h, f[o + 8], f[o + 9]), mods, at + 5)

  def head(self: __torch__.M, x: Tensor, f: List[Tensor], mods: List[Tensor]) -> Tensor:
    # (B, R, D) -> logits (B, R, V) in single precision
    o = len(f) - 4
    at = len(mods) - 2
    return torch.to(self.linear(self.norm(x, f[o], f[o + 1], mods, at), f[o + 2], f[o + 3]), 6)

  def merged(self: __torch__.M, heads: Tensor) -> Tensor:
    # (B, H, R, d) -> (B, R, D)
    rows = torch.transpose(heads, 1, 2)
    return torch.reshape(rows, [torch.size(rows, 0), torch.size(rows, 1), -1])

  def part(self: __torch__.M, mods: List[Tensor], start: int, rows: int) -> List[Tensor]:
    # the modulation of some rows
    out: List[Tensor] = []
    for m in mods:
      torch.append(out, torch.narrow(m, 1, start, rows))
    return out

  # ---- whole sequences: pattern 0 causal, 1 bidirectional, 2 dual (noisy | clean), 3 block-causal,
  # 4 dual with token-causal clean rows, 5 dual in two passes ----

  def sequence(self: __torch__.M, f: List[Tensor], mods: List[Tensor], ids: Tensor, pattern: int, block: int) -> Tensor:
    # ids (B, R) -> logits (B, n, V)
    batch = torch.size(ids, 0)
    rows = torch.size(ids, 1)
    dual = pattern == 2 or pattern == 4
    n = rows
    if dual:
      n = rows // 2
    place = torch.arange(n, device=ids.device)
    of = torch.floor_divide(place, block)
    own: Optional[Tensor] = None
    clean: Optional[Tensor] = None
    if dual:
      q = torch.unsqueeze(of, 1)
      k = torch.unsqueeze(of, 0)
      own = torch.cat([torch.eq(q, k), torch.gt(q, k)], 1)
      if pattern == 2:
        clean = torch.ge(q, k)
      place = torch.cat([place, place])
    if pattern == 3:
      clean = torch.ge(torch.unsqueeze(of, 1), torch.unsqueeze(of, 0))
    x = torch.embedding(f[0], ids)
    width = torch.size(x, -1)
    size = width // self.heads
    cosines, sines = self.rotary(torch.to(place, 6), size)
    layers = (len(f) - 5) // 10
    for i in range(layers):
      o = 1 + 10 * i
      at = 6 * i
      h = self.norm(x, f[o], f[o + 1], mods, at)
      if dual and i == layers - 1:
        # clean rows of the last layer are only looked at
        asking = self.linear(torch.narrow(h, 1, 0, n), torch.narrow(f[o + 2], 0, 0, width), None)
        shown = torch.view(self.linear(h, torch.narrow(f[o + 2], 0, width, 2 * width), None), [batch, rows, 2, self.heads, size])
        q = torch.transpose(torch.squeeze(self.rotate(torch.view(asking, [batch, n, 1, self.heads, size]), torch.narrow(cosines, 0, 0, n), torch.narrow(sines, 0, 0, n)), 2), 1, 2)
        k = torch.transpose(torch.squeeze(self.rotate(torch.narrow(shown, 2, 0, 1), cosines, sines), 2), 1, 2)
        v = torch.transpose(torch.select(shown, 2, 1), 1, 2)
        a = torch.scaled_dot_product_attention(q, k, v, own)
        x = torch.narrow(x, 1, 0, n)
        mods = self.part(mods, 0, n)
      else:
        qkv = torch.view(self.linear(h, f[o + 2], None), [batch, rows, 3, self.heads, size])
        turned = self.rotate(torch.narrow(qkv, 2, 0, 2), cosines, sines)
        q = torch.transpose(torch.select(turned, 2, 0), 1, 2)
        k = torch.transpose(torch.select(turned, 2, 1), 1, 2)
        v = torch.transpose(torch.select(qkv, 2, 2), 1, 2)
        if dual:
          noisy = torch.scaled_dot_product_attention(torch.narrow(q, 2, 0, n), k, v, own)
          kept = torch.scaled_dot_product_attention(torch.narrow(q, 2, n, n), torch.narrow(k, 2, n, n), torch.narrow(v, 2, n, n), clean, 0., pattern == 4)
          a = torch.cat([noisy, kept], 2)
        else:
          a = torch.scaled_dot_product_attention(q, k, v, clean, 0., pattern == 0)
      x = self.branch(x, self.linear(self.merged(a), f[o + 3], None), mods, at + 2)
      x = self.mlp(x, f, o, mods, at)
    return self.head(x, f, mods)

  def passes(self: __torch__.M, f: List[Tensor], mods: List[Tensor], ids: Tensor, block: int) -> Tensor:
    # the dual pattern in two passes: clean rows first, whose keys and values the noisy rows then look at
    batch = torch.size(ids, 0)
    n = torch.size(ids, 1) // 2
    place = torch.arange(n, device=ids.device)
    of = torch.floor_divide(place, block)
    q = torch.unsqueeze(of, 1)
    k = torch.unsqueeze(of, 0)
    sights = [torch.ge(q, k), torch.cat([torch.eq(q, k), torch.gt(q, k)], 1)]
    size = torch.size(f[0], 1) // self.heads
    cosines, sines = self.rotary(torch.to(place, 6), size)
    keys: List[Tensor] = []
    values: List[Tensor] = []
    x = torch.embedding(f[0], torch.narrow(ids, 1, n, n))
    layers = (len(f) - 5) // 10
    for turn in range(2):
      own = self.part(mods, (1 - turn) * n, n)
      x = torch.embedding(f[0], torch.narrow(ids, 1, (1 - turn) * n, n))
      for i in range(layers):
        o = 1 + 10 * i
        at = 6 * i
        h = self.norm(x, f[o], f[o + 1], own, at)
        qkv = torch.view(self.linear(h, f[o + 2], None), [batch, n, 3, self.heads, size])
        turned = self.rotate(torch.narrow(qkv, 2, 0, 2), cosines, sines)
        ask = torch.transpose(torch.select(turned, 2, 0), 1, 2)
        key = torch.transpose(torch.select(turned, 2, 1), 1, 2)
        value = torch.transpose(torch.select(qkv, 2, 2), 1, 2)
        if turn == 0:
          torch.append(keys, key)
          torch.append(values, value)
        else:
          key = torch.cat([key, keys[i]], 2)
          value = torch.cat([value, values[i]], 2)
        a = torch.scaled_dot_product_attention(ask, key, value, sights[turn])
        x = self.branch(x, self.linear(self.merged(a), f[o + 3], None), own, at + 2)
        x = self.mlp(x, f, o, own, at)
    return self.head(x, f, self.part(mods, 0, n))

  def network(self: __torch__.M, f: List[Tensor], mods: List[Tensor], ids: Tensor, pattern: int, block: int) -> Tensor:
    if pattern == 5:
      logits = self.passes(f, mods, ids, block)
    else:
      logits = self.sequence(f, mods, ids, pattern, block)
    return logits

  def whole(self: __torch__.M, w: List[Tensor], ids: Tensor, sigma: Tensor, pattern: int, block: int) -> Tensor:
    # sigma (B, G) is looked at only with the time input on; clean rows of the dual pattern have the time 0
    if self.timed:
      rows = torch.size(ids, 1)
      if pattern == 2 or pattern >= 4:
        sigma = torch.cat([sigma, torch.zeros_like(sigma)], 1)
      of = torch.floor_divide(torch.arange(rows, device=ids.device), rows // torch.size(sigma, 1))
      logits = self.network(self.unfolded(w), self.modulation(w, sigma, of), ids, pattern, block)
    else:
      none: List[Tensor] = []
      logits = self.network(self.fold(w), none, ids, pattern, block)
    return logits

  def forward(self: __torch__.M, ids: Tensor, sigma: Tensor, plan: Tensor) -> Tensor:
    # plan: pattern, block
    return self.whole(self.weights, ids, sigma, int(plan[0]), int(plan[1]))

  # ---- losses ----

  def losses(self: __torch__.M, logits: Tensor, clean: Tensor, noisy: Tensor, noise: Tensor, objective: int) -> Tensor:
    # every position's loss in nats (B, n).
    # Objective 0: weighted cross-entropy over real ids; noise (B, n) is the weight.
    # Objective 1: the general bound of an interpolating process; noise (B, n, 4) is the signal level, the probability of
    # each real id besides, the probability of the mask, the rate of jumps into the seen id.
    # Objective 2: weighted score entropy; noise (B, n) is the weight.
    # Objective 3: a step of discrete masked diffusion whose guess may be the mask; noise (B, n, 4) is the weight, the
    # probability that the step reveals, the odds of signal to mask after it and before it.
    last = torch.size(logits, -1) - 1
    own = torch.unsqueeze(clean, -1)
    if objective == 3:
      weight, reveal, after, before = torch.unbind(noise, -1)
      guess = torch.log_softmax(torch.to(logits, 7), -1)
      mask = torch.exp(torch.select(guess, -1, last))
      here = torch.log1p(after * mask)
      out = weight * (reveal * (here - torch.squeeze(torch.gather(guess, -1, own), -1)) + (1. - reveal) * (here - torch.log1p(before * mask)))
    else:
      real = torch.narrow(logits, -1, 0, last)
      if objective == 0:
        flat = torch.reshape(real, [-1, last])
        nats = torch.cross_entropy_loss(flat, torch.reshape(clean, [-1]), None, 0)
        out = torch.view_as(nats, clean) * noise
      elif objective == 2:
        size = torch.log(torch.full([1], float(last), dtype=6, device=logits.device))
        mean = torch.exp(torch.logsumexp(real, [-1]) - size)
        out = noise * (mean - 1. - torch.squeeze(torch.gather(real, -1, own), -1) + size)
      else:
        signal = torch.narrow(noise, -1, 0, 1)
        mass = torch.narrow(noise, -1, 1, 1)
        hidden = torch.log(torch.narrow(noise, -1, 2, 1))
        rate = torch.select(noise, -1, 3)
        guess = torch.log_softmax(torch.to(real, 7), -1)
        p = torch.cat([torch.logaddexp(guess + torch.log(signal), torch.log(mass)), hidden], -1)
        q = torch.cat([torch.log(torch.scatter_add(torch.expand_as(mass, guess), -1, own, signal)), hidden], -1)
        seen = torch.unsqueeze(noisy, -1)
        r = q - torch.gather(q, -1, seen)
        d = r - p + torch.gather(p, -1, seen)
        out = rate * torch.sum(torch.exp(r) * (d + torch.expm1(torch.neg(d))), [-1])
    return out

  def score(self: __torch__.M, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor) -> Tensor:
    # plan: pattern, block, objective -> nats (B, n) in double precision
    logits = self.whole(self.weights, ids, sigma, int(plan[0]), int(plan[1]))
    noisy = torch.narrow(ids, 1, 0, torch.size(clean, 1))
    return torch.to(self.losses(logits, clean, noisy, noise, int(plan[2])), 7)

  # ---- training ----

  def total(self: __torch__.M, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor) -> Tensor:
    logits = self.whole(self.weights, ids, sigma, int(plan[0]), int(plan[1]))
    noisy = torch.narrow(ids, 1, 0, torch.size(clean, 1))
    nats = self.losses(logits, clean, noisy, noise, int(plan[2]))
    return torch.sum(nats, dtype=7) / torch.numel(clean)

  def gradients(self: __torch__.M, loss: Tensor) -> List[Tensor]:
    seeds: List[Optional[Tensor]] = [torch.ones_like(loss)]
    found = torch.grad([loss], self.weights, seeds, None, False, True)
    out: List[Tensor] = []
    for i in range(len(found)):
      g = found[i]
      if g is not None:
        torch.append(out, g)
      else:
        torch.append(out, torch.zeros_like(self.weights[i]))
    return out

  def gradient(self: __torch__.M, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor) -> List[Tensor]:
    # the loss, then its gradient for every weight
    loss = self.total(ids, sigma, clean, noise, plan)
    out = [torch.detach(loss)]
    for g in self.gradients(loss):
      torch.append(out, g)
    return out

  def pile(self: __torch__.M, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, place: Tensor) -> Tensor:
    # adds the gradient of a micro-batch to those before it; place: how many there are, which one this is
    loss = self.total(ids, sigma, clean, noise, plan) / float(place[0])
    grads = self.gradients(loss)
    if int(place[1]) == 0:
      self.piled = grads
    else:
      torch._foreach_add_(self.piled, grads)
    return torch.to(torch.detach(loss), 7)

  def advance(self: __torch__.M, rates: Tensor) -> Tensor:
    # updates the weights by the piled gradients -> gradient's norm before clipping
    # rates on the CPU: learning rate, weight decay, bound on the gradient's norm (0: none), decay of the average (0: none)
    grads = self.piled
    size = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(grads)))
    bound = float(rates[2])
    if bound > 0.:
      torch._foreach_mul_(grads, torch.clamp(bound / (size + 9.9999999999999995e-07), max=1.))
    torch._foreach_add_(self.clock, 1)
    torch._fused_adamw_(self.weights, grads, self.moments, self.squares, [], self.clock, lr=float(rates[0]), beta1=0.90000000000000002, beta2=0.999, weight_decay=float(rates[1]), eps=1e-08, amsgrad=False, maximize=False)
    decay = float(rates[3])
    if decay > 0.:
      torch._foreach_lerp_(self.averages, self.weights, 1. - decay)
    none: List[Tensor] = []
    self.piled = none
    return torch.to(size, 7)

  def step(self: __torch__.M, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, rates: Tensor) -> Tensor:
    # one step of one batch -> loss in nats per token, gradient's norm before clipping; rates as in advance
    loss = self.total(ids, sigma, clean, noise, plan)
    self.piled = self.gradients(loss)
    return torch.stack([torch.to(torch.detach(loss), 7), self.advance(rates)])

  def bind(self: __torch__.M, weights: List[Tensor]) -> Tensor:
    self.weights = weights
    if not self.timed:
      self.folded = self.fold(weights)
    else:
      self.folded = self.unfolded(weights)
    return weights[0]

  def learn(self: __torch__.M, weights: List[Tensor], moments: List[Tensor], squares: List[Tensor], averages: List[Tensor], clock: List[Tensor]) -> Tensor:
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

  def open(self: __torch__.M, plan: Tensor) -> Tensor:
    # plan: sequences, slots of the cache, positions that will be asked for
    batch = int(plan[0])
    width = torch.size(self.folded[0], -1)
    kind = 6
    if self.bf16:
      kind = 15
    size = width // self.heads
    keys: List[Tensor] = []
    values: List[Tensor] = []
    for i in range((len(self.folded) - 5) // 10):
      torch.append(keys, torch.zeros([batch, self.heads, int(plan[1]), size], dtype=kind, device=self.folded[0].device))
      torch.append(values, torch.zeros([batch, self.heads, int(plan[1]), size], dtype=kind, device=self.folded[0].device))
    self.keys = keys
    self.values = values
    # far positions need angles in double precision
    cosines, sines = self.rotary(torch.arange(int(plan[2]), dtype=7, device=self.folded[0].device), size)
    self.turns = [torch.to(cosines, 6), torch.to(sines, 6)]
    return plan

  def keep(self: __torch__.M, sequences: Tensor, plan: Tensor) -> Tensor:
    # goes on with these sequences only, and moves slots from plan[0] on, plan[1] of them, to the front
    for cache in [self.keys, self.values]:
      for i in range(len(cache)):
        if torch.numel(sequences) > 0:
          cache[i] = torch.index_select(cache[i], 0, sequences)
        if int(plan[0]) > 0:
          torch.copy_(torch.narrow(cache[i], 2, 0, int(plan[1])), torch.clone(torch.narrow(cache[i], 2, int(plan[0]), int(plan[1]))))
    return plan

  def sight(self: __torch__.M, kind: int, past: int, rows: int, clean: int, block: int, first: int, window: int, device: Device) -> Tensor:
    # which of R rows sees which of 'past' cached rows and the R themselves
    if kind == 2:
      half = rows // 2
      i = torch.unsqueeze(torch.arange(half, device=device), 1)
      j = torch.unsqueeze(torch.arange(half, device=device), 0)
      candidate = torch.cat([torch.ge(i, j), torch.zeros([half, half], dtype=11, device=device)], 1)
      noise = torch.cat([torch.gt(i, j), torch.eq(i, j)], 1)
      out = torch.cat([torch.ones([rows, past], dtype=11, device=device), torch.cat([candidate, noise])], 1)
    else:
      q = torch.unsqueeze(torch.arange(first, first + rows, device=device), 1)
      k = torch.unsqueeze(torch.arange(first - past, first + rows, device=device), 0)
      ofq = torch.floor_divide(q, block)
      if kind == 0:
        out = torch.ge(ofq, torch.floor_divide(k, block))
      else:
        out = torch.logical_or(torch.ge(q, k), torch.ge(q, first + clean))
      out = torch.logical_and(out, torch.ge(k, (ofq + 1) * block - window))
    return out

  def decode(self: __torch__.M, ids: Tensor, sigma: Tensor, sequences: Tensor, plan: Tensor) -> Tensor:
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
      mods = self.modulation(self.weights, torch.cat([torch.zeros_like(sigma), sigma], 1), torch.to(of, 4))
    mask: Optional[Tensor] = None
    if clean > 0 and rows > 1:
      mask = self.sight(kind, past, rows, clean, int(plan[6]), first, int(plan[7]), ids.device)
    x = torch.embedding(f[0], ids)
    width = torch.size(x, -1)
    size = width // self.heads
    if kind == 2:
      cosines = torch.narrow(self.turns[0], 0, first, clean)
      sines = torch.narrow(self.turns[1], 0, first, clean)
      cosines = torch.cat([cosines, cosines])
      sines = torch.cat([sines, sines])
    else:
      cosines = torch.narrow(self.turns[0], 0, first, rows)
      sines = torch.narrow(self.turns[1], 0, first, rows)
    layers = (len(f) - 5) // 10
    for i in range(layers):
      o = 1 + 10 * i
      at = 6 * i
      h = self.norm(x, f[o], f[o + 1], mods, at)
      qkv = torch.view(self.linear(h, f[o + 2], None), [batch, rows, 3, self.heads, size])
      turned = self.rotate(torch.narrow(qkv, 2, 0, 2), cosines, sines)
      key = torch.transpose(torch.select(turned, 2, 1), 1, 2)
      value = torch.transpose(torch.select(qkv, 2, 2), 1, 2)
      if not some and kind != 2:
        torch.copy_(torch.narrow(self.keys[i], 2, filled, rows), key)
        torch.copy_(torch.narrow(self.values[i], 2, filled, rows), value)
        key = torch.narrow(self.keys[i], 2, filled - past, past + rows)
        value = torch.narrow(self.values[i], 2, filled - past, past + rows)
      elif past > 0:
        before = torch.narrow(self.keys[i], 2, filled - past, past)
        then = torch.narrow(self.values[i], 2, filled - past, past)
        if some:
          before = torch.index_select(before, 0, sequences)
          then = torch.index_select(then, 0, sequences)
        key = torch.cat([before, key], 2)
        value = torch.cat([then, value], 2)
      if wanted > 0 or i < layers - 1:
        q = torch.transpose(torch.select(turned, 2, 0), 1, 2)
        if i == layers - 1 and wanted < rows:
          q = torch.narrow(q, 2, rows - wanted, wanted)
          x = torch.narrow(x, 1, rows - wanted, wanted)
          mods = self.part(mods, rows - wanted, wanted)
          if mask is not None:
            mask = torch.narrow(mask, 0, rows - wanted, wanted)
        a = torch.scaled_dot_product_attention(q, key, value, mask)
        x = self.branch(x, self.linear(self.merged(a), f[o + 3], None), mods, at + 2)
        x = self.mlp(x, f, o, mods, at)
    if wanted > 0:
      out = self.head(x, f, mods)
    else:
      out = x
    return out
