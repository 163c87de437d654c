# The diffusion transformer of MDLM and BD3-LM, tensor for tensor: layouts of weights and the parts of a layer.

# The logarithm of the longest period of a noise level's cosines, 10000, and of the base of rotary positions, 10000.
LOG_MAX_PERIOD = 9.210340371976184
LOG_ROTARY_BASE = 9.210340371976184
LAYER_NORM_EPS = 1e-05

# A share of noise that is as good as none, and no zero in a denominator.
NO_NOISE = 1e-12

# Weights of a layer; of the token embedding and the time embedder; of these and the output layer.
LAYER_WEIGHTS = 10
EMBEDDING_WEIGHTS = 5
OTHER_WEIGHTS = 10
# Folded weights of the token embedding, of the output layer, and of both; a layer has as many as it has unfolded.
FOLDED_EMBEDDING = 1
FOLDED_OUTPUT = 4
FOLDED_OTHERS = 5
# Tensors of adaptive layer norm: of a layer, and of the output layer.
LAYER_ADALN = 6
OUTPUT_ADALN = 2


# The time embedder's, in the list of weights.
class TimeWeight(IntEnum):
  IN = 1
  IN_BIAS = 2
  OUT = 3
  OUT_BIAS = 4


# A layer's, from its first on.
class LayerWeight(IntEnum):
  NORM1 = 0
  ADALN = 1
  ADALN_BIAS = 2
  QKV = 3
  ATTENTION_OUT = 4
  NORM2 = 5
  MLP_IN = 6
  MLP_IN_BIAS = 7
  MLP_OUT = 8
  MLP_OUT_BIAS = 9


# The output layer's, from its first on.
class OutputWeight(IntEnum):
  NORM = 0
  ADALN = 1
  ADALN_BIAS = 2
  LINEAR = 3
  LINEAR_BIAS = 4


# A layer's folded weights.
class Folded(IntEnum):
  NORM1 = 0
  SHIFT1 = 1
  QKV = 2
  ATTENTION_OUT = 3
  NORM2 = 4
  SHIFT2 = 5
  MLP_IN = 6
  MLP_IN_BIAS = 7
  MLP_OUT = 8
  MLP_OUT_BIAS = 9


# The output layer's folded weights.
class FoldedOutput(IntEnum):
  NORM = 0
  SHIFT = 1
  LINEAR = 2
  LINEAR_BIAS = 3


# A layer's tensors of adaptive layer norm: 1 of the attention, 2 of the MLP.
class AdaLn(IntEnum):
  SHIFT1 = 0
  SCALE1 = 1
  GATE1 = 2
  SHIFT2 = 3
  SCALE2 = 4
  GATE2 = 5


class Network(Module):
  heads : int
  time_conditioning : bool
  # the angles by which one position turns the pairs of a head, d / 2 of them; none stands for the powers of the base
  frequencies : List[float]
  # where the network sees the time of hybrid noise, and not the noise level: B of that noise; else below 0
  hybrid_factor : float
  # the state of decoding; rotary has a tensor for all positions
  folded : List[Tensor]
  rotary : List[Tensor]

  # ---- adaptive layer norm: shifts, scales and gates, made from the noise level or folded into weights ----

  def time_input(self, sigma: Tensor) -> Tensor:
    # the time t at which hybrid noise has the noise level sigma: alpha (1 + B sqrt(t (1 - t))) = 1 - t
    if self.hybrid_factor >= 0.:
      gone = torch.clamp(torch.neg(torch.expm1(torch.neg(torch.to(sigma, torch.float64)))), min=NO_NOISE)
      k = torch.square((1. - gone) * self.hybrid_factor)
      half = gone + .5 * k
      t = torch.square(gone) / (half + torch.sqrt(k * (gone - torch.square(gone) + .25 * k)))
      sigma = torch.to(t, torch.float32)
    return sigma

  def time_embedding(self, w: List[Tensor], sigma: Tensor) -> Tensor:
    # sigma (M) -> what adaptive layer norm is conditioned on (M, C): cosines, then sines, two layers, SiLU
    sigma = self.time_input(sigma)
    rank = torch.arange(TIME_FREQUENCIES, dtype=torch.float32, device=sigma.device)
    angle = torch.unsqueeze(sigma, -1) * torch.exp(rank * (-LOG_MAX_PERIOD / TIME_FREQUENCIES))
    features = torch.cat([torch.cos(angle), torch.sin(angle)], -1)
    hidden = torch.silu(torch.linear(features, w[TimeWeight.IN], w[TimeWeight.IN_BIAS]))
    return torch.silu(torch.linear(hidden, w[TimeWeight.OUT], w[TimeWeight.OUT_BIAS]))

  def interleaved(self, weight: Tensor) -> Tensor:
    # (3 D, D) of queries, keys and values: the two numbers that a rotary position turns come to lie side by side
    width = torch.size(weight, 1)
    halves = torch.view(torch.narrow(weight, 0, 0, 2 * width), [2 * self.heads, 2, -1, width])
    pairs = torch.reshape(torch.transpose(halves, 1, 2), [2 * width, width])
    return torch.cat([pairs, torch.narrow(weight, 0, 2 * width, width)])

  def folded_weights(self, w: List[Tensor]) -> List[Tensor]:
    # without time conditioning, adaptive layer norm is a constant of the call and moves into the weights beside it
    c = torch.select(self.time_embedding(w, torch.zeros([1], dtype=torch.float32, device=w[0].device)), 0, 0)
    out = [w[0]]
    layers = (len(w) - OTHER_WEIGHTS) // LAYER_WEIGHTS
    for i in range(layers):
      o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * i
      adaln = torch.linear(c, w[o + LayerWeight.ADALN], w[o + LayerWeight.ADALN_BIAS])
      shift1, scale1, gate1, shift2, scale2, gate2 = torch.unbind(torch.view(adaln, [LAYER_ADALN, -1]), 0)
      torch.append(out, w[o + LayerWeight.NORM1] * (1. + scale1))
      torch.append(out, shift1)
      torch.append(out, self.interleaved(w[o + LayerWeight.QKV]))
      torch.append(out, w[o + LayerWeight.ATTENTION_OUT] * torch.unsqueeze(gate1, -1))
      torch.append(out, w[o + LayerWeight.NORM2] * (1. + scale2))
      torch.append(out, shift2)
      torch.append(out, w[o + LayerWeight.MLP_IN])
      torch.append(out, w[o + LayerWeight.MLP_IN_BIAS])
      torch.append(out, w[o + LayerWeight.MLP_OUT] * torch.unsqueeze(gate2, -1))
      torch.append(out, w[o + LayerWeight.MLP_OUT_BIAS] * gate2)
    o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * layers
    adaln = torch.linear(c, w[o + OutputWeight.ADALN], w[o + OutputWeight.ADALN_BIAS])
    shift, scale = torch.unbind(torch.view(adaln, [OUTPUT_ADALN, -1]), 0)
    torch.append(out, w[o + OutputWeight.NORM] * (1. + scale))
    torch.append(out, shift)
    torch.append(out, w[o + OutputWeight.LINEAR])
    torch.append(out, w[o + OutputWeight.LINEAR_BIAS])
    return out

  def unfolded_weights(self, w: List[Tensor]) -> List[Tensor]:
    # the layout of folded weights, for calls that bring their shifts, scales and gates along
    out = [w[0]]
    layers = (len(w) - OTHER_WEIGHTS) // LAYER_WEIGHTS
    for i in range(layers):
      o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * i
      torch.append(out, w[o + LayerWeight.NORM1])
      torch.append(out, torch.zeros_like(w[o + LayerWeight.NORM1]))
      torch.append(out, self.interleaved(w[o + LayerWeight.QKV]))
      torch.append(out, w[o + LayerWeight.ATTENTION_OUT])
      torch.append(out, w[o + LayerWeight.NORM2])
      torch.append(out, torch.zeros_like(w[o + LayerWeight.NORM1]))
      torch.append(out, w[o + LayerWeight.MLP_IN])
      torch.append(out, w[o + LayerWeight.MLP_IN_BIAS])
      torch.append(out, w[o + LayerWeight.MLP_OUT])
      torch.append(out, w[o + LayerWeight.MLP_OUT_BIAS])
    o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * layers
    torch.append(out, w[o + OutputWeight.NORM])
    torch.append(out, torch.zeros_like(w[o + OutputWeight.NORM]))
    torch.append(out, w[o + OutputWeight.LINEAR])
    torch.append(out, w[o + OutputWeight.LINEAR_BIAS])
    return out

  def adaln(self, w: List[Tensor], sigma: Tensor, group: Tensor) -> List[Tensor]:
    # noise levels sigma (B, G) and which of them each row has (R) -> shifts, scales and gates (B, R, D): 6 a layer, in
    # the order of AdaLn, then shift and scale of the output layer
    batch = torch.size(sigma, 0)
    groups = torch.size(sigma, 1)
    c = torch.view(self.time_embedding(w, torch.reshape(sigma, [-1])), [batch, groups, -1])
    c = torch.index_select(c, 1, group)
    out: List[Tensor] = []
    layers = (len(w) - OTHER_WEIGHTS) // LAYER_WEIGHTS
    for i in range(layers):
      o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * i
      of_layer = torch.linear(c, w[o + LayerWeight.ADALN], w[o + LayerWeight.ADALN_BIAS])
      for part in torch.chunk(of_layer, LAYER_ADALN, -1):
        torch.append(out, part)
    o = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * layers
    of_output = torch.linear(c, w[o + OutputWeight.ADALN], w[o + OutputWeight.ADALN_BIAS])
    for part in torch.chunk(of_output, OUTPUT_ADALN, -1):
      torch.append(out, part)
    return out

  def layer_norm(self, x: Tensor, weight: Tensor, bias: Tensor, adaln: List[Tensor], at: int) -> Tensor:
    # shift and scale are adaln[at] and the next
    y = torch.layer_norm(x, [torch.size(x, -1)], weight, bias, LAYER_NORM_EPS)
    if len(adaln) > 0:
      y = torch.addcmul(adaln[at], y, 1. + adaln[at + 1])
    return y

  def residual(self, x: Tensor, y: Tensor, adaln: List[Tensor], at: int) -> Tensor:
    # x and the branch y, whose gate is adaln[at]
    if len(adaln) > 0:
      y = y * adaln[at]
    if self.training and self.dropout > 0.:
      y = torch.dropout(y, self.dropout, True)
    if self.bf16:
      out = x + y
    else:
      out = torch.add_(y, x)
    return out

  # ---- rotary positions ----

  def rotary_embedding(self, positions: Tensor, width: int) -> Tensor:
    # positions (R, floating point) -> turns of the complex plane (R, 3, H, d / 2) for queries, keys and values; values
    # are not turned
    half = width // self.heads // 2
    if len(self.frequencies) > 0:
      step = torch.tensor(self.frequencies, dtype=positions.dtype, device=positions.device)
    else:
      rank = torch.arange(half, dtype=positions.dtype, device=positions.device)
      step = torch.exp(rank * (-LOG_ROTARY_BASE / half))
    angle = torch.unsqueeze(positions, -1) * step
    turn = torch.complex(torch.to(torch.cos(angle), torch.float32), torch.to(torch.sin(angle), torch.float32))
    of_queries_and_keys = torch.expand(torch.view(turn, [-1, 1, 1, half]), [-1, 2, self.heads, -1])
    return torch.cat([of_queries_and_keys, torch.ones_like(torch.narrow(of_queries_and_keys, 1, 0, 1))], 1)

  def apply_rotary(self, qkv: Tensor, batch: int, rows: int, rotary: Tensor) -> Tensor:
    # (..., parts * D), whose last part is the values -> (B, R, parts, H, d)
    shape = [batch, rows, -1, self.heads, torch.size(rotary, -1), 2]
    pairs = torch.view_as_complex(torch.view(torch.to(qkv, torch.float32), shape))
    return torch.to(torch.flatten(torch.view_as_real(pairs * rotary), -2), qkv.dtype)

  def rotated(self, qkv: Tensor, rotary: Tensor) -> List[Tensor]:
    # (B, R, parts * D), whose last part is the values -> each part (B, R, H, d)
    return torch.unbind(self.apply_rotary(qkv, torch.size(qkv, 0), torch.size(qkv, 1), rotary), 2)

  # ---- MLP, output layer ----

  def mlp(self, x: Tensor, f: List[Tensor], o: int, adaln: List[Tensor], at: int) -> Tensor:
    # the layer whose folded weights begin at o and whose adaptive layer norm begins at 'at'
    h = self.layer_norm(x, f[o + Folded.NORM2], f[o + Folded.SHIFT2], adaln, at + AdaLn.SHIFT2)
    h = torch.gelu(self.linear(h, f[o + Folded.MLP_IN], f[o + Folded.MLP_IN_BIAS]), approximate="tanh")
    h = self.linear(h, f[o + Folded.MLP_OUT], f[o + Folded.MLP_OUT_BIAS])
    return self.residual(x, h, adaln, at + AdaLn.GATE2)

  def final_norm(self, x: Tensor, f: List[Tensor], adaln: List[Tensor]) -> Tensor:
    # what the output layer's matrix sees
    o = len(f) - FOLDED_OUTPUT
    return self.layer_norm(x, f[o + FoldedOutput.NORM], f[o + FoldedOutput.SHIFT], adaln, len(adaln) - OUTPUT_ADALN)
