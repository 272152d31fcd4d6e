package eu.twintown.node;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.dsp.message.Clocks;
import eu.twintown.node.dataspace.transfer.AgreementWatch;
import eu.twintown.node.dataspace.transfer.ReceivedMessages;
import eu.twintown.node.dataspace.transfer.SealedAddresses;
import eu.twintown.node.dataspace.transfer.TransferApiRoutes;
import eu.twintown.node.dataspace.transfer.TransferFormat;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.dataspace.transfer.TransferProtocol;
import eu.twintown.node.dataspace.transfer.TransferRoutes;
import eu.twintown.node.dataspace.transfer.TransferSettings;
import eu.twintown.node.dataspace.transfer.Transfers;
import eu.twintown.node.dataspace.transfer.plane.ChangeView;
import eu.twintown.node.dataspace.transfer.plane.DataRoutes;
import eu.twintown.node.dataspace.transfer.plane.InboxHandler;
import eu.twintown.node.dataspace.transfer.plane.InboxRoutes;
import eu.twintown.node.dataspace.transfer.plane.Pushes;
import eu.twintown.node.dataspace.transfer.plane.RemoteProxy;
import eu.twintown.node.dataspace.transfer.token.AgreementAccess;
import eu.twintown.node.dataspace.transfer.token.OwnAddresses;
import eu.twintown.node.dataspace.transfer.token.TokenIssuer;
import eu.twintown.node.dataspace.transfer.token.TokenRoutes;
import eu.twintown.node.dataspace.transfer.token.TransferRecogniser;
import eu.twintown.node.dataspace.transfer.token.TransferTokens;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.store.Store;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Transfers under agreements, their tokens and the data plane, built by plain constructor calls. */
public final class TransferParts implements AutoCloseable {
    private final TransferGate gate;
    private final Transfers transfers;
    private final TransferProtocol protocol;
    private final AgreementWatch watch;
    private final TransferTokens tokens;
    private final Recogniser recogniser;
    private final AgreementAccess access;
    private final Pushes pushes;
    private final List<HttpService> routes;
    private volatile InboxHandler inbox = delivery -> {
        throw new ProblemException(ProblemType.NOT_IMPLEMENTED, "This node keeps nothing of what is pushed to it");
    };

    /**
     * What transfers stand on.
     *
     * @param contents what a dataset consists of, by its id
     * @param view what of an entity is told under an agreement
     * @param courier sends with a proof of this node
     * @param delivery how persistently
     * @param publicUrl where others reach this node
     * @param base where its endpoints of the Dataspace Protocol are
     * @param tolerance how far the clocks of others may be apart from ours
     */
    public record Ground(
            Store store,
            NodeDid node,
            KeyRing keys,
            Agreements agreements,
            Function<String, Optional<Content>> contents,
            ChangeView view,
            Courier courier,
            DeliverySettings delivery,
            OutgoingClient outgoing,
            Supplier<URI> publicUrl,
            Supplier<URI> base,
            NodeConfig.Server server,
            Duration tolerance,
            InstantSource clock) {}

    public TransferParts(Ground ground, TransferSettings settings) {
        this(ground, settings, dataset -> formats(ground, dataset));
    }

    /** @param formats names of the formats in which a dataset can be had, by its id */
    public TransferParts(Ground ground, TransferSettings settings, Function<String, List<String>> formats) {
        InstantSource clock = ground.clock();
        Documents documents = ground.store().documents();
        SealedAddresses sealed = new SealedAddresses(ground.keys());
        OwnAddresses[] own = new OwnAddresses[1];
        this.transfers = new Transfers(
                new Transfers.Ground(ground.store().processes(), documents, ground.courier(), ground.delivery()),
                transfer -> own[0].of(transfer),
                clock);
        this.gate = new TransferGate(transfers, ground.agreements());
        TokenIssuer.Ground issuing = new TokenIssuer.Ground(ground.node(), ground.keys(), transfers, gate, documents);
        TokenIssuer issuer = new TokenIssuer(issuing, settings.tokenLife(), clock);
        own[0] = new OwnAddresses(issuer, sealed, ground.publicUrl());
        TransferProtocol.Ground protocolGround =
                new TransferProtocol.Ground(transfers, ground.agreements(), gate, sealed, ground.base());
        this.protocol = new TransferProtocol(protocolGround, clock);
        this.watch = new AgreementWatch(transfers, protocol, ground.agreements(), settings.automatic());
        this.tokens = new TransferTokens(issuing, sealed, ground.courier(), clock);
        this.recogniser = new TransferRecogniser(issuing, issuer, clock);
        transfers.listen(transfer -> {
            if (transfer.state().isOver()) {
                issuer.forget(transfer.id());
                tokens.forget(transfer.id());
            }
        });
        this.access = new AgreementAccess(transfers, protocol, tokens);
        this.pushes = new Pushes(
                new Pushes.Ground(
                        transfers,
                        gate,
                        protocol,
                        tokens,
                        ground.outgoing(),
                        ground.store(),
                        ground.delivery().lease()),
                ground.contents(),
                ground.view(),
                clock);
        JsonBodies bodies =
                new JsonBodies(ground.server().maxBodyBytes(), ground.server().maxDepth());
        this.routes = List.of(
                new TransferRoutes(
                        new ReceivedMessages(protocolGround, formats, clock),
                        watch,
                        transfers,
                        bodies,
                        new Clocks(ground.tolerance(), clock)),
                new TransferApiRoutes(transfers, protocol, bodies),
                new TokenRoutes(issuer),
                new DataRoutes(gate, ground.contents(), new RemoteProxy(ground.outgoing(), RemoteProxy.Limits.DEFAULT)),
                new InboxRoutes(gate, delivery -> inbox.receive(delivery), bodies));
    }

    private static List<String> formats(Ground ground, String dataset) {
        return ground.contents().apply(dataset).stream()
                .flatMap(content -> TransferFormat.of(content).stream())
                .map(TransferFormat::wire)
                .toList();
    }

    /** Takes what providers push; to be given before {@link #start}. */
    public void inbox(InboxHandler handler) {
        inbox = handler;
    }

    public Transfers transfers() {
        return transfers;
    }

    /** What this node does in transfers. */
    public TransferProtocol protocol() {
        return protocol;
    }

    /** What agreements open at others. */
    public AgreementAccess access() {
        return access;
    }

    /** Tokens that others gave. */
    public TransferTokens tokens() {
        return tokens;
    }

    /** Knows consumers by the tokens of their transfers; to be asked before those who know other tokens. */
    public Recogniser recogniser() {
        return recogniser;
    }

    public List<HttpService> routes() {
        return routes;
    }

    /** Goes on with what was under way. */
    public void start() {
        transfers.start();
        watch.start();
        pushes.start();
    }

    @Override
    public void close() {
        pushes.close();
        transfers.close();
    }
}
