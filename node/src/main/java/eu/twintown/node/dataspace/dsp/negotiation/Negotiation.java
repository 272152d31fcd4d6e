package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A negotiation as this node sees it: a process, read. */
public record Negotiation(Process process) {
    /** Kind of the stored processes. */
    public static final String KIND = "negotiation";

    private static final String DATASET = "dataset";
    private static final String OFFER = "offer";
    private static final String OFFER_BY = "offerBy";
    private static final String WANTED = "wanted";
    private static final String AGREEMENT = "agreement";
    private static final String BEGUN_AT = "begunAt";
    private static final String ROUNDS = "rounds";
    private static final String CODE = "code";

    public String id() {
        return process.id();
    }

    public Side side() {
        return process.side();
    }

    public NegotiationState state() {
        return NegotiationState.valueOf(process.state());
    }

    public String counterparty() {
        return process.counterparty();
    }

    public String dataset() {
        return process.data().path(DATASET).asString("");
    }

    /** The terms that were put forward last, with the dataset as target. */
    public Policy offer() {
        return read(OFFER).orElseThrow();
    }

    /** Who put them forward. */
    public Side offerBy() {
        return Side.valueOf(process.data().path(OFFER_BY).asString());
    }

    /** The terms that the consumer asked for last. */
    public Optional<Policy> wanted() {
        return read(WANTED);
    }

    public Optional<Policy> agreement() {
        return read(AGREEMENT);
    }

    public Instant begunAt() {
        return Instant.parse(process.data().path(BEGUN_AT).asString());
    }

    /** How often terms were put forward. */
    public int rounds() {
        return process.data().path(ROUNDS).asInt(0);
    }

    /** Why it was terminated; empty where it was not, or nobody said. */
    public String code() {
        return process.data().path(CODE).asString("");
    }

    private Optional<Policy> read(String member) {
        return process.data().path(member) instanceof ObjectNode policy
                ? Optional.of(PolicyReader.read(policy))
                : Optional.empty();
    }

    static ObjectNode begun(String dataset, Instant at) {
        return JsonMapper.shared().createObjectNode().put(DATASET, dataset).put(BEGUN_AT, at.toString());
    }

    /** The data with other terms put forward by that side. */
    static ObjectNode offered(ObjectNode data, Policy terms, Side by) {
        ObjectNode next = data.deepCopy();
        ObjectNode policy = PolicyWriter.write(terms);
        next.set(OFFER, policy);
        next.put(OFFER_BY, by.name()).put(ROUNDS, data.path(ROUNDS).asInt(0) + 1);
        if (by == Side.CONSUMER) {
            next.set(WANTED, policy);
        }
        return next;
    }

    static ObjectNode agreed(ObjectNode data, Policy agreement) {
        ObjectNode next = data.deepCopy();
        next.set(AGREEMENT, PolicyWriter.write(agreement));
        return next;
    }

    static ObjectNode terminated(ObjectNode data, String code) {
        return data.deepCopy().put(CODE, code);
    }
}
