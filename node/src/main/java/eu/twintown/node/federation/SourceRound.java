package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.context.ReadRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks several sources at the same time, each on a virtual thread of its own. */
final class SourceRound {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRound.class);

    private final SourceClient client;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    SourceRound(SourceClient client) {
        this.client = client;
    }

    /** Answers under way. */
    record Asked(Map<Forward, CompletableFuture<SourceAnswer>> answers) {

        /** Waits for all; each ends at its time limit at the latest. In the order in which the sources were given. */
        Map<Forward, SourceAnswer> join() {
            Map<Forward, SourceAnswer> joined = new LinkedHashMap<>();
            answers.forEach((forward, answer) -> joined.put(forward, answer.join()));
            return joined;
        }
    }

    Asked query(ReadRequest request, List<Forward> forwards, Instant deadline) {
        return ask(forwards, forward -> client.query(request, forward, deadline));
    }

    Asked retrieve(ReadRequest request, List<Forward> forwards, String id, Instant deadline) {
        return ask(forwards, forward -> client.retrieve(request, forward, id, deadline));
    }

    Asked history(ReadRequest request, List<Forward> forwards, String id, Instant deadline) {
        return ask(forwards, forward -> client.history(request, forward, id, deadline));
    }

    private Asked ask(List<Forward> forwards, Function<Forward, SourceAnswer> question) {
        Map<Forward, CompletableFuture<SourceAnswer>> answers = new LinkedHashMap<>();
        for (Forward forward : forwards) {
            answers.put(forward, CompletableFuture.supplyAsync(() -> guarded(forward, question), threads));
        }
        return new Asked(answers);
    }

    /** A fault met while one source is asked must not take the other sources' entities with it. */
    private static SourceAnswer guarded(Forward forward, Function<Forward, SourceAnswer> question) {
        try {
            return question.apply(forward);
        } catch (RuntimeException e) {
            LOG.error("Asking {} failed", forward.registration().id(), e);
            return SourceAnswer.failure(
                    Warnings.of(Warnings.INVALID, forward.registration(), "its answer could not be dealt with"));
        }
    }

    static EntityMerge.Part part(Forward forward, Entity entity) {
        return new EntityMerge.Part(entity, forward.registration().mode() == Registration.Mode.AUXILIARY);
    }
}
