package eu.twintown.node.dataspace.document;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.Deliveries;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.letter.SealedMessage;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.store.document.Processes;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents of this node's agreements. The provider makes one when an agreement comes into force, signs it and sends
 * it; the consumer checks that it is about the same policy, signs it and gives it back. Both keep it, durable. Made one
 * after the other beside everything else, so that negotiations do not wait for paper.
 */
public final class Papers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Papers.class);
    private static final String KIND = "document";

    private final DocumentSettings settings;
    private final Surroundings surroundings;
    private final Signing signing;
    private final PaperDelivery hooks;
    private final Deliveries deliveries;
    private final ExecutorService desk = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("documents").factory());

    /**
     * What the work is done with.
     *
     * @param addresses where messages to a participant go
     * @param titles gives the title of a dataset
     * @param names gives the name that people know a participant by; its DID where there is none
     */
    public record Surroundings(
            Agreements agreements,
            Processes processes,
            Courier courier,
            Seals seals,
            Function<String, URI> addresses,
            Function<String, Optional<String>> titles,
            UnaryOperator<String> names,
            DeliverySettings delivery,
            InstantSource clock) {}

    public Papers(DocumentSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.signing = new Signing(surroundings.seals());
        this.hooks = new PaperDelivery(surroundings.seals(), signing, surroundings.clock());
        this.deliveries = new Deliveries(
                KIND,
                surroundings.processes(),
                surroundings.courier(),
                hooks,
                surroundings.delivery(),
                surroundings.clock());
    }

    /** Goes on with what is under way, and makes what is missing. */
    public void start() {
        deliveries.start();
        surroundings.agreements().listen(this::consider);
        surroundings.agreements().forEach(this::consider);
    }

    private void consider(Agreement agreement) {
        if (settings.exchange() && agreement.side() == Side.PROVIDER && agreement.state() == AgreementState.IN_FORCE) {
            try {
                desk.execute(() -> make(agreement));
            } catch (RejectedExecutionException e) {
                LOG.debug("The document of {} is made when the node is back", agreement.id(), e);
            }
        }
    }

    private void make(Agreement agreement) {
        try {
            if (deliveries.find(agreement.id()).isEmpty()) {
                deliveries.create(made(agreement), "");
                deliveries.send(agreement.id());
            }
        } catch (RuntimeException e) {
            LOG.error("The document of the agreement {} could not be made", agreement.id(), e);
        }
    }

    private Process made(Agreement agreement) {
        String me = surroundings.seals().me();
        Paper paper = signing.sign(Paper.of(
                agreement,
                me,
                surroundings.names().apply(me),
                surroundings.names().apply(agreement.counterparty()),
                surroundings.titles().apply(agreement.dataset()).orElse(agreement.dataset()),
                settings));
        Instant now = surroundings.clock().instant();
        try {
            URI address = surroundings.addresses().apply(agreement.counterparty());
            return process(agreement, address, paper)
                    .withState(PaperDelivery.SENT, now, me, "")
                    .sending(Outgoing.of(
                            PaperDelivery.DOCUMENT,
                            "/documents",
                            JsonMapper.shared().createObjectNode(),
                            now));
        } catch (ProblemException e) {
            return process(agreement, agreement.address(), paper)
                    .withState(
                            PaperDelivery.REFUSED,
                            now,
                            agreement.counterparty(),
                            e.problem().detail());
        }
    }

    private static Process process(Agreement agreement, URI address, Paper paper) {
        return new Process(
                KIND,
                agreement.id(),
                agreement.side(),
                "",
                agreement.counterparty(),
                address,
                "",
                paper.json(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The document of an agreement, with its state. */
    Optional<Process> find(String agreement) {
        return deliveries.find(agreement);
    }

    /**
     * Takes the provider's document; the same again gives the same answer.
     *
     * @return with the signature of this node, where it signs without a person
     * @throws ProblemException ResourceNotFound; Conflict where it is not about what was agreed
     */
    ObjectNode take(SealedMessage message) {
        Paper paper = Paper.read(message.body())
                .orElseThrow(() -> ProblemException.badData("There is no document in it", "/document"));
        Agreement agreement = surroundings
                .agreements()
                .find(paper.agreement())
                .filter(found ->
                        found.side() == Side.CONSUMER && found.counterparty().equals(message.from()))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        "There is no agreement " + paper.agreement() + " with you here"));
        Optional<Process> before = deliveries.find(agreement.id());
        if (before.isPresent()) {
            return answer(kept(before.get()), paper);
        }
        requireWhatWasAgreed(paper, agreement);
        boolean signs = settings.automatic() && paper.isOfTemplates();
        Paper kept = signs ? signing.sign(paper) : paper;
        Process process = process(agreement, surroundings.addresses().apply(message.from()), kept)
                .withState(
                        signs ? PaperDelivery.SIGNED : PaperDelivery.WAITING,
                        surroundings.clock().instant(),
                        signs ? surroundings.seals().me() : message.from(),
                        "");
        Process stored = deliveries.create(process, message.from() + " " + agreement.id());
        return answer(stored == process ? kept : kept(stored), paper);
    }

    private static Paper kept(Process process) {
        return Paper.read(process.data()).orElseThrow();
    }

    private static ObjectNode answer(Paper kept, Paper sent) {
        if (!kept.hash().equals(sent.hash())) {
            throw new ProblemException(ProblemType.CONFLICT, "There is another document of this agreement already");
        }
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        if (kept.signatures().size() > 1) {
            answer.put("signature", kept.signatures().get(1));
        }
        return answer;
    }

    private void requireWhatWasAgreed(Paper paper, Agreement agreement) {
        String policy = Paper.hash(agreement.policy());
        String wrong = "";
        if (!paper.party("provider").equals(agreement.counterparty())
                || !paper.party("consumer").equals(surroundings.seals().me())) {
            wrong = "it names other parties";
        } else if (!Paper.hash(paper.document().path("policy")).equals(policy)
                || !paper.document().path("policyHash").asString("").equals(policy)) {
            wrong = "its policy is not the one that was agreed, whose SHA-256 is " + policy;
        } else if (paper.signatures().size() != 1) {
            wrong = "it must have one signature, the provider's";
        }
        if (wrong.isEmpty()) {
            try {
                if (!signing.verify(paper, paper.signatures().getFirst()).by().equals(agreement.counterparty())) {
                    wrong = "it is signed by somebody else";
                }
            } catch (TrustException e) {
                wrong = e.safe();
            }
        }
        if (!wrong.isEmpty()) {
            throw new ProblemException(ProblemType.CONFLICT, "The document is not accepted: " + wrong);
        }
    }

    /**
     * Signs a document that waits for a person here.
     *
     * @param by who signs
     * @throws ProblemException ResourceNotFound; Conflict where it does not wait
     */
    Process sign(String agreement, String by) {
        Process after = deliveries.change(agreement, process -> {
            if (process.state().equals(PaperDelivery.SIGNED)) {
                return process;
            }
            if (!process.state().equals(PaperDelivery.WAITING)) {
                throw new ProblemException(
                        ProblemType.CONFLICT, "The document is " + process.state() + "; there is nothing to sign here");
            }
            Paper signed = signing.sign(Paper.read(process.data()).orElseThrow());
            Instant now = surroundings.clock().instant();
            ObjectNode body = JsonMapper.shared()
                    .createObjectNode()
                    .put("agreement", agreement)
                    .put("signature", signed.signatures().get(1));
            return process.withData(signed.json())
                    .withState(PaperDelivery.SIGNED, now, by, "")
                    .sending(Outgoing.of(PaperDelivery.COUNTERSIGNED, "/documents/signatures", body, now));
        });
        deliveries.send(agreement);
        return after;
    }

    /** Takes the consumer's signature, given later. */
    void takeSignature(SealedMessage message) {
        String id = message.body().path("agreement").asString("");
        boolean theirs = deliveries
                .find(id)
                .filter(process -> process.side() == Side.PROVIDER
                        && process.counterparty().equals(message.from()))
                .isPresent();
        if (!theirs) {
            throw missing(id);
        }
        deliveries.change(
                id,
                process -> hooks.countersigned(
                        process, message.body().path("signature").asString("")));
    }

    static ProblemException missing(String agreement) {
        return new ProblemException(
                ProblemType.RESOURCE_NOT_FOUND, "There is no document of an agreement " + agreement + " here");
    }

    Signing signing() {
        return signing;
    }

    @Override
    public void close() {
        desk.shutdownNow();
        deliveries.close();
    }
}
