package dev.dlmbench.pretrained;

import dev.dlmbench.base.Names;

/**
 * The families of published networks. Each has an adapter, which recognises and reads its configuration and states what
 * its authors do in their own way.
 */
public enum Family {
    /** MDLM (arXiv 2406.07524). */
    MDLM(new MdlmAdapter()),
    /** MDLM by the settings of its training, and what of EDLM (arXiv 2410.21357) is an MDLM. */
    MDLM_TRAINING(new MdlmTrainingAdapter()),
    /** BD3-LM (arXiv 2503.09573). */
    BD3_LM(new Bd3LmAdapter()),
    /** The autoregressive baseline of BD3-LM's repository. */
    AR(new ArAdapter()),
    /** The autoregressive baseline of MDLM's repository. */
    AR_MDLM(new ArMdlmAdapter()),
    /** Duo (arXiv 2506.10892). */
    DUO(new DuoAdapter()),
    /** UDLM (arXiv 2412.10193). */
    UDLM(new UdlmAdapter()),
    /** SEDD (arXiv 2310.16834) under absorbing noise. */
    SEDD(new SeddAdapter()),
    /** BlockGen (arXiv 2606.02241). */
    BLOCKGEN(new BlockGenAdapter()),
    /** GIDD (arXiv 2503.04482), as its class for Hugging Face keeps it. */
    GIDD(new GiddAdapter()),
    /** GIDD, as its training saves it. */
    GIDD_TRAINING(new GiddTrainingAdapter()),
    /** GPT-2 (Radford et al., 2019) and what has its architecture. */
    GPT2(new Gpt2Adapter()),
    /** What this program trained under a process that no published family has. */
    DLM_BENCH(new DlmBenchAdapter());

    private final Adapter adapter;

    Family(Adapter adapter) {
        this.adapter = adapter;
    }

    /** Returns what the family does in its own way. */
    Adapter adapter() {
        return adapter;
    }

    /** Returns the name in messages. */
    public String id() {
        return Names.of(this);
    }
}
