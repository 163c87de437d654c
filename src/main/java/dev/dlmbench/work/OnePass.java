package dev.dlmbench.work;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.sampling.Watcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes everything behind a prompt in one run of the sampler.
 *
 * @param sampler that draws it, and stops where an answer ends
 * @param denoiser that is asked
 * @param sequence tokens of a sequence with its prompt, at most
 */
record OnePass(Sampler sampler, Denoiser denoiser, int sequence) implements Writing {
    @Override
    public List<Written> write(List<int[]> prompts, List<Integer> numbers, Seeds seeds) {
        List<SequenceCondition> asked = prompts.stream()
                .map(prompt -> new SequenceCondition(Template.of(prompt), sequence))
                .toList();
        List<DrawnSequence> drawn = sampler.draw(denoiser, asked, numbers, seeds, Watcher.NONE);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            int[] all = drawn.get(i).tokens();
            int[] behind = Arrays.copyOfRange(all, prompts.get(i).length, all.length);
            written.add(new Written(
                    behind, drawn.get(i).calls().predicting(), drawn.get(i).steps()));
        }
        return written;
    }
}
