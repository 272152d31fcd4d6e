package eu.twintown.node.authority;

import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.api.Tap;
import eu.twintown.node.authority.ca.Sealing;
import eu.twintown.node.authority.onboarding.request.ContentCheck;
import eu.twintown.node.authority.participants.Standing;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;

/**
 * What the authority is built on and what others add to it.
 *
 * @param documents where all its records lie
 * @param sealing how its keys are encrypted before they are kept
 * @param tier1 how the people's listener listens
 * @param content asks services that validation rules name
 * @param standing is told of every certificate of a participant that changed its state
 * @param recognisers how people are known beside the authority's own accounts
 * @param elsewhere decides about routes for people that stand in no line of {@code rules-tier1.txt}
 * @param tier1Routes more routes for people
 * @param tier2Routes more routes for agents, such as a catalogue's; {@code rules-tier2.txt} needs a line for each
 * @param tap is told of every exchange
 */
public record Surroundings(
        Documents documents,
        Sealing sealing,
        ServerOptions tier1,
        ContentCheck content,
        Standing standing,
        List<Recogniser> recognisers,
        Guard elsewhere,
        List<HttpService> tier1Routes,
        List<HttpService> tier2Routes,
        Tap tap,
        InstantSource clock) {

    /** Closes every route that the tables do not know. */
    public static final Guard CLOSED = (exchange, route) -> {
        throw SimplProblem.forbidden("There is no rule for this route, so it is closed");
    };
}
