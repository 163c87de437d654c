package dev.dlmbench.sampling;

import dev.dlmbench.process.CandidateScore;
import dev.dlmbench.process.Denoiser;

/**
 * An autoregressive model that a sampler computes with besides the one that it draws from.
 *
 * @param model which predicts next tokens
 * @param window tokens that it sees at most
 * @param score the model's log-likelihood of whole sequences
 */
public record Companion(Denoiser model, int window, CandidateScore score) {}
