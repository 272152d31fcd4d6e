package eu.twintown.node;

import eu.twintown.node.access.Access;
import eu.twintown.node.access.AccessRoutes;
import eu.twintown.node.authority.Authority;
import eu.twintown.node.authority.AuthoritySettings;
import eu.twintown.node.authority.MemberCatalogue;
import eu.twintown.node.authority.Surroundings;
import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Tap;
import eu.twintown.node.authority.attributes.IdentityAttribute;
import eu.twintown.node.authority.ca.Authorities;
import eu.twintown.node.authority.ca.Sealing;
import eu.twintown.node.authority.catalogue.AuthorityCatalogue;
import eu.twintown.node.authority.membership.MembershipRoutes;
import eu.twintown.node.authority.membership.Memberships;
import eu.twintown.node.catalogue.simpl.check.DescriptionFault;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.dataspace.letter.Addresses;
import eu.twintown.node.dataspace.rulebook.OwnReport;
import eu.twintown.node.dataspace.rulebook.ServiceLevels;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.RouteTable;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.TlsIdentity;
import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.ops.ConsoleRoutes;
import eu.twintown.node.ops.ManagementRoutes;
import eu.twintown.node.ops.Metrics;
import eu.twintown.node.ops.NodeInfo;
import eu.twintown.node.ops.OpsRoutes;
import eu.twintown.node.ops.Version;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.oid4vc.issuer.IssuanceTokens;
import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.node.trust.oidc.local.TokenSigner;
import eu.twintown.store.Store;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Builds a governance authority out of the same parts as a node: store, keys, sign-in, console. */
public final class AuthorityWiring implements AutoCloseable {
    private static final String MEMBERS = "members";
    private static final Duration CHECK_PATIENCE = Duration.ofSeconds(20);
    private static final long LARGEST_ORDER = 16 * 1024;

    private final NodeConfig config;
    private final InstantSource clock = InstantSource.system();
    private final Instant startedAt = clock.instant();
    private final Store store;
    private final OutgoingClient outgoing;
    private final TrustParts trust;
    private final SignInParts signIn;
    private final Access access;
    private final Oid4vcParts openid;
    private final Memberships memberships;
    private final AuthorityCatalogue catalogue;
    private final RulebookParts rulebook;
    private final Authority authority;

    private AuthorityWiring(Settings settings, AuthoritySettings own) {
        this.config = settings.config();
        this.access = new Access(settings.access());
        this.store = Store.open(config.store());
        this.outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY
                .allowing(config.outgoing().allow().toArray(String[]::new))
                .denying(config.outgoing().deny().toArray(String[]::new)));
        this.trust = new TrustParts(settings.trust(), config, store.documents(), outgoing, clock);
        this.signIn = new SignInParts(
                settings,
                own.users().stream().map(AuthorityWiring::staff).toList(),
                store.documents(),
                outgoing,
                () -> config.identity().publicUrl(),
                TokenSigner.of(trust.keys()),
                clock);
        this.openid = new Oid4vcParts(settings.issuer(), config, trust, store.documents(), outgoing, clock);
        this.memberships =
                new Memberships(store.documents(), openid.offers(), trust.issuer(), own.title(), this::attributes);
        this.catalogue = MemberCatalogue.of(
                store.documents(),
                this::authority,
                this::key,
                this::toMember,
                new JsonBodies(config.server().maxBodyBytes(), config.server().maxDepth()),
                own.tier2().url(),
                clock);
        this.rulebook = rulebook(settings);
        this.authority = Authority.start(
                own,
                new Surroundings(
                        store.documents(),
                        new Sealing(
                                (context, secret) -> trust.keys().box().seal(context, secret),
                                (context, text) -> trust.keys().box().unseal(context, text)),
                        Listeners.main(config.server(), Optional.empty(), clock),
                        this::fault,
                        memberships::standing,
                        recognisers(),
                        access.guard(Recogniser.chain(recognisers())),
                        tier1Routes(),
                        tier2Routes(),
                        Tap.NONE,
                        clock));
        Authorities certified = authority.certificates().authorities();
        outgoing.useTls(
                MEMBERS,
                new ClientTls(
                        Optional.of(new LiveIdentity(new TlsIdentity(
                                authority.certificates().gatewayChain(),
                                certified.gateway().key()))),
                        TrustAnchors.of(List.of(certified.root().certificate()))));
        catalogue.start();
        trust.offer(Addresses.service(config.identity().publicUrl()));
        rulebook.start();
    }

    /** An authority publishes the rulebook of its data space; it offers nothing itself. */
    private RulebookParts rulebook(Settings settings) {
        return new RulebookParts(new RulebookParts.Ground(
                settings.offers().rulebook(),
                store.documents(),
                trust.seals(),
                new Addresses(trust.resolver()),
                outgoing::send,
                new JsonBodies(config.server().maxBodyBytes(), config.server().maxDepth()),
                UnaryOperator.identity(),
                new OwnReport.Facts(
                        locale -> List.of(),
                        Map::of,
                        type -> !trust.wallet().byType(type).isEmpty(),
                        new ServiceLevels(Map.of(), item -> 0)),
                () -> {},
                clock));
    }

    private Authority authority() {
        return authority;
    }

    /** The key that a member signs its self-descriptions with. */
    private PublicKey key(String method) {
        try {
            return trust.resolver().key(method, Relationship.ASSERTION_METHOD).key();
        } catch (TrustException e) {
            throw new DescriptionFault(e.safe());
        }
    }

    /** To a member's tier 2, with the authority's own certificate. */
    private OutgoingClient.Response toMember(OutgoingClient.Request request) {
        return outgoing.send("https".equals(request.uri().getScheme()) ? request.withTls(MEMBERS) : request);
    }

    /** Starts an authority; returns when both of its listeners answer. */
    public static AuthorityWiring start(Settings settings, AuthoritySettings own) {
        return new AuthorityWiring(settings, own);
    }

    /** The port of the people's listener. */
    public int tier1Port() {
        return authority.tier1().port();
    }

    /** The port of the agents' listener. */
    public int tier2Port() {
        return authority.tier2().port();
    }

    /** Everything that people can ask for. */
    public List<RouteTable.Route> tier1Offered() {
        return authority.tier1().routes();
    }

    /** Everything that agents can ask for. */
    public List<RouteTable.Route> tier2Offered() {
        return authority.tier2().routes();
    }

    /** The password of the first admin, where this start has made one; it is told once. */
    public Optional<String> firstPassword() {
        return signIn.firstPassword();
    }

    private List<Recogniser> recognisers() {
        List<Recogniser> all = new ArrayList<>(signIn.recognisers());
        all.add(IssuanceTokens.recogniser());
        return all;
    }

    /** The authority's own people sign in to the console with the same name and password as at its token endpoint. */
    private static SignInSettings.User staff(AuthoritySettings.User user) {
        return new SignInSettings.User(
                user.name(),
                user.name(),
                PasswordHash.of(user.password()),
                Set.of(Role.VIEWER),
                Map.of("simpl_roles", List.copyOf(user.roles())));
    }

    private List<String> attributes(String participantId) {
        return authority.attributes().of(participantId).stream()
                .map(IdentityAttribute::code)
                .toList();
    }

    private List<HttpService> tier2Routes() {
        List<HttpService> routes = new ArrayList<>(catalogue.tier2Routes());
        routes.add(new MembershipRoutes(
                new Api(new JsonBodies(LARGEST_ORDER, 8), Tap.NONE), memberships, openid.metadata()));
        return routes;
    }

    private List<HttpService> tier1Routes() {
        List<HttpService> routes = new ArrayList<>(List.of(
                new ManagementRoutes(Map.of("/api/node", this::about)),
                new OpsRoutes(Map.of("store", store::isAlive), Metrics.create()),
                new ConsoleRoutes(),
                new AccessRoutes(access)));
        routes.addAll(signIn.routes());
        routes.addAll(trust.routes());
        routes.addAll(openid.routes());
        routes.addAll(catalogue.tier1Routes());
        routes.addAll(rulebook.routes());
        return routes;
    }

    private ObjectNode about() {
        String thumbprint = trust.keys().active(KeyPurpose.NODE).kid();
        ObjectNode info =
                JsonMapper.shared().valueToTree(NodeInfo.of(config, Version.current(), startedAt, thumbprint, false));
        return info.put("kind", "authority");
    }

    /** Posts a document to the service that a rule names; anything but a 2xx is a fault. */
    private Optional<String> fault(String uri, String mediaType, byte[] content) {
        OutgoingClient.Response response = outgoing.send(new OutgoingClient.Request(
                "POST", URI.create(uri), Map.of("Content-Type", mediaType), content, CHECK_PATIENCE));
        return response.status() / 100 == 2
                ? Optional.empty()
                : Optional.of("The service at " + uri + " refused it with status " + response.status());
    }

    @Override
    public void close() {
        authority.close();
        rulebook.close();
        catalogue.close();
        outgoing.close();
        store.close();
    }
}
