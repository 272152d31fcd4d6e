package eu.twintown.node.trust.simpl;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.tls.ServerTls;
import eu.twintown.node.http.tls.ServerTls.ClientAuth;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.simpl.onboarding.Certificates;
import eu.twintown.node.trust.simpl.onboarding.Installed;
import eu.twintown.node.trust.simpl.onboarding.Membership;
import eu.twintown.node.trust.simpl.onboarding.Membership.Attribute;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import eu.twintown.node.trust.simpl.onboarding.Onboarding;
import eu.twintown.node.trust.simpl.onboarding.Progress;
import eu.twintown.node.trust.simpl.proof.PresentedProofs;
import eu.twintown.node.trust.simpl.proof.ProofKeys;
import eu.twintown.node.trust.simpl.proof.ProofVerifier;
import eu.twintown.node.trust.simpl.revocation.CertificateStatus;
import eu.twintown.node.trust.simpl.tier.Participants;
import eu.twintown.node.trust.simpl.tier.Tier2Link;
import eu.twintown.node.trust.simpl.tier.Tier2Trust;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The node as participant of a Simpl data space: it joins, keeps its certificate in force, proves itself to authority and
 * peers, and recognises peers that call.
 */
public final class Simpl implements AutoCloseable {
    private final SimplSettings settings;
    private final MembershipStore store;
    private final Onboarding onboarding;
    private final Installed installed;
    private final CertificateStatus status;
    private final Tier2Trust trust;
    private final Tier2Link link;
    private final Certificates certificates;
    private final Participants participants;
    private final PresentedProofs presented;
    private final PeerRecogniser recogniser;
    private final PeerLog log;
    private final Progress progress;
    private final InstantSource clock;

    /** What the participant is built on. */
    public record Surroundings(MembershipStore store, KeyRing keys, OutgoingClient outgoing, InstantSource clock) {}

    /** @param tierOneKey the key with which this node signs tokens for its own people */
    public Simpl(SimplSettings settings, Surroundings around, Supplier<PublicKey> tierOneKey) {
        this.settings = settings;
        this.clock = around.clock();
        OutgoingClient outgoing = around.outgoing();
        this.store = around.store();
        this.onboarding =
                new Onboarding(settings.authority(), store, around.keys().box(), outgoing::send, clock);
        this.installed =
                new Installed(store, around.keys(), settings.authority().anchors());
        this.status = new CertificateStatus(settings.revocation(), outgoing::send, clock);
        this.trust = new Tier2Trust(installed, status);
        this.link = new Tier2Link(outgoing, settings.authority(), settings.proof(), installed, trust, clock);
        this.certificates = new Certificates(
                settings.authority(),
                settings.participant(),
                onboarding,
                link,
                store,
                installed,
                around.keys(),
                tierOneKey);
        this.participants = new Participants(link, settings.authority());
        this.presented = new PresentedProofs(
                new ProofVerifier(
                        new ProofKeys(settings.proof(), outgoing::send, installed::anchors, clock),
                        settings.proof(),
                        clock),
                settings.proof().clockTolerance(),
                clock);
        this.log = new PeerLog(clock);
        this.recogniser = new PeerRecogniser(settings, trust, presented, log);
        this.progress = new Progress(onboarding, certificates, participants, installed, store, clock);
    }

    /** Begins with what is done in the background: asking how the request stands, certificate, renewal. */
    public void start() {
        if (settings.participant().automatic()) {
            progress.start();
        }
    }

    @Override
    public void close() {
        progress.close();
    }

    /** Sends to the authority's tier 2 with mutual TLS and the proof handed over; answers come back as they are. */
    public Response authority(Request request) {
        return link.authority(request);
    }

    /** Sends to another participant, in the same way. */
    public Response peer(Request request) {
        return link.peer(request);
    }

    /** Base URL of the authority's tier 2, without a slash at the end. */
    public URI tier2() {
        return settings.authority().tier2();
    }

    /** Empty = the authority has not approved this node yet. */
    public Optional<String> participantId() {
        return store.get().participantId();
    }

    /** As the authority told them last. */
    public List<Attribute> attributes() {
        return store.get().attributes();
    }

    /** For the tier-2 listener. */
    public Recogniser recogniser() {
        return recogniser;
    }

    /** The same for a listener where other identity attributes are needed. */
    public Recogniser recogniserNeeding(List<String> attributes) {
        SimplSettings.Listener usual = settings.tier2();
        SimplSettings.Listener other =
                new SimplSettings.Listener(usual.host(), usual.port(), attributes, usual.withoutProof());
        return new PeerRecogniser(settings.with(other), trust, presented, log);
    }

    /**
     * TLS of the tier-2 listener. Certificates are asked for and not demanded, so that who shows none gets an answer
     * that says so.
     */
    public ServerTls listenerTls() {
        return ServerTls.of(installed.identity()).askingClients(ClientAuth.WANT, trust);
    }

    /** What other participants' agents ask this one. */
    public HttpService peerRoutes() {
        PingAnswer ping = new PingAnswer(store, installed);
        return new PeerRoutes(
                presented, recogniser, log, ping::v2, ping::v1, settings.proof().preflight());
    }

    /** The management interface. */
    public HttpService routes() {
        return new SimplRoutes(
                new SimplActions(settings, onboarding, certificates, participants, progress),
                new SimplView(settings, store, installed, status, certificates, link, onboarding, progress, clock));
    }

    /** Who has called at tier 2. */
    public PeerLog log() {
        return log;
    }

    /** How far the onboarding has come, as stored. */
    public Membership membership() {
        return store.get();
    }

    /** What is in use at tier 2. */
    public Installed installed() {
        return installed;
    }

    /** The steps up to the notary's decision. */
    public Onboarding onboarding() {
        return onboarding;
    }

    /** The steps after it. */
    public Progress progress() {
        return progress;
    }

    /** The link to the authority and peers, for the acceptance script. */
    public Tier2Link link() {
        return link;
    }
}
