package eu.twintown.node.trust.simpl.tier;

import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.Version;
import java.util.Set;
import java.util.function.Supplier;

/** Finds out which version of an interface a deployment speaks: the first answer that makes sense decides. */
public final class Versions {
    private static final Set<Integer> NOT_THERE = Set.of(404, 405, 410, 501);

    private volatile Version spoken;

    public Versions(Version configured) {
        this.spoken = configured;
    }

    /** What is spoken, as far as known. */
    public Version spoken() {
        return spoken;
    }

    /** Asks in the version that is spoken. Where none is known yet, a route that is not there means the other one. */
    public Response ask(Supplier<Response> second, Supplier<Response> first) {
        if (spoken == Version.V1) {
            return first.get();
        }
        Response answer = second.get();
        if (spoken == Version.V2) {
            return answer;
        }
        if (!NOT_THERE.contains(answer.status())) {
            learn(answer, Version.V2);
            return answer;
        }
        Response older = first.get();
        learn(older, Version.V1);
        return NOT_THERE.contains(older.status()) ? answer : older;
    }

    private void learn(Response answer, Version version) {
        if (answer.status() >= 200 && answer.status() < 300) {
            spoken = version;
        }
    }
}
