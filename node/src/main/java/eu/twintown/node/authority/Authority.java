package eu.twintown.node.authority;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.attributes.AttributeRoutes;
import eu.twintown.node.authority.attributes.IdentityAttribute;
import eu.twintown.node.authority.attributes.IdentityAttributes;
import eu.twintown.node.authority.ca.Authorities;
import eu.twintown.node.authority.ca.CertificateAuthority;
import eu.twintown.node.authority.ca.PkiRoutes;
import eu.twintown.node.authority.onboarding.Onboarding;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest;
import eu.twintown.node.authority.participants.AgentCredentials;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.authority.participants.Participant;
import eu.twintown.node.authority.participants.ParticipantV1Routes;
import eu.twintown.node.authority.participants.ParticipantV2Routes;
import eu.twintown.node.authority.participants.Participants;
import eu.twintown.node.authority.participants.RenewalRoutes;
import eu.twintown.node.authority.participants.Validities;
import eu.twintown.node.authority.signing.DocumentSigner;
import eu.twintown.node.authority.signing.SignerRoutes;
import eu.twintown.node.authority.tier1.Accounts;
import eu.twintown.node.authority.tier1.SignInRoutes;
import eu.twintown.node.authority.tier2.MtlsV1Routes;
import eu.twintown.node.authority.tier2.ProofKeyRoutes;
import eu.twintown.node.authority.tier2.ProofService;
import eu.twintown.node.authority.tier2.ProofSigner;
import eu.twintown.node.authority.tier2.Tier2Routes;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.ServerTls;
import eu.twintown.node.http.tls.TlsIdentity;
import eu.twintown.node.http.tls.TrustAnchors;
import io.helidon.webserver.http.HttpService;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A governance authority in one process: two listeners (people, agents) over one store. It is for tests, sandboxes and
 * small data spaces; its API is that of the Simpl-Open Governance Authority Agent, from the published contracts.
 */
public final class Authority implements AutoCloseable {
    /** Where version 1 has what version 2 has elsewhere; the catalogue and the schema manager have one version. */
    private static final List<String> FIRST_VERSION = List.of(
            "/v1/mtls/", "/v1/onboarding", "/v1/participant", "/v1/credentials", "/v1/identityAttributes", "/v1/user");

    private static final long LARGEST_BODY = 16L << 20;
    private static final int DEEPEST_BODY = 32;
    private static final Duration USUAL_VALIDITY = Duration.ofDays(365);

    private final AuthoritySettings settings;
    private final Surroundings around;
    private final Faults faults;
    private final Journal journal;
    private final CertificateAuthority certificates;
    private final Participants participants;
    private final IdentityAttributes attributes;
    private final Accounts accounts;
    private final Onboarding onboarding;
    private final ProofSigner signer;
    private final WebServer tier1;
    private final WebServer tier2;

    private Authority(AuthoritySettings settings, Surroundings around) {
        this.settings = settings;
        this.around = around;
        this.faults = new Faults(settings.faults());
        this.journal = new Journal(around.documents(), around.clock());
        this.certificates = CertificateAuthority.open(
                around.documents(),
                around.sealing(),
                new CertificateAuthority.Identity(
                        settings.title(),
                        settings.country(),
                        settings.tier2().name(),
                        settings.tier1Url().resolve("/pki")),
                around.clock());
        this.participants =
                new Participants(around.documents(), certificates, journal, around.standing(), around.clock());
        this.attributes = new IdentityAttributes(around.documents(), journal, around.clock());
        this.accounts = new Accounts(around.documents());
        settings.users().forEach(user -> accounts.employ(user.name(), user.password(), user.roles()));
        this.onboarding = new Onboarding(
                around.documents(),
                accounts,
                code -> attributes.byCode(code).isPresent(),
                around.content(),
                this::admit,
                journal,
                around.clock());
        this.signer = new ProofSigner(
                certificates.authorities().proofSigner(), settings.tier2().url().toString());
        Participant own = participants
                .authority()
                .orElseGet(() -> participants.create(settings.title(), Participant.AUTHORITY_TYPE, "", "authority"));
        participants.adopt(own, certificates.gatewayChain());
        onboarding.requests().resume();
        Api api = new Api(new JsonBodies(LARGEST_BODY, DEEPEST_BODY), around.tap());
        this.tier1 = tier1(api);
        this.tier2 = tier2(api);
    }

    /** Starts both listeners; returns when they answer. */
    public static Authority start(AuthoritySettings settings, Surroundings around) {
        return new Authority(settings, around);
    }

    private WebServer tier1(Api api) {
        Validities validities = validities();
        SignInRoutes signIn = new SignInRoutes(api, accounts, settings.registration(), around.clock());
        List<HttpService> routes = new ArrayList<>(onboarding.routes(api));
        routes.add(new ParticipantV1Routes(api, participants, validities));
        routes.add(new ParticipantV2Routes(api, participants, validities));
        routes.add(new RenewalRoutes(api, participants, around.documents()));
        routes.add(new AttributeRoutes(api, attributes, participants::get));
        routes.add(new PkiRoutes(api, certificates, Participants.revocations(around.documents()), () -> !faults.now()
                .unreachableOcsp()));
        routes.add(new ProofKeyRoutes(api, signer));
        routes.add(signIn);
        routes.add(new OverviewRoutes(api, this));
        routes.add(new QueueRoutes(api, this));
        routes.add(new MemberRoutes(api, this));
        routes.addAll(around.tier1Routes());
        Guard guard = signIn.guard(RoutePolicy.named("rules-tier1.txt"), around.recognisers(), around.elsewhere());
        return new WebServer(around.tier1(), routes, (method, template, status, nanos) -> {}, offered(guard));
    }

    private WebServer tier2(Api api) {
        ProofService proofs = new ProofService(signer, attributes::codes, this::disturbance, around.clock());
        AgentCredentials credentials = new AgentCredentials(participants, validities());
        List<HttpService> routes = new ArrayList<>();
        routes.add(new Tier2Routes(api, proofs, participants, credentials, attributes));
        routes.add(new MtlsV1Routes(api, proofs, participants, credentials, attributes));
        routes.add(new SignerRoutes(api, documentSigner(), journal));
        routes.addAll(around.tier2Routes());
        Guard guard = proofs.guard(RoutePolicy.named("rules-tier2.txt"), participants, settings.proofs());
        Guard slow = (exchange, route) -> {
            LockSupport.parkNanos(faults.now().delay().toNanos());
            return guard.admit(exchange, route);
        };
        return new WebServer(tier2Options(), routes, (method, template, status, nanos) -> {}, offered(slow));
    }

    /** Clients are asked for a certificate but not forced, so that one without is told what is missing. */
    private ServerOptions tier2Options() {
        Authorities own = certificates.authorities();
        TlsIdentity gateway =
                new TlsIdentity(certificates.gatewayChain(), own.gateway().key());
        ServerTls tls = ServerTls.of(new LiveIdentity(gateway))
                .askingClients(
                        ServerTls.ClientAuth.WANT,
                        TrustAnchors.of(List.of(own.root().certificate())));
        ServerOptions usual = around.tier1();
        return new ServerOptions(
                        settings.tier2().host(),
                        settings.tier2().port(),
                        usual.maxBodyBytes(),
                        usual.maxJsonDepth(),
                        List.of(),
                        usual.shutdownPatience())
                .withTls(tls);
    }

    private Validities validities() {
        return id -> onboarding.requests().validity(id).orElse(USUAL_VALIDITY);
    }

    /** As a deployment that has one version only: nothing is there under the other one's paths. */
    private Guard offered(Guard guard) {
        return (exchange, route) -> {
            String path = route.template();
            boolean second = path.startsWith("/tier1/v2/") || path.startsWith("/tier2/v2/");
            boolean first = FIRST_VERSION.stream().anyMatch(path::startsWith);
            if (second && !settings.versions().contains(2)
                    || first && !settings.versions().contains(1)) {
                throw SimplProblem.notFound("This authority does not offer that version of the interface");
            }
            return guard.admit(exchange, route);
        };
    }

    private DocumentSigner documentSigner() {
        DocumentSigner.Credentials own = new DocumentSigner.Credentials(
                certificates.authorities().documentSigner().key(), certificates.documentChain());
        return new DocumentSigner(() -> own, this::objection, around.clock());
    }

    /** Why a certificate does not count in this data space now; empty = it does. */
    private Optional<String> objection(X509Certificate certificate) {
        if (!certificates.hasIssued(certificate)) {
            return Optional.of("its certificate was not issued in this data space");
        }
        Instant now = around.clock().instant();
        if (now.isBefore(certificate.getNotBefore().toInstant())
                || now.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of("its certificate is not valid now");
        }
        if (certificate.equals(certificates.authorities().documentSigner().certificate())) {
            return Optional.empty();
        }
        return participants
                .of(certificate)
                .map(credential -> credential.status(now))
                .filter(status -> status != CredentialStatus.VALID)
                .map(status -> "its certificate is " + status);
    }

    private ProofService.Disturbance disturbance() {
        Faults.Switches now = faults.now();
        return new ProofService.Disturbance(now.expiredProof(), now.wrongSignature(), now.clockSkew());
    }

    /** Takes an approved organisation up: participant, attributes, and its applicant may speak for it. */
    private String admit(OnboardingRequest request, String who) {
        Participant participant = participants.create(
                request.organization(),
                request.type().name(),
                request.applicant().email(),
                who);
        List<String> ids = request.attributes().stream()
                .flatMap(code -> attributes.byCode(code).stream())
                .map(IdentityAttribute::id)
                .toList();
        attributes.replace(participant.id(), ids, who);
        accounts.bind(request.applicant().username(), participant.id());
        return participant.id();
    }

    public AuthoritySettings settings() {
        return settings;
    }

    public Faults faults() {
        return faults;
    }

    public Accounts accounts() {
        return accounts;
    }

    public Participants participants() {
        return participants;
    }

    public IdentityAttributes attributes() {
        return attributes;
    }

    public CertificateAuthority certificates() {
        return certificates;
    }

    Onboarding onboarding() {
        return onboarding;
    }

    Journal journal() {
        return journal;
    }

    /** The people's listener. */
    public WebServer tier1() {
        return tier1;
    }

    /** The agents' listener. */
    public WebServer tier2() {
        return tier2;
    }

    @Override
    public void close() {
        tier2.close();
        tier1.close();
    }
}
