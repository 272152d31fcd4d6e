package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dsp.DspSettings;
import eu.twintown.node.dataspace.dsp.catalog.DatasetSource;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.Deliveries;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.store.document.Processes;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The negotiations of this node, in both roles. Everything is durable when it returns; what is to be sent follows by
 * itself.
 *
 * <h2>How the two sides stay in step</h2>
 *
 * A state is taken when the message that leads to it is stored for sending, or was received and stored. A side that dies
 * in between sends again what it had stored, and the other side knows it by its fingerprint. A message that fits the state
 * shows that everything before it has arrived, so lost answers do no harm. A message that is refused for good, or cannot
 * be delivered in time, terminates the negotiation: also an event FINALIZED that the consumer did not take.
 */
public final class Negotiations implements AutoCloseable {
    private final Deliveries deliveries;
    private final NegotiationDelivery hooks;
    private final Receiver receiver;
    private final Moves moves;
    private final String own;

    /**
     * What negotiations are built on.
     *
     * @param own id of this participant
     * @param base address of this node's endpoints
     * @param courier sends with this node's proof
     */
    public record Ground(
            String own,
            Supplier<URI> base,
            Processes processes,
            Agreements agreements,
            DatasetSource datasets,
            Courier courier,
            DeliverySettings delivery,
            InstantSource clock) {}

    /** @param policy decides what this node does when it is its turn */
    public Negotiations(Ground ground, NegotiationPolicy policy) {
        this.own = ground.own();
        this.moves = new Moves(own, ground.base(), ground.clock());
        this.hooks = new NegotiationDelivery(ground.courier(), moves, own, new AgreementBook(ground.agreements()));
        this.deliveries = new Deliveries(
                Negotiation.KIND, ground.processes(), ground.courier(), hooks, ground.delivery(), ground.clock());
        this.receiver = new Receiver(deliveries, ground.datasets(), policy, moves, own, ground.clock());
    }

    /** Goes on with what was under way. */
    public void start() {
        deliveries.start();
    }

    /** Is told every new negotiation and every change, after the commit, in this process. */
    public void listen(Consumer<Negotiation> listener) {
        hooks.listen(listener);
    }

    /**
     * As consumer: asks another participant for a dataset.
     *
     * @param address base address of its endpoints
     * @param terms an offer from its catalog
     * @param by who wants it
     */
    public Negotiation request(String counterparty, URI address, String dataset, Policy terms, String by) {
        Policy offer = Terms.about(terms.as(PolicyType.OFFER), dataset);
        return begun(moves.firstRequest(counterparty, DspSettings.withoutSlash(address), offer, by));
    }

    /**
     * As provider: offers another participant a dataset.
     *
     * @param address base address of its endpoints
     * @param by who offers it
     */
    public Negotiation offer(String counterparty, URI address, String dataset, Policy terms, String by) {
        Policy offer = Terms.about(terms.as(PolicyType.OFFER), dataset);
        return begun(moves.firstOffer(counterparty, DspSettings.withoutSlash(address), offer, by));
    }

    private Negotiation begun(Process process) {
        Process stored = deliveries.create(process, "");
        deliveries.send(stored.id());
        return new Negotiation(stored);
    }

    /**
     * Does what somebody has decided.
     *
     * @param by who
     * @throws ProblemException ResourceNotFound; Conflict where the state does not allow it
     */
    public Negotiation act(String id, Decision decision, String by) {
        try {
            Process after = deliveries.change(id, process -> moves.make(process, decision, by));
            deliveries.send(id);
            return new Negotiation(after);
        } catch (DspException e) {
            throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no negotiation " + id + " here");
        }
    }

    /** Whoever sees that it is finalised finds the agreement in force, too. */
    public Optional<Negotiation> find(String id) {
        Optional<Negotiation> found = deliveries.find(id).map(Negotiation::new);
        found.ifPresent(hooks::enter);
        return found;
    }

    /** The newest first. */
    public List<Negotiation> list(int limit, int offset) {
        return deliveries.list(limit, offset).stream().map(Negotiation::new).toList();
    }

    public long count() {
        return deliveries.count();
    }

    /** One that the caller is party to. */
    Negotiation visibleTo(String caller, String id) {
        return find(id).filter(negotiation -> negotiation.counterparty().equals(caller))
                .orElseThrow(() -> DspException.notFound(Negotiation.KIND));
    }

    Receipt receiveFirst(NegotiationMessage kind, DspMessage message, String caller) {
        return kind == NegotiationMessage.REQUEST
                ? receiver.firstRequest(message, caller)
                : receiver.firstOffer(message, caller);
    }

    Receipt receive(String pid, NegotiationMessage kind, DspMessage message, String caller) {
        return receiver.next(pid, kind, message, caller);
    }

    /** To be called when a receipt was answered. */
    void proceed(Receipt receipt) {
        if (!receipt.process().outgoing().isEmpty()) {
            deliveries.send(receipt.process().id());
        }
    }

    @Override
    public void close() {
        deliveries.close();
    }
}
