package eu.twintown.conformance.dsp;

import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.node.TransferParts;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferFormat;
import eu.twintown.node.dataspace.transfer.TransferState;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the node does in the transfers of the TCK, which tells its wishes by ids of agreements: what this side does, one
 * after the other, each when the message before has been taken.
 */
final class TckTransfers {
    static final String FORMAT = TransferFormat.NGSI_LD_PULL.wire();
    private static final String DATASET = "ATP0101";
    private static final String BY = "local:tck";
    /** The answer to a message is to be there before what follows from it. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private static final Map<String, List<String>> PROVIDER = new LinkedHashMap<>(Map.of(
            "ATP0101", List.of("start", "terminate"),
            "ATP0102", List.of("start", "complete"),
            "ATP0103", List.of("start", "suspend", "terminate"),
            "ATP0104", List.of("start", "suspend", "start", "complete"),
            "ATP0105", List.of("terminate")));
    private static final Map<String, List<String>> CONSUMER = Map.of(
            "ATPC0201", List.of("terminate"),
            "ATPC0202", List.of("complete"),
            "ATPC0203", List.of("suspend", "terminate"),
            "ATPC0204", List.of("suspend", "start", "complete"),
            "ATPC0205", List.of("terminate"));

    /** The agreements that there must be beforehand. */
    static final List<String> AGREEMENTS = IntStream.of(1, 2, 3)
            .boxed()
            .flatMap(group -> IntStream.rangeClosed(1, group == 3 ? 6 : 5).mapToObj(test -> "0" + group + "0" + test))
            .toList();

    static {
        for (String id : List.of("0201", "0202", "0203", "0204", "0303", "0304", "0305", "0306")) {
            PROVIDER.put("ATP" + id, List.of("start"));
        }
    }

    private final TransferParts parts;
    private final Agreements agreements;
    private final String counterparty;
    private final Map<String, BiConsumer<TransferParts, String>> acts = Map.of(
            "start", (node, id) -> node.protocol().start(id, BY),
            "suspend", (node, id) -> node.protocol().suspend(id, BY, "TCK", "The script says so"),
            "complete", (node, id) -> node.protocol().complete(id, BY),
            "terminate", (node, id) -> node.protocol().terminate(id, BY, "TCK", "The script says so"));

    TckTransfers(TransferParts parts, Agreements agreements, String counterparty) {
        this.parts = parts;
        this.agreements = agreements;
        this.counterparty = counterparty;
    }

    /** Makes the agreements under which this node provides, and begins to follow the script. */
    void start(URI tck) {
        AGREEMENTS.forEach(id -> agree("ATP" + id, Side.PROVIDER, tck));
        parts.transfers().listen(transfer -> SOON.execute(() -> follow(transfer.id())));
    }

    /** Begins one as consumer, under an agreement that is made for it: agreementId, format, connectorAddress. */
    void request(JsonNode wish) {
        String id = wish.path("agreementId").asString();
        agree(id, Side.CONSUMER, URI.create(wish.path("connectorAddress").asString()));
        parts.protocol().request(id, wish.path("format").asString(), Optional.empty(), BY);
    }

    private void agree(String id, Side side, URI address) {
        ObjectNode policy = JsonMapper.shared()
                .createObjectNode()
                .put("@context", "http://www.w3.org/ns/odrl.jsonld")
                .put("@type", "Agreement")
                .put("uid", "urn:tck:" + id)
                .put("target", DATASET);
        policy.putArray("permission").addObject().put("action", "use");
        Instant now = Instant.now();
        agreements.add(new Agreement(
                id,
                side,
                counterparty,
                address,
                DATASET,
                "none",
                PolicyReader.read(policy).as(PolicyType.AGREEMENT),
                now,
                List.of(new Agreement.Event(now, AgreementState.IN_FORCE, BY, ""))));
    }

    private void follow(String id) {
        Transfer transfer = parts.transfers().find(id).orElseThrow();
        boolean provider = transfer.side() == Side.PROVIDER;
        List<String> script =
                (provider ? PROVIDER : CONSUMER).getOrDefault(transfer.terms().agreement(), List.of());
        long done = transfer.process().timeline().stream()
                        .filter(step -> step.by().equals(BY))
                        .count()
                - (provider ? 0 : 1);
        boolean waits = !provider
                && done == 0
                && transfer.state() == TransferState.REQUESTED
                && !transfer.terms().agreement().equals("ATPC0205");
        if (transfer.process().outgoing().isEmpty()
                && !waits
                && done < script.size()
                && !transfer.state().isOver()) {
            acts.get(script.get((int) done)).accept(parts, id);
        }
    }
}
