package dev.dlmbench.evaluation;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.sampling.JointScore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Scores of test documents by a joint denoiser, over several draws of noise.
 *
 * @param score of one draw
 * @param draws of noise for each document
 * @param batch documents per call
 */
public record JointScores(JointScore score, int draws, int batch) {

    /**
     * The score of one document.
     *
     * @param low with an estimate of ln Z that is too small in expectation
     * @param high with one that is too large
     */
    public record Ends(DocumentLikelihood low, DocumentLikelihood high) {}

    /**
     * Returns every document's score, in order; noise depends on the seeds, the document and the draw alone.
     *
     * @param context how many tokens at the start of a document, by its number, are given
     */
    public List<Ends> score(
            Denoiser denoiser,
            List<int[]> documents,
            IntUnaryOperator context,
            Seeds seeds,
            Likelihood.Progress progress) {
        int[] given = IntStream.range(0, documents.size()).map(context).toArray();
        double[][] low = new double[documents.size()][draws];
        double[][] high = new double[documents.size()][draws];
        for (int draw = 0; draw < draws; draw++) {
            for (Run run : Run.of(documents, given, batch)) {
                List<JointScore.Ends> ends = score.draw(
                        denoiser,
                        documents.subList(run.from(), run.to()),
                        given[run.from()],
                        draw,
                        draws,
                        seeds,
                        run.from());
                for (int i = 0; i < ends.size(); i++) {
                    low[run.from() + i][draw] = ends.get(i).low();
                    high[run.from() + i][draw] = ends.get(i).high();
                }
                progress.documents(run.to(), draw + 1);
            }
        }
        List<Ends> scores = new ArrayList<>();
        IntStream.range(0, documents.size())
                .forEach(d -> scores.add(new Ends(
                        DocumentLikelihood.over(d, documents.get(d).length - given[d], low[d]),
                        DocumentLikelihood.over(d, documents.get(d).length - given[d], high[d]))));
        return scores;
    }
}
