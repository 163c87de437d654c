# What the program of every network shares: its state, the precision of its products, attention, the output layer.
#
# This file, caching.py, losses.py, training.py, sampling.py and the files of a network, which lie in a folder of their
# own, are parts of one class, whose methods call each other through self. Names of constants are replaced by their
# numbers before PyTorch sees the program. What Java knows, too, is defined there: the constants of AttentionPattern,
# LossKind, AttentionMask and RowMeasure, and the numbers that a network declares.
#
# A network's files define hidden_states (what the output layer sees of whole sequences) and bind (takes the weights that
# are measured), and for decoding allocate_kv_cache and decode, all with the arguments that dit has.
#
# Shapes: B sequences, n tokens each, R rows of a call (n, 2n for the dual pattern, or the tokens of one decoding call),
# D width, H heads, d = D / H, C conditioning width, V ids with the mask id last, K = V - 1 real tokens.
# Lists of weights are in the order of the network's layout (the Java class WeightLayout).
# Where rows have vectors in place of ids, they are floating point (B, R, V), and a row's input is the sum of the token
# embeddings that its vector weighs.
# A 'plan' is an int64 vector on the CPU, so that reading it never waits for a device.

# Lists of weights begin with the token embedding and end with the matrix from D to V and its bias.
LINEAR_WEIGHTS = 2
LINEAR_BIAS = 1


# What the plan of a call over whole sequences holds.
class Plan(IntEnum):
  PATTERN = 0
  BLOCK = 1
  OBJECTIVE = 2


class Shared(Module):
  bf16 : bool
  # whether a linear layer is computed as a convolution
  convolution : bool
  dropout : float
  # what is added to the logit of the id that a row has as its input
  input_bias : float
  weights : List[Tensor]
  # the state of training: AdamW's, the average of the weights, and gradients that are accumulated
  exp_avg : List[Tensor]
  exp_avg_sq : List[Tensor]
  step : List[Tensor]
  ema : List[Tensor]
  grads : List[Tensor]

  def autocast(self, x: Tensor) -> Tensor:
    # in the precision of matrix products
    if self.bf16:
      x = torch.to(x, torch.bfloat16)
    return x

  def linear(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    if self.bf16:
      low: Optional[Tensor] = None
      if bias is not None:
        low = torch.to(bias, torch.bfloat16)
      y = torch.linear(torch.to(x, torch.bfloat16), torch.to(weight, torch.bfloat16), low)
    elif self.convolution and torch.dim(x) == 3:
      # a convolution of width 1 is the same sum, and the engine's faster one on processors
      columns = torch.unsqueeze(torch.transpose(x, 1, 2), 2)
      kernel = torch.unsqueeze(torch.unsqueeze(weight, -1), -1)
      y = torch.transpose(torch.squeeze(torch.conv2d(columns, kernel, bias), 2), 1, 2)
    else:
      y = torch.linear(x, weight, bias)
    return y

  def merge_heads(self, x: Tensor) -> Tensor:
    # (B, H, R, d) -> (B, R, D)
    rows = torch.transpose(x, 1, 2)
    return torch.reshape(rows, [torch.size(rows, 0), torch.size(rows, 1), -1])

  def attention(self, q: Tensor, k: Tensor, v: Tensor, attention_mask: Optional[Tensor], causal: bool) -> Tensor:
    # (B, R, H, d) each -> (B, R, D)
    q = torch.transpose(q, 1, 2)
    k = torch.transpose(k, 1, 2)
    v = torch.transpose(v, 1, 2)
    return self.merge_heads(torch.scaled_dot_product_attention(q, k, v, attention_mask, 0., causal))

  def select_rows(self, x: Tensor, rows: Tensor) -> Tensor:
    # (B, n, D), N of whose B n rows are named -> (1, N, D)
    return torch.unsqueeze(torch.embedding(torch.reshape(x, [-1, torch.size(x, -1)]), rows), 0)

  def logits(self, h: Tensor, f: List[Tensor], ids: int) -> Tensor:
    # (..., D) -> logits (..., ids) of the first ids in single precision
    o = len(f) - LINEAR_WEIGHTS
    matrix = torch.narrow(f[o], 0, 0, ids)
    bias = torch.narrow(f[o + LINEAR_BIAS], 0, 0, ids)
    return torch.to(self.linear(h, matrix, bias), torch.float32)

  def input_rows(self, table: Tensor, input: Tensor) -> Tensor:
    # of the token embeddings (V, D), those of ids (...), or the sums that vectors (..., V) weigh -> (..., D)
    if torch.is_floating_point(input):
      out = torch.matmul(input, table)
    else:
      out = torch.embedding(table, input)
    return out

  def biased(self, logits: Tensor, input: Tensor) -> Tensor:
    # logits (..., ids) of rows with these ids as input (...); of vectors, nothing is biased
    if self.input_bias != 0. and not torch.is_floating_point(input):
      every = torch.arange(torch.size(logits, -1), device=logits.device)
      logits = logits + self.input_bias * torch.to(torch.eq(every, torch.unsqueeze(input, -1)), torch.float32)
    return logits

  def forward(self, ids: Tensor, sigma: Tensor, plan: Tensor) -> Tensor:
    # -> logits (B, n, V)
    all_positions = torch.zeros([0], dtype=torch.int64, device=ids.device)
    h = self.hidden_states(ids, sigma, plan, all_positions)
    logits = self.logits(h, self.weights, torch.size(self.weights[0], 0))
    return self.biased(logits, torch.narrow(ids, 1, 0, torch.size(h, 1)))
