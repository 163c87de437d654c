# Decoding with a KV cache of the clean prefix.


class Decoding(Module):

  def bind(self, weights: List[Tensor]) -> Tensor:
    self.weights = weights
    if not self.time_conditioning:
      f = self.folded_weights(weights)
    else:
      f = self.unfolded_weights(weights)
    # decoding multiplies from the left, in the precision of the products
    for i in range(len(f)):
      if i > 0 and torch.dim(f[i]) == 2:
        f[i] = torch.contiguous(torch.t(self.autocast(f[i])))
    self.folded = f
    return weights[0]

  def allocate_kv_cache(self, plan: Tensor) -> Tensor:
    # plan: sequences, slots of the cache, positions that will be asked for
    batch = int(plan[0])
    slots = int(plan[1])
    positions = int(plan[2])
    device = self.folded[0].device
    width = torch.size(self.folded[0], -1)
    layers = (len(self.folded) - FOLDED_OTHERS) // LAYER_WEIGHTS
    self.kv_cache = self.empty_kv_cache(layers, batch, slots, self.heads, self.folded[0])
    # far positions need angles in double precision
    self.rotary = [self.rotary_embedding(torch.arange(positions, dtype=torch.float64, device=device), width)]
    return plan

  def last_rows_of_adaln(self, adaln: List[Tensor], batch: int, rows: int) -> List[Tensor]:
    out: List[Tensor] = []
    for part in adaln:
      torch.append(out, self.last_rows(part, batch, rows))
    return out

  def decoding_residual(self, x: Tensor, y: Tensor, adaln: List[Tensor], at: int) -> Tensor:
    # as residual, in place and without dropout
    if len(adaln) > 0:
      out = torch.addcmul(x, torch.to(y, torch.float32), adaln[at])
    else:
      out = torch.add_(x, y)
    return out

  def decode(self, ids: Tensor, sigma: Tensor, sequences: Tensor, plan: Tensor) -> Tensor:
    # ids (B, C + R): C clean rows, then R others, at positions one after another -> logits (B, W, V) of the last W rows
    # Rows see cached rows before them. Clean rows see each other as the AttentionMask says: their block and those
    # before it (BLOCKS), or what is not after them (TOKENS); the others, one block, see them and each other.
    # VERIFICATION: C = R, the others have the positions of the clean rows, and see the clean rows before their own, and
    # themselves. CAUSAL: C = 0, the others see those before them, and themselves.
    # Noise levels sigma (B, 1) are those of the others. Clean rows are cached for later calls, unless the call is for
    # some sequences only or verifies.
    # plan: first slot that is seen, first free slot, position of the first row, C, W, AttentionMask, block, window
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
    adaln: List[Tensor] = []
    if self.time_conditioning:
      noisy = torch.to(torch.ge(torch.arange(rows, device=ids.device), clean), torch.int64)
      for part in self.adaln(self.weights, torch.cat([torch.zeros_like(sigma), sigma], 1), noisy):
        torch.append(adaln, torch.flatten(part, 0, 1))
    attention_mask: Optional[Tensor] = None
    if rows > 1 and (clean > 0 or kind == AttentionMask.CAUSAL):
      attention_mask = self.attention_mask(kind, past, rows, clean, int(plan[6]), first, int(plan[7]), ids.device)
    if kind == AttentionMask.VERIFICATION:
      rotary = torch.narrow(self.rotary[0], 0, first, clean)
      rotary = torch.cat([rotary, rotary])
    else:
      rotary = torch.narrow(self.rotary[0], 0, first, rows)
    x = torch.embedding(f[0], torch.reshape(ids, [-1]))
    layers = (len(f) - FOLDED_OTHERS) // LAYER_WEIGHTS
    for i in range(layers):
      o = FOLDED_EMBEDDING + LAYER_WEIGHTS * i
      at = LAYER_ADALN * i
      h = self.autocast(self.layer_norm(x, f[o + Folded.NORM1], f[o + Folded.SHIFT1], adaln, at))
      qkv = self.apply_rotary(torch.mm(h, f[o + Folded.QKV]), batch, rows, rotary)
      kv = torch.narrow(qkv, 2, 1, 2)
      if not some and kind != AttentionMask.VERIFICATION:
        torch.copy_(torch.narrow(self.kv_cache[i], 1, filled, rows), kv)
        kv = torch.narrow(self.kv_cache[i], 1, filled - past, past + rows)
      elif past > 0:
        cached = torch.narrow(self.kv_cache[i], 1, filled - past, past)
        if some:
          cached = torch.index_select(cached, 0, sequences)
        kv = torch.cat([cached, kv], 1)
      if wanted > 0 or i < layers - 1:
        q = torch.select(qkv, 2, 0)
        if i == layers - 1 and wanted < rows:
          q = torch.narrow(q, 1, rows - wanted, wanted)
          x = self.last_rows(x, batch, wanted)
          adaln = self.last_rows_of_adaln(adaln, batch, wanted)
          if attention_mask is not None:
            attention_mask = torch.narrow(attention_mask, 0, rows - wanted, wanted)
        k, v = torch.unbind(kv, 2)
        a = torch.flatten(self.attention(q, k, v, attention_mask, False), 0, 1)
        x = self.decoding_residual(x, torch.mm(a, f[o + Folded.ATTENTION_OUT]), adaln, at + AdaLn.GATE1)
        h = self.autocast(self.layer_norm(x, f[o + Folded.NORM2], f[o + Folded.SHIFT2], adaln, at + AdaLn.SHIFT2))
        h = torch.addmm(self.autocast(f[o + Folded.MLP_IN_BIAS]), h, f[o + Folded.MLP_IN])
        h = torch.gelu(h, approximate="tanh")
        h = torch.addmm(self.autocast(f[o + Folded.MLP_OUT_BIAS]), h, f[o + Folded.MLP_OUT])
        x = self.decoding_residual(x, h, adaln, at + AdaLn.GATE2)
    if wanted > 0:
      o = len(f) - LINEAR_WEIGHTS
      logits = torch.addmm(self.autocast(f[o + LINEAR_BIAS]), self.autocast(self.final_norm(x, f, adaln)), f[o])
      x = torch.view(torch.to(logits, torch.float32), [batch, wanted, -1])
      x = self.biased(x, torch.narrow(ids, 1, rows - wanted, wanted))
    return x
