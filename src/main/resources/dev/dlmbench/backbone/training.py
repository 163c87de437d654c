# Gradients and AdamW, all of whose state is updated in place.

# Logits that exist at a time while training: 8 MiB on processors, which caches hold, 512 MiB on other devices, but
# never of fewer rows than this, so that the output layer's matrix is not passed over too often. A row's length is a
# multiple of ALIGNED_ROW, which products are faster with.
HELD_ON_PROCESSORS = 2097152
HELD_ON_DEVICES = 134217728
FEWEST_ROWS = 256
ALIGNED_ROW = 16

ADAM_BETA1 = 0.9
ADAM_BETA2 = 0.999
ADAM_EPS = 1e-08
CLIP_EPS = 1e-06


# What the optimizer's step is told, on the CPU; a bound on the gradient's norm or a decay of 0 is none.
class Rate(IntEnum):
  LEARNING_RATE = 0
  WEIGHT_DECAY = 1
  MAX_NORM = 2
  EMA_DECAY = 3


class Training(Module):

  def bind_training(
      self, weights: List[Tensor], exp_avg: List[Tensor], exp_avg_sq: List[Tensor], ema: List[Tensor],
      step: List[Tensor]) -> Tensor:
    for w in weights:
      torch.requires_grad_(w, True)
    self.weights = weights
    self.exp_avg = exp_avg
    self.exp_avg_sq = exp_avg_sq
    self.ema = ema
    self.step = step
    return weights[0]

  def chunked_cross_entropy(self, h: Tensor, clean: Tensor, weight: Tensor, total: int) -> List[Tensor]:
    # weighted cross-entropy of N rows h (N, D) with tokens and weights (N), over 'total' -> the loss, and its gradients
    # for h, the output layer's matrix and its bias. The mask and the ids that fill up a row are impossible.
    o = len(self.weights) - LINEAR_WEIGHTS
    ids = torch.size(self.weights[o], 0)
    width = torch.size(h, 1)
    padded = (ids + ALIGNED_ROW - 1) // ALIGNED_ROW * ALIGNED_ROW
    padding = torch.zeros([padded - ids, width], dtype=torch.float32, device=h.device)
    matrix = self.autocast(torch.cat([torch.detach(self.weights[o]), padding]))
    impossible = torch.full([padded - ids + 1], float("-inf"), dtype=torch.float32, device=h.device)
    bias = torch.cat([torch.narrow(torch.detach(self.weights[o + LINEAR_BIAS]), 0, 0, ids - 1), impossible])
    count = torch.size(h, 0)
    loss = torch.zeros([], dtype=torch.float64, device=h.device)
    grad_h = torch.empty_like(h)
    grad_matrix = torch.zeros([padded, width], dtype=torch.float32, device=h.device)
    grad_bias = torch.zeros_like(bias)
    held = HELD_ON_PROCESSORS
    if h.is_cuda:
      held = HELD_ON_DEVICES
    chunk = max(FEWEST_ROWS, held // padded)
    for start in range(0, count, chunk):
      rows = min(chunk, count - start)
      x = self.autocast(torch.narrow(h, 0, start, rows))
      target = torch.unsqueeze(torch.narrow(clean, 0, start, rows), 1)
      share = torch.unsqueeze(torch.narrow(weight, 0, start, rows), 1) / total
      prediction = torch.log_softmax(torch.to(self.linear(x, matrix, bias), torch.float32), -1)
      torch.sub_(loss, torch.sum(torch.gather(prediction, 1, target) * share, dtype=torch.float64))
      grad_logits = torch.mul_(torch.exp_(prediction), share)
      torch.scatter_add_(grad_logits, 1, target, torch.neg(share))
      torch.add_(grad_bias, torch.sum(grad_logits, [0]))
      grad_logits = self.autocast(grad_logits)
      torch.copy_(torch.narrow(grad_h, 0, start, rows), torch.mm(grad_logits, matrix))
      torch.add_(grad_matrix, torch.mm(torch.t(grad_logits), x))
    return [loss, grad_h, torch.narrow(grad_matrix, 0, 0, ids), torch.narrow(grad_bias, 0, 0, ids)]

  def gradient_in_pieces(
      self, rows: List[Tensor], exponents: Tensor, objective: int, total: int) -> List[Tensor]:
    # the loss of rows as counted_rows gives them, over 'total', and its gradients for what the output layer sees (N, D),
    # for its matrix and its bias; logits exist of one piece at a time
    h, clean, noisy, noise = rows
    h = torch.flatten(torch.detach(h), 0, 1)
    ids = self.predicted_ids(objective)
    count = torch.numel(clean)
    at_once = self.rows_at_once(h, ids)
    o = len(self.weights) - LINEAR_WEIGHTS
    layer = [self.weights[o], self.weights[o + LINEAR_BIAS]]
    loss = torch.zeros([], dtype=torch.float64, device=h.device)
    grad_h = torch.empty_like(h)
    grad_layer = [torch.zeros_like(layer[0]), torch.zeros_like(layer[1])]
    for start in range(0, count, at_once):
      some = min(at_once, count - start)
      x = torch.requires_grad_(torch.detach(torch.unsqueeze(torch.narrow(h, 0, start, some), 0)), True)
      state = self.piece(noisy, start, some)
      logits = self.biased(self.logits(x, self.weights, ids), state)
      losses = self.losses(
          logits, self.piece(clean, start, some), state, self.piece(noise, start, some), exponents, objective)
      part = torch.sum(losses, dtype=torch.float64) / total
      ones: List[Optional[Tensor]] = [torch.ones_like(part)]
      found = torch.grad([part], [x, layer[0], layer[1]], ones, None, False, True)
      torch.add_(loss, torch.detach(part))
      for i in range(len(found)):
        g = found[i]
        if g is not None:
          if i == 0:
            torch.copy_(torch.narrow(grad_h, 0, start, some), torch.squeeze(g, 0))
          else:
            torch.add_(grad_layer[i - 1], g)
    return [loss, grad_h, grad_layer[0], grad_layer[1]]

  def gradient(
      self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor,
      exponents: Tensor) -> List[Tensor]:
    # the loss in nats per token, then its gradient for every weight; arguments as in score
    if int(plan[Plan.OBJECTIVE]) == LossKind.CROSS_ENTROPY:
      h = self.hidden_states(ids, sigma, plan, counted)
      tokens = torch.reshape(clean, [-1])
      weight = torch.reshape(noise, [-1])
      if torch.numel(counted) > 0:
        tokens = torch.index_select(tokens, 0, counted)
        weight = torch.index_select(weight, 0, counted)
      rows = torch.flatten(torch.detach(h), 0, 1)
      loss, grad_h, grad_matrix, grad_bias = self.chunked_cross_entropy(rows, tokens, weight, torch.numel(clean))
      grad_outputs: List[Optional[Tensor]] = [torch.view_as(grad_h, h)]
      found = torch.grad([h], self.weights, grad_outputs, None, False, True)
      direct = [grad_matrix, grad_bias]
    else:
      objective = int(plan[Plan.OBJECTIVE])
      rows = self.counted_rows(ids, sigma, clean, noise, plan, counted)
      if self.rows_at_once(rows[0], self.predicted_ids(objective)) >= torch.numel(rows[1]):
        loss = torch.sum(self.losses_of_rows(rows, exponents, objective), dtype=torch.float64) / torch.numel(clean)
        ones: List[Optional[Tensor]] = [torch.ones_like(loss)]
        found = torch.grad([loss], self.weights, ones, None, False, True)
        direct: List[Tensor] = []
      else:
        loss, grad_h, grad_matrix, grad_bias = self.gradient_in_pieces(
            rows, exponents, objective, torch.numel(clean))
        grad_outputs: List[Optional[Tensor]] = [torch.view_as(grad_h, rows[0])]
        found = torch.grad([rows[0]], self.weights, grad_outputs, None, False, True)
        direct = [grad_matrix, grad_bias]
    out = [torch.detach(loss)]
    for i in range(len(found) - len(direct)):
      g = found[i]
      if g is not None:
        torch.append(out, g)
      else:
        torch.append(out, torch.zeros_like(self.weights[i]))
    return torch.add(out, direct)

  def accumulate(
      self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor,
      exponents: Tensor, place: Tensor) -> Tensor:
    # adds the gradient of a micro-batch to those before it; place, on the CPU: how many there are, which one this is ->
    # its share of the loss
    found = self.gradient(ids, sigma, clean, noise, plan, counted, exponents)
    loss = torch.pop(found, 0)
    parts = float(place[0])
    if parts > 1.:
      torch._foreach_div_(found, parts)
    if int(place[1]) == 0:
      self.grads = found
    else:
      torch._foreach_add_(self.grads, found)
    return torch.to(loss, torch.float64) / parts

  def optimizer_step(self, rates: Tensor) -> Tensor:
    # updates the weights by the accumulated gradients -> gradient's norm before clipping
    grads = self.grads
    grad_norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(grads)))
    max_norm = float(rates[Rate.MAX_NORM])
    if max_norm > 0.:
      torch._foreach_mul_(grads, torch.clamp(max_norm / (grad_norm + CLIP_EPS), max=1.))
    torch._foreach_add_(self.step, 1)
    lr = float(rates[Rate.LEARNING_RATE])
    weight_decay = float(rates[Rate.WEIGHT_DECAY])
    torch._fused_adamw_(
        self.weights, grads, self.exp_avg, self.exp_avg_sq, [], self.step, lr=lr, beta1=ADAM_BETA1, beta2=ADAM_BETA2,
        weight_decay=weight_decay, eps=ADAM_EPS, amsgrad=False, maximize=False)
    ema_decay = float(rates[Rate.EMA_DECAY])
    if ema_decay > 0.:
      torch._foreach_lerp_(self.ema, self.weights, 1. - ema_decay)
    none: List[Tensor] = []
    self.grads = none
    return torch.to(grad_norm, torch.float64)

  def training_step(
      self, ids: Tensor, sigma: Tensor, clean: Tensor, noise: Tensor, plan: Tensor, counted: Tensor,
      exponents: Tensor, rates: Tensor) -> Tensor:
    # one step of one batch -> loss in nats per token, gradient's norm before clipping
    found = self.gradient(ids, sigma, clean, noise, plan, counted, exponents)
    loss = torch.pop(found, 0)
    self.grads = found
    return torch.stack([torch.to(loss, torch.float64), self.optimizer_step(rates)])
