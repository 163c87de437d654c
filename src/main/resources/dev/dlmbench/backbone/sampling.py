# Sampling of tokens where the logits are.

# Logits that are looked at together.
HELD_WHILE_SAMPLING = 4194304


# The distribution that tokens are drawn from, and what is told of it besides a token (the Java enum RowMeasure), on the
# CPU. Filters that are off: top k 0, min p 0, top p 1. CROSSING is 1 if the token with which the sum of probabilities
# first exceeds top p is kept.
class Distribution(IntEnum):
  TEMPERATURE = 0
  TOP_K = 1
  MIN_P = 2
  TOP_P = 3
  CROSSING = 4
  MEASURE = 5


class Sampling(Module):

  def filtered_probabilities(self, logits: Tensor, distribution: Tensor) -> Tensor:
    # logits (N, V) -> probabilities (N, K) in double precision, filtered and normalised
    ids = torch.size(logits, 1) - 1
    real = torch.to(torch.narrow(logits, 1, 0, ids), torch.float64)
    p = torch.softmax(real / float(distribution[Distribution.TEMPERATURE]), -1)
    top_k = int(distribution[Distribution.TOP_K])
    if top_k == 0 or top_k > ids:
      top_k = ids
    min_p = float(distribution[Distribution.MIN_P])
    top_p = float(distribution[Distribution.TOP_P])
    if top_k < ids or min_p > 0. or top_p < 1.:
      # of equal ones, the first rank first
      falling, order = torch.sort(p, stable=True, dim=-1, descending=True)
      rank = torch.unsqueeze(torch.arange(ids, device=p.device), 0)
      kept = torch.lt(rank, top_k)
      if min_p > 0.:
        kept = torch.logical_and(kept, torch.ge(falling, min_p * torch.narrow(falling, 1, 0, 1)))
      if top_p < 1.:
        # the rank at which the sum first reaches top p of what is left
        left = falling * kept
        sums = torch.cumsum(left, -1)
        wanted = top_p * torch.narrow(sums, 1, ids - 1, 1)
        before = torch.cat([torch.zeros_like(wanted), torch.narrow(sums, 1, 0, ids - 1)], 1)
        inside = torch.logical_and(kept, torch.lt(before, wanted))
        if float(distribution[Distribution.CROSSING]) == 0.:
          inside = torch.logical_and(inside, torch.le(sums, wanted))
        kept = torch.logical_or(inside, torch.eq(rank, 0))
      p = torch.scatter(torch.zeros_like(p), 1, order, falling * kept)
      p = p / torch.sum(p, [1], True)
    return p

  def sample_tokens(self, logits: Tensor, rows: Tensor, uniforms: Tensor, distribution: Tensor) -> Tensor:
    # logits (..., V), M of whose rows are named, and M numbers between 0 and 1, or below 0 for the most probable token
    # -> (M, 3) in double precision: a token, its probability, the measure
    every = torch.reshape(logits, [-1, torch.size(logits, -1)])
    ids = torch.size(every, 1) - 1
    measure = int(distribution[Distribution.MEASURE])
    chunk = max(1, HELD_WHILE_SAMPLING // ids)
    out: List[Tensor] = []
    for start in range(0, torch.numel(rows), chunk):
      count = min(chunk, torch.numel(rows) - start)
      own = torch.index_select(every, 0, torch.narrow(rows, 0, start, count))
      p = self.filtered_probabilities(own, distribution)
      u = torch.unsqueeze(torch.narrow(uniforms, 0, start, count), 1)
      sums = torch.cumsum(p, -1)
      drawn = torch.sum(torch.le(sums, u), [1], True)
      # rounding may leave the sum below the number drawn
      last = torch.sum(torch.lt(sums, torch.narrow(sums, 1, ids - 1, 1)), [1], True)
      token = torch.where(torch.lt(u, 0.), torch.argmax(p, -1, True), torch.minimum(drawn, last))
      if measure == RowMeasure.MARGIN:
        best = torch.topk(p, 2)[0]
        measured = torch.narrow(best, 1, 0, 1) - torch.narrow(best, 1, 1, 1)
      elif measure == RowMeasure.ENTROPY:
        measured = torch.neg(torch.sum(torch.xlogy(p, p), [1], True))
      elif measure == RowMeasure.MAXIMUM:
        measured = torch.amax(p, [1], True)
      else:
        measured = torch.zeros_like(u)
      torch.append(out, torch.cat([torch.to(token, torch.float64), torch.gather(p, 1, token), measured], 1))
    return torch.cat(out)

  def rows_of_logits(self, logits: Tensor, rows: Tensor) -> Tensor:
    # a copy of some rows of logits (..., V)
    return torch.index_select(torch.reshape(logits, [-1, torch.size(logits, -1)]), 0, rows)

  def probabilities(self, logits: Tensor, rows: Tensor, ids: Tensor, distribution: Tensor) -> Tensor:
    # logits (..., V), M of whose rows are named, and an id for each -> its probability (M); the mask's is its share of
    # all V tempered logits
    every = torch.reshape(logits, [-1, torch.size(logits, -1)])
    mask_id = torch.size(every, 1) - 1
    chunk = max(1, HELD_WHILE_SAMPLING // mask_id)
    out: List[Tensor] = []
    for start in range(0, torch.numel(rows), chunk):
      count = min(chunk, torch.numel(rows) - start)
      own = torch.index_select(every, 0, torch.narrow(rows, 0, start, count))
      wanted = torch.unsqueeze(torch.narrow(ids, 0, start, count), 1)
      of_real = torch.gather(self.filtered_probabilities(own, distribution), 1, torch.clamp(wanted, max=mask_id - 1))
      tempered = torch.to(own, torch.float64) / float(distribution[Distribution.TEMPERATURE])
      of_mask = torch.exp(torch.narrow(tempered, 1, mask_id, 1) - torch.logsumexp(tempered, [-1], True))
      torch.append(out, torch.squeeze(torch.where(torch.eq(wanted, mask_id), of_mask, of_real), 1))
    return torch.cat(out)
