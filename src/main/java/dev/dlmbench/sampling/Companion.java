package dev.dlmbench.sampling;

import dev.dlmbench.process.CandidateScore;
import dev.dlmbench.process.Denoiser;

/**
 * An autoregressive model, or an energy, that a sampler computes with besides the one that it draws from.
 *
 * @param model which predicts next tokens, if it is no energy
 * @param window tokens that it sees at most
 * @param score the model's log-likelihood of whole sequences, or minus the energy of candidates
 */
public record Companion(Denoiser model, int window, CandidateScore score) {}
