# Losses per position, of the kinds of the Java enum LossKind.

# Rows over a larger vocabulary than this are given their logits in pieces, of so many logits each: on processors 8 MiB in
# single precision, on other devices 64 times as many; but of no fewer rows than this.
LARGE_VOCABULARY = 8192
PIECE = 2097152
LARGER_ON_DEVICES = 64
FEWEST_IN_PIECE = 32

# Cosines of the angles whose ratio to their sine is taken: the least, and minus that of the widest.
NEAREST = 0.999999999999
FARTHEST = 0.999999


class Losses(Module):

  def predicted_ids(self, objective: int) -> int:
    # over how many ids the x0 prediction of an objective goes
    ids = torch.size(self.weights[0], 0)
    if objective == LossKind.CONTRASTIVE:
      ids = 1
    elif objective != LossKind.DISCRETE:
      ids = ids - 1
    return ids

  def losses(
      self, logits: Tensor, clean: Tensor, noisy: Tensor, noise: Tensor, exponents: Tensor, objective: int) -> Tensor:
    # every position's loss in nats (B, n); what 'noise' holds for a position depends on the objective
    target = torch.unsqueeze(clean, -1)
    if objective == LossKind.CROSS_ENTROPY:
      # over real ids; noise (B, n) is the weight
      nats = torch.cross_entropy_loss(torch.flatten(logits, 0, -2), torch.reshape(clean, [-1]), None, 0)
      out = torch.view_as(nats, clean) * noise
    elif objective == LossKind.SCORE:
      # score entropy; noise (B, n) is the weight
      size = torch.log(torch.full([1], float(torch.size(logits, -1)), dtype=torch.float32, device=logits.device))
      mean = torch.exp(torch.logsumexp(logits, [-1]) - size)
      out = noise * (mean - 1. - torch.squeeze(torch.gather(logits, -1, target), -1) + size)
    elif objective == LossKind.SPHERE:
      # half the squared distance, in the tangent space of a point 'noisy' (B, n, V), from the logarithm of the true corner
      # to the mean of all corners' under the prediction; noise (B, n) is the weight
      real = torch.to(torch.narrow(noisy, -1, 0, torch.size(logits, -1)), torch.float64)
      prediction = torch.softmax(torch.to(logits, torch.float64), -1)
      angle = torch.acos(torch.clamp(real, -FARTHEST, NEAREST))
      missed = torch.scatter_add(prediction, -1, target, torch.to(torch.full_like(target, -1), torch.float64))
      lengths = missed * angle / torch.sin(angle)
      along = torch.sum(lengths * real, [-1])
      out = .5 * noise * (torch.sum(torch.square(lengths), [-1]) - torch.square(along))
    elif objective == LossKind.DISCRETE:
      # a step of discrete masked diffusion whose x0 prediction may be the mask; noise (B, n, 4) is the weight, the
      # probability that the step reveals, the odds of alpha to mask after it and before it
      weight, reveal, after, before = torch.unbind(noise, -1)
      prediction = torch.log_softmax(torch.to(logits, torch.float64), -1)
      mask = torch.exp(torch.select(prediction, -1, torch.size(logits, -1) - 1))
      here = torch.log1p(after * mask)
      revealed = here - torch.squeeze(torch.gather(prediction, -1, target), -1)
      masked = here - torch.log1p(before * mask)
      out = weight * (reveal * revealed + (1. - reveal) * masked)
    elif objective == LossKind.SOFT_MASK:
      # the NELBO of masks that fall on some tokens before others; noise (B, n, 3) is the rate of the clock's logarithm,
      # the clean token's exponent, what does not depend on the prediction; exponents (K)
      rate, exponent, fixed = torch.unbind(noise, -1)
      prediction = torch.log_softmax(torch.to(logits, torch.float64), -1)
      nats = torch.neg(torch.squeeze(torch.gather(prediction, -1, target), -1))
      out = rate * (exponent * nats + torch.matmul(torch.exp(prediction), exponents) + fixed)
    elif objective == LossKind.CONTRASTIVE:
      # how surprising it is that a pair of an energy, the one logit, is data (1) or drawn (0); noise (B, 1) is the weight
      energy = torch.squeeze(logits, -1)
      out = torch.neg(noise * torch.log_sigmoid(torch.where(torch.eq(clean, 1), torch.neg(energy), energy)))
    else:
      # the NELBO of an interpolating process; noise (B, n, 4) is alpha, the probability of each real id besides, the
      # probability of the mask, the rate of jumps into the noisy id
      alpha = torch.narrow(noise, -1, 0, 1)
      mass = torch.narrow(noise, -1, 1, 1)
      state = torch.unsqueeze(noisy, -1)
      log_mask = torch.log(torch.narrow(noise, -1, 2, 1))
      rate = torch.select(noise, -1, 3)
      logits = torch.to(logits, torch.float64)
      if objective == LossKind.POSTERIOR:
        # of logits given all that is seen, those given the other positions
        seen = torch.eq(torch.arange(torch.size(logits, -1), device=logits.device), state)
        logits = torch.where(seen, logits - torch.log1p(alpha / mass), logits)
      prediction = torch.log_softmax(logits, -1)
      p = torch.cat([torch.logaddexp(prediction + torch.log(alpha), torch.log(mass)), log_mask], -1)
      truth = torch.scatter_add(torch.expand_as(mass, prediction), -1, target, alpha)
      q = torch.cat([torch.log(truth), log_mask], -1)
      r = q - torch.gather(q, -1, state)
      d = r - p + torch.gather(p, -1, state)
      out = rate * torch.sum(torch.exp(r) * (d + torch.expm1(torch.neg(d))), [-1])
    return out

  def select_positions(self, x: Tensor, counted: Tensor) -> Tensor:
    # (B, n, ...) -> (1, N, ...)
    return torch.unsqueeze(torch.index_select(torch.flatten(x, 0, 1), 0, counted), 0)

  def rows_at_once(self, h: Tensor, ids: int) -> int:
    # of the rows h (..., D), how many are given their logits together
    rows = torch.numel(h) // torch.size(h, -1)
    if ids > LARGE_VOCABULARY:
      piece = PIECE
      if h.is_cuda:
        piece = piece * LARGER_ON_DEVICES
      rows = min(rows, max(FEWEST_IN_PIECE, piece // ids))
    return rows

  def piece(self, x: Tensor, start: int, rows: int) -> Tensor:
    # (B, n, ...) -> (1, rows, ...)
    return torch.unsqueeze(torch.narrow(torch.flatten(x, 0, 1), 0, start, rows), 0)

  def counted_rows(
      self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor) -> List[Tensor]:
    # what the output layer sees, the clean and the noisy ids and the noise, of the positions that are counted (1, N, ...),
    # or of all (B, n, ...) if none is named
    h = self.hidden_states(ids, sigma, plan, counted)
    noisy = torch.narrow(ids, 1, 0, torch.size(clean, 1))
    if torch.numel(counted) > 0:
      clean = self.select_positions(clean, counted)
      noisy = self.select_positions(noisy, counted)
      noise = self.select_positions(noise, counted)
    return [h, clean, noisy, noise]

  def losses_of_rows(self, rows: List[Tensor], exponents: Tensor, objective: int) -> Tensor:
    # of the rows that counted_rows gives
    h, clean, noisy, noise = rows
    ids = self.predicted_ids(objective)
    count = torch.numel(clean)
    at_once = self.rows_at_once(h, ids)
    if at_once >= count:
      logits = self.biased(self.logits(h, self.weights, ids), noisy)
      out = self.losses(logits, clean, noisy, noise, exponents, objective)
    else:
      pieces: List[Tensor] = []
      for start in range(0, count, at_once):
        some = min(at_once, count - start)
        state = self.piece(noisy, start, some)
        logits = self.biased(self.logits(self.piece(h, start, some), self.weights, ids), state)
        found = self.losses(
            logits, self.piece(clean, start, some), state, self.piece(noise, start, some), exponents, objective)
        torch.append(pieces, found)
      out = torch.view_as(torch.cat(pieces, 1), clean)
    return out

  def score(
      self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor,
      exponents: Tensor) -> Tensor:
    # counted: those of the B n positions whose loss is not 0 for sure, none stands for all -> nats (B, n) in double
    # precision
    rows = self.counted_rows(ids, sigma, clean, noise, plan, counted)
    nats = torch.to(self.losses_of_rows(rows, exponents, int(plan[Plan.OBJECTIVE])), torch.float64)
    if torch.numel(counted) > 0:
      zeros = torch.zeros([torch.numel(clean)], dtype=torch.float64, device=nats.device)
      nats = torch.view_as(torch.index_copy(zeros, 0, counted, torch.reshape(nats, [-1])), clean)
    return nats
