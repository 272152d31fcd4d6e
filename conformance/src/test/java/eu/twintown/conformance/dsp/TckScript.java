package eu.twintown.conformance.dsp;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.negotiation.Decision;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiation;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationPolicy;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationState;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiations;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the node does in the tests of the TCK, which tells its wishes by ids of datasets: for each, what is done in which
 * state. What is not named waits.
 */
final class TckScript implements NegotiationPolicy {
    private static final Decision WAIT = new Decision.Wait();
    private static final Decision NO = new Decision.Terminate("TCK", "The script says so");
    private static final int FIRST_ROUND = 1;

    /** What is done, as provider after its first message, by dataset. */
    private static final Set<String> OFFER =
            Set.of("ACN0101", "ACN0102", "ACN0103", "ACN0204", "ACN0205", "ACN0206", "ACN0302", "ACN0303", "ACN0304");

    private static final Set<String> AGREE = Set.of("ACN0104", "ACN0203", "ACN0207", "ACN0301");
    private static final Set<String> COMPLETE = Set.of("ACN0103", "ACN0104", "ACN0301");
    private static final Set<String> ACCEPT = Set.of("ACNC0101", "ACNC0205", "ACNC0304", "ACNC0305", "ACNC0306");
    private static final Set<String> VERIFY = Set.of("ACNC0101", "ACNC0104", "ACNC0206");

    /** What ends when its message was taken: state by dataset. */
    private static final Map<String, NegotiationState> END_AFTER =
            Map.of("ACN0205", NegotiationState.OFFERED, "ACNC0202", NegotiationState.REQUESTED);

    @Override
    public Decision decide(Negotiation negotiation) {
        return negotiation.side() == Side.PROVIDER ? asProvider(negotiation) : asConsumer(negotiation);
    }

    private static Decision asProvider(Negotiation negotiation) {
        String dataset = negotiation.dataset();
        return switch (negotiation.state()) {
            case REQUESTED -> {
                if (negotiation.rounds() > FIRST_ROUND) {
                    yield dataset.equals("ACN0102") ? NO : WAIT;
                }
                if (OFFER.contains(dataset)) {
                    yield new Decision.Offer(negotiation.offer());
                }
                yield AGREE.contains(dataset)
                        ? new Decision.Agree(negotiation.offer())
                        : dataset.equals("ACN0201") ? NO : WAIT;
            }
            case ACCEPTED ->
                dataset.equals("ACN0103")
                        ? new Decision.Agree(negotiation.offer())
                        : dataset.equals("ACN0206") ? NO : WAIT;
            case VERIFIED ->
                COMPLETE.contains(dataset) ? new Decision.Complete() : dataset.equals("ACN0207") ? NO : WAIT;
            case OFFERED, AGREED, FINALIZED, TERMINATED -> WAIT;
        };
    }

    private static Decision asConsumer(Negotiation negotiation) {
        String dataset = negotiation.dataset();
        return switch (negotiation.state()) {
            case OFFERED -> {
                if (dataset.equals("ACNC0102") && negotiation.rounds() == FIRST_ROUND + 1) {
                    yield new Decision.Counter(negotiation.offer());
                }
                yield ACCEPT.contains(dataset) ? new Decision.Accept() : dataset.equals("ACNC0103") ? NO : WAIT;
            }
            case AGREED -> VERIFY.contains(dataset) ? new Decision.Verify() : dataset.equals("ACNC0203") ? NO : WAIT;
            case REQUESTED, ACCEPTED, VERIFIED, FINALIZED, TERMINATED -> WAIT;
        };
    }

    /** Some negotiations end without a message of the other side. */
    static void follow(Negotiations negotiations) {
        negotiations.listen(negotiation -> {
            boolean taken = negotiation.process().outgoing().isEmpty()
                    && !negotiation.process().peerPid().isEmpty();
            if (taken
                    && Optional.ofNullable(END_AFTER.get(negotiation.dataset()))
                            .filter(negotiation.state()::equals)
                            .isPresent()) {
                negotiations.act(negotiation.id(), NO, "local:tck");
            }
        });
    }

    /** An offer under which anybody may use something. */
    static Policy offer(String id) {
        String json = "{\"@context\":\"http://www.w3.org/ns/odrl.jsonld\",\"@type\":\"Offer\",\"@id\":\"" + id
                + "\",\"permission\":[{\"action\":\"use\"}]}";
        return PolicyReader.read((ObjectNode) JsonMapper.shared().readTree(json))
                .as(PolicyType.OFFER);
    }
}
