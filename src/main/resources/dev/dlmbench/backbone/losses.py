# Losses per position, of the kinds of the Java enum LossKind.


class Losses(Module):

  def predicted_ids(self, objective: int) -> int:
    # over how many ids the x0 prediction of an objective goes
    ids = torch.size(self.weights[0], 0)
    if objective != LossKind.DISCRETE:
      ids = ids - 1
    return ids

  def losses(self, logits: Tensor, clean: Tensor, noisy: Tensor, noise: Tensor, objective: int) -> Tensor:
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
    else:
      # the NELBO of an interpolating process; noise (B, n, 4) is alpha, the probability of each real id besides, the
      # probability of the mask, the rate of jumps into the noisy id
      alpha = torch.narrow(noise, -1, 0, 1)
      mass = torch.narrow(noise, -1, 1, 1)
      log_mask = torch.log(torch.narrow(noise, -1, 2, 1))
      rate = torch.select(noise, -1, 3)
      prediction = torch.log_softmax(torch.to(logits, torch.float64), -1)
      p = torch.cat([torch.logaddexp(prediction + torch.log(alpha), torch.log(mass)), log_mask], -1)
      truth = torch.scatter_add(torch.expand_as(mass, prediction), -1, target, alpha)
      q = torch.cat([torch.log(truth), log_mask], -1)
      state = torch.unsqueeze(noisy, -1)
      r = q - torch.gather(q, -1, state)
      d = r - p + torch.gather(p, -1, state)
      out = rate * torch.sum(torch.exp(r) * (d + torch.expm1(torch.neg(d))), [-1])
    return out

  def select_positions(self, x: Tensor, counted: Tensor) -> Tensor:
    # (B, n, ...) -> (1, N, ...)
    return torch.unsqueeze(torch.index_select(torch.flatten(x, 0, 1), 0, counted), 0)

  def counted_losses(
      self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor) -> Tensor:
    # the losses of the positions that are counted (1, N), or of all (B, n) if none is named
    objective = int(plan[Plan.OBJECTIVE])
    h = self.hidden_states(ids, sigma, plan, counted)
    noisy = torch.narrow(ids, 1, 0, torch.size(clean, 1))
    if torch.numel(counted) > 0:
      clean = self.select_positions(clean, counted)
      noisy = self.select_positions(noisy, counted)
      noise = self.select_positions(noise, counted)
    logits = self.biased(self.logits(h, self.weights, self.predicted_ids(objective)), noisy)
    return self.losses(logits, clean, noisy, noise, objective)

  def score(self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor) -> Tensor:
    # counted: those of the B n positions whose loss is not 0 for sure, none stands for all -> nats (B, n) in double
    # precision
    nats = torch.to(self.counted_losses(ids, sigma, clean, noise, plan, counted), torch.float64)
    if torch.numel(counted) > 0:
      zeros = torch.zeros([torch.numel(clean)], dtype=torch.float64, device=nats.device)
      nats = torch.view_as(torch.index_copy(zeros, 0, counted, torch.reshape(nats, [-1])), clean)
    return nats
