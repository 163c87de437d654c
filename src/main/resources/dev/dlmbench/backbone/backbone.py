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

  def modulation(self: __torch__.M, w: List[Tensor], sigma: Tensor, rows: int) -> List[Tensor]:
    # sigma (B, G), each for R / G rows in turn -> 6 tensors (B, R, D) a layer, then 2 of the output layer
    batch = torch.size(sigma, 0)
    groups = torch.size(sigma, 1)
    c = torch.view(self.condition(w, torch.reshape(sigma, [-1])), [batch, groups, -1])
    c = torch.repeat_interleave(c, rows // groups, 1)
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
    # cosines and signed sines (R, 1, 1, d) of rotary positions, base 10000, half-split
    half = width // 2
    rank = torch.arange(half, dtype=6, device=positions.device)
    angle = torch.unsqueeze(torch.to(positions, 6), -1) * torch.exp(rank * (-9.210340371976184 / half))
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

  def firsts(self: __torch__.M, mods: List[Tensor], rows: int) -> List[Tensor]:
    out: List[Tensor] = []
    for m in mods:
      torch.append(out, torch.narrow(m, 1, 0, rows))
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
    cosines, sines = self.rotary(place, size)
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
        mods = self.firsts(mods, n)
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
    cosines, sines = self.rotary(place, size)
    keys: List[Tensor] = []
    values: List[Tensor] = []
    x = torch.embedding(f[0], torch.narrow(ids, 1, n, n))
    layers = (len(f) - 5) // 10
    for turn in range(2):
      own: List[Tensor] = []
      for m in mods:
        torch.append(own, torch.narrow(m, 1, (1 - turn) * n, n))
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
    last: List[Tensor] = []
    for m in mods:
      torch.append(last, torch.narrow(m, 1, 0, n))
    return self.head(x, f, last)

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
      logits = self.network(self.unfolded(w), self.modulation(w, sigma, rows), ids, pattern, block)
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
    # plan: sequences, length
    batch = int(plan[0])
    length = int(plan[1])
    width = torch.size(self.folded[0], -1)
    kind = 6
    if self.bf16:
      kind = 15
    keys: List[Tensor] = []
    values: List[Tensor] = []
    for i in range((len(self.folded) - 5) // 10):
      torch.append(keys, torch.zeros([batch, self.heads, length, width // self.heads], dtype=kind, device=self.folded[0].device))
      torch.append(values, torch.zeros([batch, self.heads, length, width // self.heads], dtype=kind, device=self.folded[0].device))
    self.keys = keys
    self.values = values
    return plan

  def decode(self: __torch__.M, ids: Tensor, sigma: Tensor, plan: Tensor) -> Tensor:
    # ids (B, R) at positions filled .. filled + R - 1, which see the cached ones before them and each other.
    # plan: filled, 1 for logits (B, R, V) or 0 only to write keys and values of these rows to the cache,
    # 1 if a row does not see the rows after it
    filled = int(plan[0])
    wanted = int(plan[1]) == 1
    sight: Optional[Tensor] = None
    batch = torch.size(ids, 0)
    rows = torch.size(ids, 1)
    f = self.folded
    mods: List[Tensor] = []
    if self.timed:
      mods = self.modulation(self.weights, sigma, rows)
    x = torch.embedding(f[0], ids)
    width = torch.size(x, -1)
    size = width // self.heads
    place = torch.arange(filled, filled + rows, device=ids.device)
    if int(plan[2]) == 1:
      sight = torch.ge(torch.unsqueeze(place, 1), torch.unsqueeze(torch.arange(filled + rows, device=ids.device), 0))
    cosines, sines = self.rotary(place, size)
    layers = (len(f) - 5) // 10
    for i in range(layers):
      o = 1 + 10 * i
      at = 6 * i
      h = self.norm(x, f[o], f[o + 1], mods, at)
      qkv = torch.view(self.linear(h, f[o + 2], None), [batch, rows, 3, self.heads, size])
      turned = self.rotate(torch.narrow(qkv, 2, 0, 2), cosines, sines)
      torch.copy_(torch.narrow(self.keys[i], 2, filled, rows), torch.transpose(torch.select(turned, 2, 1), 1, 2))
      torch.copy_(torch.narrow(self.values[i], 2, filled, rows), torch.transpose(torch.select(qkv, 2, 2), 1, 2))
      if wanted or i < layers - 1:
        q = torch.transpose(torch.select(turned, 2, 0), 1, 2)
        a = torch.scaled_dot_product_attention(q, torch.narrow(self.keys[i], 2, 0, filled + rows), torch.narrow(self.values[i], 2, 0, filled + rows), sight)
        x = self.branch(x, self.linear(self.merged(a), f[o + 3], None), mods, at + 2)
        x = self.mlp(x, f, o, mods, at)
    if wanted:
      out = self.head(x, f, mods)
    else:
      out = x
    return out
