package eu.twintown.node.authority.api;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes handlers of methods that take a {@link Call}: whatever goes wrong is answered in Simpl-Open's form. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String PROBLEM = "application/problem+json";

    private final JsonBodies bodies;
    private final Tap tap;

    public Api(JsonBodies bodies, Tap tap) {
        this.bodies = bodies;
        this.tap = tap;
    }

    /** A handler whose refusals are {@code application/problem+json}. */
    public Consumer<Exchange> on(Consumer<Call> operation) {
        return exchange -> handle(exchange, operation, PROBLEM);
    }

    /** A handler whose refusals are plain JSON where the request is not valid, as the token operations have it. */
    public Consumer<Exchange> onToken(Consumer<Call> operation) {
        return exchange -> handle(exchange, operation, "application/json");
    }

    private void handle(Exchange exchange, Consumer<Call> operation, String mediaTypeOf400) {
        Call call = new Call(exchange, bodies);
        try {
            operation.accept(call);
        } catch (ProblemException e) {
            Problem problem = SimplProblem.translated(e.problem());
            call.refuse(problem, problem.type().status() == 400 ? mediaTypeOf400 : PROBLEM);
        } catch (UncheckedIOException e) {
            // The caller went away; there is nobody to answer.
            throw e;
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.error("Call failed, error id {}: {} {}", id, call.method(), call.rawPath(), e);
            call.refuse(
                    SimplProblem.internal("The log tells more under the id " + id)
                            .problem(),
                    PROBLEM);
        }
        told(call, call.send());
    }

    /** The caller has its answer; whatever goes wrong afterwards must not look like a fault of the call. */
    private void told(Call call, Tap.Answer answer) {
        try {
            tap.exchanged(call, answer);
        } catch (RuntimeException e) {
            LOG.error("An exchange could not be recorded: {} {}", call.method(), call.rawPath(), e);
        }
    }
}
