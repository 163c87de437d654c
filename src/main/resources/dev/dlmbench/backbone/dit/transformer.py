# Whole sequences through all layers, with a pattern of attention (the Java enum AttentionPattern).

# The dual pattern is cut into so many parts at most, and none that has fewer tokens than this.
MOST_PARTS = 4
SMALLEST_PART = 16


class Transformer(Module):

  def narrow_adaln(self, adaln: List[Tensor], start: int, rows: int) -> List[Tensor]:
    # shifts, scales and gates of some rows
    out: List[Tensor] = []
    for part in adaln:
      torch.append(out, torch.narrow(part, 1, start, rows))
    return out

  def dual_attention_masks(self, n: int, block: int, causal: bool, device: Device) -> List[Tensor]:
    # the dual pattern, cut into parts of whole blocks that are not too small for a call of their own: for each part
    # what its rows, noisy and then clean, see of the clean rows up to the part's end and of its noisy rows
    parts = MOST_PARTS
    while parts > 1 and (n % (parts * block) != 0 or n // parts < SMALLEST_PART):
      parts = parts // 2
    size = n // parts
    out: List[Tensor] = []
    for j in range(parts):
      queries = torch.arange(j * size, (j + 1) * size, device=device)
      keys = torch.unsqueeze(torch.arange((j + 1) * size, device=device), 0)
      query_block = torch.unsqueeze(torch.floor_divide(queries, block), 1)
      key_block = torch.floor_divide(keys, block)
      if causal:
        clean = torch.ge(torch.unsqueeze(queries, 1), keys)
      else:
        clean = torch.ge(query_block, key_block)
      same = torch.eq(query_block, torch.transpose(query_block, 0, 1))
      of_noisy = torch.cat([torch.gt(query_block, key_block), same], 1)
      of_clean = torch.cat([clean, torch.zeros_like(same)], 1)
      torch.append(out, torch.cat([of_noisy, of_clean]))
    return out

  def dual_attention(self, q: Tensor, k: Tensor, v: Tensor, attention_masks: List[Tensor], last: bool) -> Tensor:
    # noisy rows see their own noisy block and the clean blocks before it; clean rows see their own clean block and
    # those before it, or what is not after them: (B, 2 n, H, d) each -> (B, 2 n, D); in the last layer, where clean
    # rows are keys and values only and q has none of them, (B, n, D)
    parts = len(attention_masks)
    size = torch.size(k, 1) // 2 // parts
    queries = torch.split(q, size, 1)
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
      if last:
        attention_mask = torch.narrow(attention_masks[j], 0, 0, size)
        torch.append(noisy, self.attention(queries[j], torch.cat(ks, 1), torch.cat(vs, 1), attention_mask, False))
      else:
        both = torch.cat([queries[j], queries[parts + j]], 1)
        both = self.attention(both, torch.cat(ks, 1), torch.cat(vs, 1), attention_masks[j], False)
        halves = torch.split(both, size, 1)
        torch.append(noisy, halves[0])
        torch.append(clean, halves[1])
    return torch.cat(torch.add(noisy, clean), 1)

  def one_pass(
      self, f: List[Tensor], adaln: List[Tensor], ids: Tensor, pattern: int, block: int, counted: Tensor) -> Tensor:
    # ids (B, R), or vectors in their place (B, R, V) -> what the output layer sees (B, n, D), or (1, N, D) of the N rows of (B n) that are counted
    rows = torch.size(ids, 1)
    dual = pattern == AttentionPattern.DUAL or pattern == AttentionPattern.DUAL_TOKEN_CAUSAL
    n = rows
    if dual:
      n = rows // 2
    positions = torch.arange(n, device=ids.device)
    attention_mask: Optional[Tensor] = None
    dual_masks: List[Tensor] = []
    if dual:
      dual_masks = self.dual_attention_masks(n, block, pattern == AttentionPattern.DUAL_TOKEN_CAUSAL, ids.device)
      positions = torch.cat([positions, positions])
    if pattern == AttentionPattern.BLOCK_CAUSAL:
      own_block = torch.floor_divide(positions, block)
      attention_mask = torch.ge(torch.unsqueeze(own_block, 1), torch.unsqueeze(own_block, 0))
    x = self.input_rows(f[0], ids)
    width = torch.size(x, -1)
    rotary = self.rotary_embedding(torch.to(positions, torch.float32), width)
    layers = (len(f) - FOLDED_OTHERS) // LAYER_WEIGHTS
    for i in range(layers):
      o = FOLDED_EMBEDDING + LAYER_WEIGHTS * i
      at = LAYER_ADALN * i
      last_dual = dual and i == layers - 1
      qkv_weight = f[o + Folded.QKV]
      of_ids = not torch.is_floating_point(ids)
      if i == 0 and of_ids and len(adaln) == 0 and torch.size(f[0], 0) < torch.numel(ids):
        # the first layer's queries, keys and values depend on nothing but the token
        table = self.layer_norm(f[0], f[o + Folded.NORM1], f[o + Folded.SHIFT1], adaln, at)
        q, k, v = self.rotated(torch.embedding(self.linear(table, qkv_weight, None), ids), rotary)
        if last_dual:
          q = torch.narrow(q, 1, 0, n)
      else:
        h = self.layer_norm(x, f[o + Folded.NORM1], f[o + Folded.SHIFT1], adaln, at)
        if last_dual:
          of_noisy = self.linear(torch.narrow(h, 1, 0, n), torch.narrow(qkv_weight, 0, 0, width), None)
          q = self.rotated(of_noisy, torch.narrow(torch.narrow(rotary, 0, 0, n), 1, 0, 1))[0]
          kv = self.linear(h, torch.narrow(qkv_weight, 0, width, 2 * width), None)
          k, v = self.rotated(kv, torch.narrow(rotary, 1, 1, 2))
        else:
          q, k, v = self.rotated(self.linear(h, qkv_weight, None), rotary)
      if last_dual:
        # clean rows of the last layer are keys and values only
        x = torch.narrow(x, 1, 0, n)
        adaln = self.narrow_adaln(adaln, 0, n)
      if dual:
        a = self.dual_attention(q, k, v, dual_masks, last_dual)
      else:
        a = self.attention(q, k, v, attention_mask, pattern == AttentionPattern.CAUSAL)
      if i == layers - 1 and torch.numel(counted) > 0:
        # nothing looks at the last layer's other rows any more
        a = self.select_rows(a, counted)
        x = self.select_rows(x, counted)
        few: List[Tensor] = []
        for part in adaln:
          torch.append(few, self.select_rows(part, counted))
        adaln = few
      x = self.residual(x, self.linear(a, f[o + Folded.ATTENTION_OUT], None), adaln, at + AdaLn.GATE1)
      x = self.mlp(x, f, o, adaln, at)
    return self.final_norm(x, f, adaln)

  def two_passes(self, f: List[Tensor], adaln: List[Tensor], ids: Tensor, block: int) -> Tensor:
    # the dual pattern in two passes: clean rows first, whose keys and values the noisy rows then look at
    n = torch.size(ids, 1) // 2
    positions = torch.arange(n, device=ids.device)
    own_block = torch.floor_divide(positions, block)
    query_block = torch.unsqueeze(own_block, 1)
    key_block = torch.unsqueeze(own_block, 0)
    of_clean = torch.ge(query_block, key_block)
    of_noisy = torch.cat([torch.eq(query_block, key_block), torch.gt(query_block, key_block)], 1)
    attention_masks = [of_clean, of_noisy]
    rotary = self.rotary_embedding(torch.to(positions, torch.float32), torch.size(f[0], 1))
    clean_keys: List[Tensor] = []
    clean_values: List[Tensor] = []
    x = torch.embedding(f[0], torch.narrow(ids, 1, n, n))
    layers = (len(f) - FOLDED_OTHERS) // LAYER_WEIGHTS
    own = adaln
    for number in range(2):
      own = self.narrow_adaln(adaln, (1 - number) * n, n)
      x = torch.embedding(f[0], torch.narrow(ids, 1, (1 - number) * n, n))
      for i in range(layers):
        o = FOLDED_EMBEDDING + LAYER_WEIGHTS * i
        at = LAYER_ADALN * i
        h = self.layer_norm(x, f[o + Folded.NORM1], f[o + Folded.SHIFT1], own, at)
        q, k, v = self.rotated(self.linear(h, f[o + Folded.QKV], None), rotary)
        if number == 0:
          torch.append(clean_keys, k)
          torch.append(clean_values, v)
        else:
          k = torch.cat([k, clean_keys[i]], 1)
          v = torch.cat([v, clean_values[i]], 1)
        a = self.attention(q, k, v, attention_masks[number], False)
        x = self.residual(x, self.linear(a, f[o + Folded.ATTENTION_OUT], None), own, at + AdaLn.GATE1)
        x = self.mlp(x, f, o, own, at)
    return self.final_norm(x, f, own)

  def transformer(
      self, f: List[Tensor], adaln: List[Tensor], ids: Tensor, pattern: int, block: int, counted: Tensor) -> Tensor:
    if pattern == AttentionPattern.TWO_PASSES:
      out = self.two_passes(f, adaln, ids, block)
      if torch.numel(counted) > 0:
        out = self.select_rows(out, counted)
    else:
      out = self.one_pass(f, adaln, ids, pattern, block, counted)
    return out
