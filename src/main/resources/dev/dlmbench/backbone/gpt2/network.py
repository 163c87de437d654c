# GPT-2, tensor for tensor: learned positions, layer norm with a bias before attention and MLP, causal attention.
# Matrices of layers are stored as (in, out).

LAYER_NORM_EPS = 1e-05

# Weights of the embeddings, of a layer, and of the embeddings and the output layer together.
EMBEDDING_WEIGHTS = 2
LAYER_WEIGHTS = 12
OTHER_WEIGHTS = 6
# Those of the output layer; its last two are the matrix and its bias.
OUTPUT_WEIGHTS = 4

POSITIONS = 1


# A layer's, from its first on.
class LayerWeight(IntEnum):
  NORM1 = 0
  QKV = 2
  ATTENTION_OUT = 4
  NORM2 = 6
  MLP_IN = 8
  MLP_OUT = 10


class Network(Module):
  heads : int

  def bind(self, weights: List[Tensor]) -> Tensor:
    self.weights = weights
    return weights[0]

  def norm(self, x: Tensor, at: int) -> Tensor:
    # gain and bias are weights[at] and the next
    return torch.layer_norm(x, [torch.size(x, -1)], self.weights[at], self.weights[at + 1], LAYER_NORM_EPS)

  def layer(self, x: Tensor, at: int) -> Tensor:
    # a linear layer whose matrix (in, out) and bias are weights[at] and the next
    return self.linear(x, torch.t(self.weights[at]), self.weights[at + 1])

  def qkv(self, x: Tensor, at: int) -> Tensor:
    # queries, keys and values (B, R, 3, H, d) of the layer whose weights begin at 'at'
    qkv = self.layer(self.norm(x, at + LayerWeight.NORM1), at + LayerWeight.QKV)
    return torch.reshape(qkv, [torch.size(x, 0), torch.size(x, 1), 3, self.heads, -1])

  def branches(self, x: Tensor, attended: Tensor, at: int) -> Tensor:
    # what a layer makes of the residual stream and of what its attention found (B, R, D)
    x = x + self.layer(attended, at + LayerWeight.ATTENTION_OUT)
    h = self.layer(self.norm(x, at + LayerWeight.NORM2), at + LayerWeight.MLP_IN)
    return x + self.layer(torch.gelu(h, approximate="tanh"), at + LayerWeight.MLP_OUT)

  def embedded(self, ids: Tensor, first: int) -> Tensor:
    # tokens and their positions, the first of which is 'first'
    places = torch.narrow(self.weights[POSITIONS], 0, first, torch.size(ids, 1))
    return torch.embedding(self.weights[0], ids) + places

  def hidden_states(self, ids: Tensor, sigma: Tensor, plan: Tensor, counted: Tensor) -> Tensor:
    # what the output layer sees (B, n, D), or (1, N, D) of the N rows of (B n) that are counted; row i sees rows 0 to i
    x = self.embedded(ids, 0)
    layers = (len(self.weights) - OTHER_WEIGHTS) // LAYER_WEIGHTS
    for i in range(layers):
      at = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * i
      q, k, v = torch.unbind(self.qkv(x, at), 2)
      a = self.attention(q, k, v, None, True)
      if i == layers - 1 and torch.numel(counted) > 0:
        # nothing looks at the last layer's other rows any more
        a = self.select_rows(a, counted)
        x = self.select_rows(x, counted)
      x = self.branches(x, a, at)
    return self.norm(x, len(self.weights) - OUTPUT_WEIGHTS)
