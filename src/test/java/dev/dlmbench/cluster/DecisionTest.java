package dev.dlmbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.cluster.ElementOutcome.Kind;
import dev.dlmbench.cluster.Observation.Cause;
import dev.dlmbench.cluster.Observation.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of an element: the store says what is done, the heartbeat who lives, the cluster when to wait. */
class DecisionTest {
    private static final Decision.Bounds BOUNDS =
            new Decision.Bounds(Duration.ofMinutes(2), Duration.ofMinutes(10), 10);
    private static final int GRACE = 120;

    /** A running element whose worker was heard of just now; each test changes what it is about. */
    private record Case(
            boolean settled,
            boolean waiting,
            Optional<Observation> engine,
            Optional<WorkerEnd> end,
            boolean began,
            int silence,
            boolean moved,
            int lost,
            boolean longer,
            boolean larger,
            boolean noted) {
        static Case of(Phase phase, Cause cause) {
            return new Case(
                    false,
                    false,
                    Optional.of(new Observation(phase, cause, "WORDS", "n1", Optional.empty())),
                    Optional.empty(),
                    true,
                    0,
                    false,
                    0,
                    false,
                    false,
                    true);
        }

        Case silent(int seconds) {
            return new Case(settled, waiting, engine, end, began, seconds, moved, lost, longer, larger, noted);
        }

        Case ended(WorkerEnd.Kind kind) {
            Optional<WorkerEnd> said = Optional.of(new WorkerEnd(kind, "it said so"));
            return new Case(settled, waiting, engine, said, began, silence, moved, lost, longer, larger, noted);
        }

        Case movedOn() {
            return new Case(settled, waiting, engine, end, began, silence, true, lost, longer, larger, noted);
        }

        Case lacking() {
            return new Case(settled, true, engine, end, began, silence, moved, lost, longer, larger, noted);
        }

        Case lostBefore(int times) {
            return new Case(settled, waiting, engine, end, began, silence, moved, times, longer, larger, noted);
        }

        Case raised() {
            return new Case(settled, waiting, engine, end, began, silence, moved, lost, true, true, noted);
        }

        Case done() {
            return new Case(true, waiting, engine, end, began, silence, moved, lost, longer, larger, noted);
        }

        Case neverBegun() {
            return new Case(settled, waiting, engine, end, false, silence, moved, lost, longer, larger, noted);
        }

        Case running(int seconds) {
            Observation now =
                    new Observation(Phase.RUNNING, Cause.NONE, "WORDS", "n1", Optional.of(Duration.ofSeconds(seconds)));
            return new Case(
                    settled, waiting, Optional.of(now), end, began, silence, moved, lost, longer, larger, noted);
        }

        Case neverHandedOver() {
            return new Case(settled, waiting, engine, end, false, silence, moved, lost, longer, larger, false);
        }

        Case withoutAnswer() {
            return new Case(
                    settled, waiting, Optional.empty(), end, began, silence, moved, lost, longer, larger, noted);
        }

        Decision decide() {
            return Decision.of(
                    new ElementState(
                            settled,
                            waiting,
                            noted,
                            engine,
                            end,
                            began,
                            Duration.ofSeconds(silence),
                            moved,
                            "n2",
                            lost,
                            longer,
                            larger),
                    BOUNDS);
        }

        Kind concluded() {
            return decide().conclusion().orElseThrow().kind();
        }
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void whatIsInTheStoreIsDoneWhateverTheClusterSays(Cause cause) {
        assertThat(Case.of(Phase.ENDED, cause).silent(9999).done().concluded()).isEqualTo(Kind.DONE);
        assertThat(Case.of(Phase.RUNNING, cause).done().concluded()).isEqualTo(Kind.DONE);
    }

    @Test
    void nothingFollowsFromSilenceOfTheCluster() {
        Decision decision =
                Case.of(Phase.ABSENT, Cause.NONE).silent(99_999).withoutAnswer().decide();

        assertThat(decision.conclusion()).isEmpty();
        assertThat(decision.words()).isEqualTo("the cluster does not answer");
    }

    @Test
    void whatIsQueuedOrRunsIsWaitedFor() {
        assertThat(Case.of(Phase.QUEUED, Cause.NONE).silent(99_999).decide().conclusion())
                .isEmpty();
        assertThat(Case.of(Phase.RUNNING, Cause.NONE).silent(600).decide().conclusion())
                .isEmpty();
    }

    @Test
    void whatWaitsInVainIsSaidToBeStuck() {
        Decision decision = Case.of(Phase.QUEUED, Cause.STUCK).decide();

        assertThat(decision.conclusion()).isEmpty();
        assertThat(decision.stuck()).isTrue();
        assertThat(decision.words()).isEqualTo("WORDS");
    }

    @Test
    void aWorkerThatGivesNoSignForTooLongIsStopped() {
        Decision decision = Case.of(Phase.RUNNING, Cause.NONE).silent(601).decide();

        assertThat(decision.cancel()).isTrue();
        assertThat(decision.conclusion())
                .contains(new ElementOutcome(Kind.LOST, "gave no sign of life for 601 s and was stopped", "n2"));
    }

    /** It was made to begin anew, and the last sign is of the worker before. */
    @Test
    void aWorkerThatHasOnlyJustBegunIsNotTakenForSilent() {
        Case anew = Case.of(Phase.RUNNING, Cause.NONE).silent(100_000).running(5);

        assertThat(anew.decide().conclusion()).isEmpty();
        assertThat(anew.running(100_000).concluded()).isEqualTo(Kind.LOST);
    }

    @Test
    void aJobThatNeverComesToItsWorkerIsStopped() {
        Case hanging = Case.of(Phase.RUNNING, Cause.NONE).neverBegun();

        assertThat(hanging.running(5).decide().conclusion()).isEmpty();
        assertThat(hanging.running(100_000).decide().cancel()).isTrue();
    }

    @Test
    void whatWasNeverHandedOverIsNotLost() {
        Case waiting = Case.of(Phase.ABSENT, Cause.NONE).silent(100_000);

        assertThat(waiting.neverHandedOver().decide().conclusion()).isEmpty();
        assertThat(waiting.neverBegun().concluded()).isEqualTo(Kind.LOST);
    }

    @Test
    void anElementWhoseWorkerHasNotBegunIsNotTakenForSilent() {
        assertThat(Case.of(Phase.RUNNING, Cause.NONE)
                        .silent(9999)
                        .neverBegun()
                        .decide()
                        .conclusion())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, GRACE - 1})
    void absenceProvesNothingForAWhile(int silence) {
        assertThat(Case.of(Phase.ABSENT, Cause.NONE).silent(silence).decide().conclusion())
                .isEmpty();
        assertThat(Case.of(Phase.ABSENT, Cause.NONE)
                        .silent(silence)
                        .neverBegun()
                        .decide()
                        .conclusion())
                .isEmpty();
        assertThat(Case.of(Phase.ENDED, Cause.MACHINE).silent(silence).decide().conclusion())
                .isEmpty();
        assertThat(Case.of(Phase.ENDED, Cause.OK).silent(silence).decide().conclusion())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"NONE", "OK", "EXIT", "MACHINE", "PREEMPTED"})
    void afterThatTheWorkerIsLost(Cause cause) {
        assertThat(Case.of(Phase.ENDED, cause).silent(GRACE).concluded()).isEqualTo(Kind.LOST);
        assertThat(Case.of(Phase.ABSENT, Cause.NONE).silent(GRACE).concluded()).isEqualTo(Kind.LOST);
    }

    @Test
    void anEndWithoutAResultIsSaidToBeThat() {
        ElementOutcome conclusion = Case.of(Phase.ENDED, Cause.OK)
                .silent(GRACE)
                .decide()
                .conclusion()
                .orElseThrow();

        assertThat(conclusion.words()).isEqualTo("ended without a result");
    }

    @Test
    void workersMayBeLostOnlySoOften() {
        Case lost = Case.of(Phase.ENDED, Cause.EXIT).silent(GRACE);

        assertThat(lost.lostBefore(8).concluded()).isEqualTo(Kind.LOST);
        assertThat(lost.lostBefore(9).decide().conclusion())
                .contains(new ElementOutcome(Kind.FAILED, "its worker was lost 10 times, last: WORDS", "n2"));
    }

    @Test
    void whatSomebodyCancelledStaysSo() {
        assertThat(Case.of(Phase.ENDED, Cause.CANCELLED).concluded()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void whoGetsSomewhereMayTakeManyLimits() {
        assertThat(Case.of(Phase.ENDED, Cause.TIME)
                        .silent(GRACE)
                        .movedOn()
                        .raised()
                        .concluded())
                .isEqualTo(Kind.AGAIN);
        assertThat(Case.of(Phase.ENDED, Cause.EXIT)
                        .ended(WorkerEnd.Kind.INTERRUPTED)
                        .movedOn()
                        .concluded())
                .isEqualTo(Kind.AGAIN);
    }

    @Test
    void whoGetsNowhereGetsMoreTimeOnce() {
        Case cut = Case.of(Phase.ENDED, Cause.TIME).silent(GRACE);

        assertThat(cut.concluded()).isEqualTo(Kind.MORE_TIME);
        assertThat(cut.raised().concluded()).isEqualTo(Kind.FAILED);
    }

    @Test
    void whoIsStoppedBeforeItGotAnywhereCountsAsLost() {
        assertThat(Case.of(Phase.ENDED, Cause.EXIT)
                        .ended(WorkerEnd.Kind.INTERRUPTED)
                        .concluded())
                .isEqualTo(Kind.LOST);
    }

    @Test
    void memoryIsRaisedOnce() {
        Case cut = Case.of(Phase.ENDED, Cause.MEMORY).silent(GRACE);

        assertThat(cut.concluded()).isEqualTo(Kind.MORE_MEMORY);
        assertThat(cut.raised().concluded()).isEqualTo(Kind.FAILED);
    }

    @Test
    void whatLacksItsInputsIsQueuedAgainFreeOfCharge() {
        assertThat(Case.of(Phase.ENDED, Cause.OK)
                        .ended(WorkerEnd.Kind.FINISHED)
                        .lacking()
                        .lostBefore(99)
                        .concluded())
                .isEqualTo(Kind.AGAIN);
    }

    @Test
    void whatWasBegunTooOftenHasFailed() {
        assertThat(Case.of(Phase.ENDED, Cause.OK)
                        .ended(WorkerEnd.Kind.WORN_OUT)
                        .decide()
                        .conclusion())
                .contains(new ElementOutcome(Kind.FAILED, "it said so", "n2"));
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkerEnd.Kind.class,
            names = {"STALLED", "UNFIT"})
    void aWorkerThatGivesUpIsLostWithItsLastWord(WorkerEnd.Kind kind) {
        assertThat(Case.of(Phase.ENDED, Cause.EXIT).ended(kind).decide().conclusion())
                .contains(new ElementOutcome(Kind.LOST, "it said so", "n2"));
    }
}
