# The KV cache of the clean prefix, whatever the network that decodes with it.


class Caching(Module):
  # a tensor (B, slots, 2, H, d) a layer
  kv_cache : List[Tensor]

  def empty_kv_cache(self, layers: int, batch: int, slots: int, heads: int, like: Tensor) -> List[Tensor]:
    # a cache for a network whose keys and values are as wide as the rows of 'like', on its device
    dtype = torch.float32
    if self.bf16:
      dtype = torch.bfloat16
    kv_cache: List[Tensor] = []
    for i in range(layers):
      shape = [batch, slots, 2, heads, torch.size(like, -1) // heads]
      torch.append(kv_cache, torch.zeros(shape, dtype=dtype, device=like.device))
    return kv_cache

  def keep_kv_cache(self, sequences: Tensor, plan: Tensor) -> Tensor:
    # goes on with these sequences only, and moves slots to the front; plan: the first of them, how many
    first = int(plan[0])
    count = int(plan[1])
    for i in range(len(self.kv_cache)):
      if torch.numel(sequences) > 0:
        self.kv_cache[i] = torch.index_select(self.kv_cache[i], 0, sequences)
      if first > 0:
        kept = torch.clone(torch.narrow(self.kv_cache[i], 1, first, count))
        torch.copy_(torch.narrow(self.kv_cache[i], 1, 0, count), kept)
    return plan

  def attention_mask(
      self, kind: int, past: int, rows: int, clean: int, block: int, first: int, window: int, device: Device) -> Tensor:
    # which of R rows sees which of 'past' cached rows and the R themselves
    if kind == AttentionMask.VERIFICATION:
      half = rows // 2
      q = torch.unsqueeze(torch.arange(half, device=device), 1)
      k = torch.unsqueeze(torch.arange(half, device=device), 0)
      of_clean = torch.cat([torch.ge(q, k), torch.zeros([half, half], dtype=torch.bool, device=device)], 1)
      of_others = torch.cat([torch.gt(q, k), torch.eq(q, k)], 1)
      cached = torch.ones([rows, past], dtype=torch.bool, device=device)
      out = torch.cat([cached, torch.cat([of_clean, of_others])], 1)
    else:
      q = torch.unsqueeze(torch.arange(first, first + rows, device=device), 1)
      k = torch.unsqueeze(torch.arange(first - past, first + rows, device=device), 0)
      query_block = torch.floor_divide(q, block)
      if kind == AttentionMask.BLOCKS:
        out = torch.ge(query_block, torch.floor_divide(k, block))
      elif kind == AttentionMask.CAUSAL:
        out = torch.ge(q, k)
      else:
        out = torch.logical_or(torch.ge(q, k), torch.ge(q, first + clean))
      out = torch.logical_and(out, torch.ge(k, (query_block + 1) * block - window))
    return out

  def last_rows(self, x: Tensor, batch: int, rows: int) -> Tensor:
    # (B R, D) -> the last rows of every sequence
    width = torch.size(x, -1)
    every = torch.view(x, [batch, -1, width])
    return torch.reshape(torch.narrow(every, 1, torch.size(every, 1) - rows, rows), [-1, width])
