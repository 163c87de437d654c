# Decoding with a KV cache, token by token.


class Decoding(Module):

  def allocate_kv_cache(self, plan: Tensor) -> Tensor:
    # plan: sequences, slots of the cache, positions that will be asked for
    layers = (len(self.weights) - OTHER_WEIGHTS) // LAYER_WEIGHTS
    self.kv_cache = self.empty_kv_cache(layers, int(plan[0]), int(plan[1]), self.heads, self.weights[0])
    return plan

  def decode(self, ids: Tensor, sigma: Tensor, sequences: Tensor, plan: Tensor) -> Tensor:
    # ids (B, R) of all sequences, all of them clean, at positions one after another -> logits (B, W, V) of the last W
    # A row sees those before it, cached or not, within its window; all are cached for later calls.
    # plan: first slot that is seen, first free slot, position of the first row, R, W, AttentionMask, block, window
    past = int(plan[1]) - int(plan[0])
    filled = int(plan[1])
    first = int(plan[2])
    wanted = int(plan[4])
    rows = torch.size(ids, 1)
    attention_mask: Optional[Tensor] = None
    if rows > 1:
      attention_mask = self.attention_mask(AttentionMask.TOKENS, past, rows, rows, 1, first, int(plan[7]), ids.device)
    x = self.embedded(ids, first)
    for i in range(len(self.kv_cache)):
      at = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * i
      qkv = self.qkv(x, at)
      torch.copy_(torch.narrow(self.kv_cache[i], 1, filled, rows), torch.narrow(qkv, 2, 1, 2))
      k, v = torch.unbind(torch.narrow(self.kv_cache[i], 1, filled - past, past + rows), 2)
      x = self.branches(x, self.attention(torch.select(qkv, 2, 0), k, v, attention_mask, False), at)
    if wanted > 0:
      h = self.norm(torch.narrow(x, 1, rows - wanted, wanted), len(self.weights) - OUTPUT_WEIGHTS)
      x = self.logits(h, self.weights, torch.size(self.weights[0], 0))
    return x
