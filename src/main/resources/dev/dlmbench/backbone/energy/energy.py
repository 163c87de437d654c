# An energy: a number for a noisy and a clean sequence together, by the layers of the diffusion transformer.

# Weights behind the transformer's last layer norm, the hidden layer's first, from the end of the list.
PAIR_MAP = 3


class Energy(Module):

  def bind(self, weights: List[Tensor]) -> Tensor:
    self.weights = weights
    return weights[0]

  def hidden_states(self, ids: Tensor, sigma: Tensor, plan: Tensor, counted: Tensor) -> Tensor:
    # what the energy is a linear map of (B, 1, D), or (1, N, D) of the N sequences that are counted
    # ids (B, 2 n): a noisy sequence, then a clean one
    w = self.weights
    n = torch.size(ids, 1) // 2
    noisy, clean = torch.split(torch.embedding(w[0], ids), n, 1)
    # a position's input is the sum of the map's columns that both embeddings weigh; the hidden layer stands where the
    # transformer has its output layer
    own = [torch.t(w[len(w) - PAIR_MAP])]
    for i in range(1, len(w) - PAIR_MAP):
      torch.append(own, w[i])
    none: List[Tensor] = []
    all_positions = torch.zeros([0], dtype=torch.int64, device=ids.device)
    pairs = torch.cat([noisy, clean], -1)
    h = self.transformer(self.folded_weights(own), none, pairs, AttentionPattern.BIDIRECTIONAL, n, all_positions)
    mean = torch.mean(h, [1], True)
    out = torch.relu(torch.to(self.linear(mean, own[len(own) - LINEAR_WEIGHTS], own[len(own) - LINEAR_BIAS]), torch.float32))
    if torch.numel(counted) > 0:
      out = self.select_rows(out, counted)
    return out

  def energies(self, ids: Tensor, sigma: Tensor, plan: Tensor) -> Tensor:
    # (B)
    every = torch.zeros([0], dtype=torch.int64, device=ids.device)
    return torch.flatten(self.logits(self.hidden_states(ids, sigma, plan, every), self.weights, 1), 0, -1)
