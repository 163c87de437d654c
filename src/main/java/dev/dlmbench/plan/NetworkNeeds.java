package dev.dlmbench.plan;

import dev.dlmbench.backbone.Ability;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Network;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec.Precision;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.SphereSpec;
import dev.dlmbench.sampling.Copula;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What nodes need of the networks that they compute with. A plan is refused that asks for what a network cannot do. */
final class NetworkNeeds {
    private final Map<String, ModelSpec.NetworkModel> networks = new HashMap<>();

    private NetworkNeeds(Collection<Node> nodes) {
        for (Node node : nodes) {
            if (node.spec() instanceof ModelSpec.NetworkModel network) {
                networks.put(node.hash(), network);
            }
        }
    }

    /**
     * Checks all nodes of a plan.
     *
     * @throws InvalidSettingException if a network lacks an ability that a node needs; it names both
     */
    static void check(Collection<Node> nodes) {
        NetworkNeeds needs = new NetworkNeeds(nodes);
        for (Node node : nodes) {
            try {
                needs.check(node.spec());
            } catch (InvalidSettingException e) {
                throw new InvalidSettingException(node.title() + ": " + e.getMessage(), e);
            }
        }
    }

    private void check(NodeSpec spec) {
        if (spec instanceof ModelSpec.NetworkModel model) {
            if (model instanceof ModelSpec.KnownNetwork known) {
                check(known);
            }
            sizes(model).forEach(size -> attends(model, size));
        } else if (spec instanceof NodeSpec.Measured measured) {
            Optional.ofNullable(networks.get(measured.model())).ifPresent(model -> check(measured, model));
        }
    }

    private static void check(ModelSpec.KnownNetwork model) {
        Network network = model.backbone().network();
        if (model instanceof ModelSpec.Train) {
            network.require(Ability.TRAINING);
        }
        if (model.engine().precision() != Precision.FLOAT32) {
            network.require(Ability.BF16);
        }
        network.requirePositions(model.data().sequence());
    }

    private static void check(NodeSpec.Measured measured, ModelSpec.NetworkModel model) {
        if (model instanceof ModelSpec.KnownNetwork known) {
            known.backbone().network().require(Ability.PREDICTION);
        }
        attends(model, measured.blockSize());
        if (measured instanceof NodeSpec.Profile && model.process() instanceof SphereSpec) {
            throw new InvalidSettingException("losses by time, position and frequency are of noise on tokens, which"
                    + " process.kind sphere has none of");
        }
        if (measured instanceof NodeSpec.Decoded decoded && model instanceof ModelSpec.KnownNetwork known) {
            known.backbone().network().require(Ability.DECODING);
            known.backbone()
                    .network()
                    .requirePositions(decoded.sampling()
                            .stopping()
                            .maxLengthIn(model.data().sequence()));
        }
        if (measured instanceof NodeSpec.Decoded decoded
                && decoded.sampling().joint() instanceof Copula
                && model instanceof ModelSpec.Script) {
            throw new InvalidSettingException("sampling.joint copula has blocks predicted left to right, too, which a"
                    + " TorchScript module does not");
        }
        if (measured instanceof NodeSpec.Samples samples
                && !model.process().predictsFirst()
                && samples.sampling().prompt().isEmpty()) {
            throw new InvalidSettingException(
                    "sampling.prompt must give the first token: with process.beginning none nothing predicts it");
        }
    }

    /** Returns the block sizes that a network is made for. */
    private static Set<Integer> sizes(ModelSpec.NetworkModel model) {
        ProcessSpec process = model.process();
        return process.sizes()
                .map(mixed -> mixed.shares().keySet())
                .orElseGet(() -> Set.of(process.blockSizeIn(model.data().sequence())));
    }

    private static void attends(ModelSpec.NetworkModel model, int size) {
        AttentionPattern needed = model.process().pattern(size, model.data().sequence());
        if (model instanceof ModelSpec.KnownNetwork known) {
            known.backbone().network().require(needed);
        } else if (model instanceof ModelSpec.Script module) {
            module.script().require(needed);
            if (!model.process().enumerable() && model.process().kind().inBlocks()) {
                throw new InvalidSettingException("a TorchScript module predicts masked tokens in continuous time only,"
                        + " with parameterization subs");
            }
        }
    }
}
