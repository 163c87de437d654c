# Whole sequences of tokens, each of which is an input.


class Tokens(Module):

  def hidden_states(self, ids: Tensor, sigma: Tensor, plan: Tensor, counted: Tensor) -> Tensor:
    # what the output layer sees (B, n, D), or (1, N, D) of the N rows of (B n) that are counted
    # sigma (B, G) is looked at with time conditioning only; clean rows of the dual pattern have the time 0
    pattern = int(plan[Plan.PATTERN])
    block = int(plan[Plan.BLOCK])
    w = self.weights
    if self.time_conditioning:
      rows = torch.size(ids, 1)
      dual = pattern == AttentionPattern.DUAL or pattern == AttentionPattern.DUAL_TOKEN_CAUSAL
      if dual or pattern == AttentionPattern.TWO_PASSES:
        sigma = torch.cat([sigma, torch.zeros_like(sigma)], 1)
      group = torch.floor_divide(torch.arange(rows, device=ids.device), rows // torch.size(sigma, 1))
      out = self.transformer(self.unfolded_weights(w), self.adaln(w, sigma, group), ids, pattern, block, counted)
    else:
      none: List[Tensor] = []
      out = self.transformer(self.folded_weights(w), none, ids, pattern, block, counted)
    return out
