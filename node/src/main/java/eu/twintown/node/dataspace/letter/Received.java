package eu.twintown.node.dataspace.letter;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.TrustException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Statements that other participants send about agreements with this node. */
public final class Received {
    private final Agreements agreements;
    private final Seals seals;

    /**
     * A statement that holds.
     *
     * @param agreement which it is about
     * @param compact as it came
     */
    public record Statement(Agreement agreement, ObjectNode content, String compact) {}

    public Received(Agreements agreements, Seals seals) {
        this.agreements = agreements;
        this.seals = seals;
    }

    /**
     * Verifies a letter.
     *
     * @param body what was sent: {@code {"statement": "<compact JWS>"}}
     * @param sender participant id of the caller
     * @param side which part this node must have in the agreement
     * @throws ProblemException BadRequestData; ResourceNotFound where there is no such agreement with the sender
     */
    public Statement verify(JsonNode body, String sender, String kind, Side side) {
        String compact = body.path("statement").asString("");
        if (compact.isEmpty()) {
            throw ProblemException.badData("A compact JWS is missing", "/statement");
        }
        String id = agreement(compact);
        Agreement agreement = agreements
                .find(id)
                .filter(found -> found.side() == side && found.counterparty().equals(sender))
                .orElseThrow(() ->
                        new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no agreement " + id + " here"));
        return new Statement(agreement, content(compact, sender, kind), compact);
    }

    private ObjectNode content(String compact, String sender, String kind) {
        try {
            SealedMessage message = seals.verifyToMe(kind, compact);
            if (!message.from().equals(sender)) {
                throw ProblemException.badData(
                        "The statement was made by " + message.from() + ", but " + sender + " sent it", "/statement");
            }
            return message.body();
        } catch (TrustException e) {
            throw ProblemException.badData("The statement does not hold: " + e.safe(), "/statement");
        }
    }

    /** Read before anything is verified, to find out what it is about; nothing else of it counts yet. */
    private static String agreement(String compact) {
        try {
            return Jws.parse(compact).claims().at("/body/agreement").asString("");
        } catch (TrustException e) {
            throw ProblemException.badData("The statement is not a compact JWS: " + e.getMessage(), "/statement");
        }
    }
}
